import type { Hono } from 'hono';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { FieldProblem } from '../../ui/index.ts';
import { officeDoor, type OfficeVisit } from '../access/index.ts';
import { answerEffectsFile, answerReview, holdOrg, type ReviewedLayer } from '../rights/index.ts';
import { changeContactPermissions } from './change-permissions.ts';
import { ContactPermissionsPage } from './contact.page.tsx';
import { contactName } from './contact.ts';
import { found, herePath, numberOf, ONE, orAgain } from './one-contact.ts';
import { findContact, lockContact } from './queries.ts';
import { ContactRightsPage } from './rights.page.tsx';

/** What a contact may do: who decided it, and the contact's own choices. */
export function officeContactRights(app: Hono, services: Services): void {
  const door = officeDoor(app, services);

  door.get(`${ONE}/rights`, { right: 'read' }, async (visit) => {
    const { customer, contact } = await found(visit);
    return visit.page(
      <ContactRightsPage
        frame={visit.frame}
        customer={customer}
        contact={contact}
        orgPermissions={visit.org.permissions}
        mayManage={visit.may('manage')}
      />,
    );
  });

  door.get(`${ONE}/permissions`, { right: 'manage' }, async (visit) => permissionsPage(visit));
  door.get(`${ONE}/permissions/people`, { right: 'manage' }, (visit) => answerEffectsFile(visit, ownLayer(visit)));
  door.post(`${ONE}/permissions`, { right: 'manage' }, async (visit) =>
    orAgain(
      async () => {
        const { contact } = await found(visit);
        return answerReview(visit, {
          find: ownLayer(visit),
          title: visit.t('rights.review-contact', { name: contactName(contact) ?? visit.t('contacts.unnamed') }),
          action: `${herePath(visit)}/permissions`,
          again: () => permissionsPage(visit, visit.form.values),
          saved: (isSame) =>
            visit.redirect(
              herePath(visit),
              isSame ? { key: 'rights.same', tone: 'info' } : { key: 'contacts.said-permissions' },
            ),
        });
      },
      (problems) => permissionsPage(visit, visit.form.values, problems),
      visit,
    ),
  );
}

/** The contact's own choices, with what they rest on held still while they are written. */
function ownLayer(visit: OfficeVisit) {
  const { actor, now } = visit;
  return async (tx: Tx, lock: boolean): Promise<ReviewedLayer> => {
    const id = visit.c.req.param('id') ?? '';
    if (lock) await holdOrg(tx, actor.orgId);
    const { contact } = await (lock ? lockContact : findContact)(tx, actor, numberOf(visit), id);
    return {
      layer: 'contact',
      of: sql<boolean>`p.id = ${contact.id}`,
      stored: contact.permissions,
      save: (tx, next) => changeContactPermissions(tx, actor, contact, next, now),
    };
  };
}

async function permissionsPage(
  visit: OfficeVisit,
  typed?: Readonly<Record<string, string>>,
  problems: readonly FieldProblem[] = [],
): Promise<Response> {
  const { customer, contact } = await found(visit);
  return visit.page(
    <ContactPermissionsPage
      frame={visit.frame}
      customer={customer}
      contact={contact}
      orgPermissions={visit.org.permissions}
      typed={typed}
      problems={problems}
    />,
    problems.length > 0 ? 422 : 200,
  );
}
