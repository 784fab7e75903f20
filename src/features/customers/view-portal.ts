import type { Hono } from 'hono';
import { system, type StaffActor } from '../../kernel/actor.ts';
import { NotFound, Refused } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { ownPath, paths } from '../../kernel/paths.ts';
import { newSecret, sha256 } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { beginSession, findOrg, giveCookie, portalCookie, type OrgRow } from '../sessions/index.ts';
import { record } from '../audit/index.ts';
import { contactsOf } from '../contacts/index.ts';
import type { Customer } from './customer.ts';

/**
 * Lets a member of staff see the portal as a contact sees it, or as the customer without naming one. The session reads
 * only and ends within the half-hour; who looked, and as whom, is written down.
 */
export async function viewPortal(
  tx: Tx,
  actor: StaffActor,
  org: OrgRow,
  customer: Customer,
  { contactId, now, device }: { contactId: string | null; now: Temporal.Instant; device: string },
): Promise<Awaited<ReturnType<typeof beginSession>>> {
  if (customer.archived_at !== null) throw new Refused('customers.refused-view-archived');
  const contact = contactId === null ? null : await contactInUse(tx, actor, customer, contactId);
  const subject = contact === null ? { kind: 'customer', id: customer.id } : { kind: 'contact', id: contact };
  await record(tx, actor, 'portal.viewed_as', { now, customerId: customer.id, subject });
  return beginSession(
    tx,
    org,
    {
      kind: 'view_as',
      beganBy: 'view_as',
      staffId: actor.staffId,
      customerId: customer.id,
      contactId: contact ?? undefined,
    },
    { now, device },
  );
}

async function contactInUse(tx: Tx, actor: StaffActor, customer: Customer, id: string): Promise<string> {
  const contact = isUuid(id) ? (await contactsOf(tx, actor, customer.id)).find((one) => one.id === id) : undefined;
  if (!contact) throw new NotFound();
  return contact.id;
}

/** So long the way from the office's host to the portal's takes at most. */
const TICKET_SECONDS = 60;

/**
 * Lets staff in who come from an office on another host, whose cookies don't reach here: the address carries the
 * session's first secret, which is changed as it is used, so the address opens nothing a second time or later.
 */
export function viewFromOfficeRoutes(app: Hono, services: Services): void {
  app.get('/:org/view/:ticket', async (c) => {
    const org = await findOrg(services.db, c.req.param('org'));
    const session = org && (await useTicket(services, org, c.req.param('ticket')));
    if (!org || !session) throw new NotFound();
    c.header('Referrer-Policy', 'no-referrer');
    giveCookie(c, services, portalCookie(org.slug), session);
    const home = paths.portal.home(org.slug);
    const to = ownPath(c.req.query('to')) ?? home;
    return c.redirect(to.startsWith(`${home}/`) ? to : home, 303);
  });
}

async function useTicket(services: Services, org: OrgRow, ticket: string) {
  const now = services.now();
  const secret = newSecret();
  const row = await services.db.inScope(system(org.id, 'view as'), (tx) =>
    tx
      .updateTable('sessions')
      .set({ token_hash: sha256(secret) })
      .where('org_id', '=', org.id)
      .where('token_hash', '=', sha256(ticket))
      .where('kind', '=', 'view_as')
      .where('created_at', '>', now.subtract({ seconds: TICKET_SECONDS }))
      .where('ended_at', 'is', null)
      .returning('expires_at')
      .executeTakeFirst(),
  );
  if (!row) return null;
  return { orgId: org.id, secret, maxAgeSeconds: Math.floor(row.expires_at.since(now).total('seconds')) };
}
