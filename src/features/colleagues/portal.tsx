import type { Hono } from 'hono';
import { Invalid, type Problem } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { FORM_KEY, idFromForm, newFormKey } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { problemTexts } from '../../ui/index.ts';
import { portalDoor, type PortalFormVisit, type PortalVisit } from '../access/index.ts';
import { changeAccess, giveAccess, inviteAgain, takeAccess, type Deed } from './change-colleague.ts';
import { changeRefusal, colleagueName } from './colleague.ts';
import { ColleaguePage } from './colleague.page.tsx';
import { ColleaguesPage } from './colleagues.page.tsx';
import { asAdmin } from './hold-colleagues.ts';
import { InvitePage } from './invite.page.tsx';
import { inviteColleague } from './invite-colleague.ts';
import { colleaguesVisibleTo, findColleague, lastUses, ownSites } from './queries.ts';
import { readAccess, readInvitation } from './read-colleague.ts';

const NEED = { area: 'colleagues', person: true } as const;
/** Before somebody is let in, the admin shows who sits there. */
const INVITE = { ...NEED, stepUp: 'invite' } as const;
const ONE = '/:org/colleagues/:id';

/** A customer's own admin: who of the colleagues may come in, and what they may do. */
export function colleaguesPortal(app: Hono, services: Services): void {
  const door = portalDoor(app, services);
  door.get('/:org/colleagues', NEED, list);
  door.get('/:org/colleagues/new', INVITE, (visit) => invitePage(visit, { [FORM_KEY]: newFormKey() }, []));
  door.post('/:org/colleagues', INVITE, invite);
  door.get(ONE, NEED, (visit) => colleaguePage(visit));
  door.post(`${ONE}/rights`, INVITE, changeRights);
  door.post(`${ONE}/withdrawal`, NEED, (visit) => deed(visit, takeAccess, 'colleagues.said-taken'));
  door.post(`${ONE}/return`, INVITE, (visit) => deed(visit, giveAccess, 'colleagues.said-given'));
  door.post(`${ONE}/invitation`, INVITE, (visit) => deed(visit, inviteAgain, 'colleagues.said-again'));
}

function todayOf({ now, org }: PortalVisit): Temporal.PlainDate {
  return now.toZonedDateTimeISO(org.time_zone).toPlainDate();
}

async function list(visit: PortalVisit): Promise<Response> {
  const actor = asAdmin(visit.actor);
  const colleagues = await visit.read((tx) => colleaguesVisibleTo(tx, actor).execute());
  const uses = await lastUses(
    visit.services,
    actor,
    colleagues.map((one) => one.id),
  );
  return visit.page(
    <ColleaguesPage
      org={visit.org}
      places={visit.places}
      actor={actor}
      today={todayOf(visit)}
      colleagues={colleagues.map((one) => ({ ...one, lastUse: uses.get(one.id) ?? null }))}
    />,
  );
}

async function invitePage(
  visit: PortalVisit,
  values: Readonly<Record<string, string>>,
  problems: readonly Problem[],
  siteIds: readonly string[] = [],
): Promise<Response> {
  const actor = asAdmin(visit.actor);
  const sites = await visit.read((tx) => ownSites(tx, actor));
  return visit.page(
    <InvitePage
      org={visit.org}
      places={visit.places}
      actor={actor}
      sites={sites.map((site) => ({ ...site, chosen: siteIds.includes(site.id) }))}
      values={values}
      problems={problemTexts(problems, visit.t)}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

async function invite(visit: PortalFormVisit): Promise<Response> {
  const { form, org, now } = visit;
  const actor = asAdmin(visit.actor);
  try {
    const invitation = readInvitation(form, actor, org.country, todayOf(visit));
    const id = idFromForm(form) ?? crypto.randomUUID();
    await visit.write((tx) => inviteColleague(tx, actor, org, { ...invitation, id }, now));
    const name = colleagueName(invitation.person) ?? '';
    return visit.redirect(paths.portal.colleagues(org.slug), { key: 'colleagues.said-invited', values: { name } });
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return invitePage(visit, form.values, error.problems, form.all('site'));
  }
}

function deedOf(visit: PortalFormVisit): Deed {
  const { org, now, c } = visit;
  return { actor: asAdmin(visit.actor), org, id: c.req.param('id') ?? '', now };
}

async function deed(
  visit: PortalFormVisit,
  work: typeof takeAccess,
  key: 'colleagues.said-taken' | 'colleagues.said-given' | 'colleagues.said-again',
): Promise<Response> {
  const asked = deedOf(visit);
  await visit.write((tx) => work(tx, asked));
  return visit.redirect(paths.portal.colleague(visit.org.slug, asked.id), { key });
}

async function changeRights(visit: PortalFormVisit): Promise<Response> {
  const asked = deedOf(visit);
  try {
    const access = readAccess(visit.form, asked.actor, todayOf(visit));
    await visit.write((tx) => changeAccess(tx, asked, access));
    return visit.redirect(paths.portal.colleague(visit.org.slug, asked.id), { key: 'colleagues.said-saved' });
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return colleaguePage(visit, { values: visit.form.values, siteIds: visit.form.all('site') }, error.problems);
  }
}

async function colleaguePage(
  visit: PortalVisit,
  typed?: { readonly values: Readonly<Record<string, string>>; readonly siteIds: readonly string[] },
  problems: readonly Problem[] = [],
): Promise<Response> {
  const actor = asAdmin(visit.actor);
  const id = visit.c.req.param('id') ?? '';
  const [colleague, sites] = await visit.read((tx) => Promise.all([findColleague(tx, actor, id), ownSites(tx, actor)]));
  const uses = await lastUses(visit.services, actor, [colleague.id]);
  const own = sites.map((site) => site.id);
  const chosen = typed?.siteIds ?? colleague.siteIds;
  return visit.page(
    <ColleaguePage
      org={visit.org}
      places={visit.places}
      actor={actor}
      colleague={{ ...colleague, lastUse: uses.get(colleague.id) ?? null }}
      refusal={changeRefusal(actor, colleague, own)}
      mayWrite={actor.viewedBy === null}
      sites={sites.map((site) => ({ ...site, chosen: chosen.includes(site.id) }))}
      today={todayOf(visit)}
      typed={typed?.values}
      problems={problemTexts(problems, visit.t)}
    />,
    problems.length > 0 ? 422 : 200,
  );
}
