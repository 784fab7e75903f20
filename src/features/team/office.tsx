import type { Hono } from 'hono';
import { Invalid, NotFound, type Problem } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths, withQuery } from '../../kernel/paths.ts';
import { isInstantText, pageIn, pageQuery } from '../../platform/db/index.ts';
import { newFormKey } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { endStaffSessions } from '../sessions/index.ts';
import { officeDoor, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { changeOrg } from '../orgs/index.ts';
import { told } from '../settings/index.ts';
import { sessionsOf, triesOf } from '../staff-signin/index.ts';
import { archiveMember, changePublicName, changeRole, resetSecondStep, restoreMember } from './change-member.ts';
import { inviteAgain, inviteMember, withdrawInvitation } from './invite-member.ts';
import { InvitePage } from './invite.page.tsx';
import { stateOf } from './member.ts';
import { MemberPage } from './member.page.tsx';
import { memberOf, teamOf } from './queries.ts';
import { readInvitation, readPublicName, readRole } from './read-member.ts';
import { SignInHistoryPage, TeamPage } from './team.page.tsx';

/** Who works here: managers see it, owners change it. */
export function teamRoutes(app: Hono, services: Services): void {
  const { office } = paths;
  const door = officeDoor(app, services);
  door.get(office.team, { right: 'manage' }, teamPage);
  door.get(office.newMember, { right: 'own' }, (visit) => invitePage(visit, { key: newFormKey() }));
  door.post(office.newMember, { right: 'own', fresh: true }, invite);
  door.get(office.signInHistory, { right: 'own' }, historyPage);
  door.post(`${office.team}/second-step`, { right: 'own', fresh: true }, wantSecondStep);
  door.get('/office/settings/team/:id', { right: 'manage' }, (visit) => memberPage(visit));
  deeds(door);
}

const idOf = (visit: OfficeVisit) => visit.c.req.param('id') ?? '';

/** What an owner does to a member: one row each, all of them written down. */
function deeds(door: ReturnType<typeof officeDoor>): void {
  const own = { right: 'own', fresh: true } as const;
  const at = (name: string) => `/office/settings/team/:id/${name}`;
  door.post(at('role'), own, async (visit) => {
    const role = readRole(visit.form);
    await visit.write((tx) => changeRole(tx, visit.actor, { id: idOf(visit), role }, visit.now));
    return back(visit, 'team.said-role');
  });
  door.post(at('public-name'), { right: 'own' }, savePublicName);
  door.post(at('invitation'), own, async (visit) => {
    await visit.write((tx) => inviteAgain(tx, visit.actor, visit.org, idOf(visit), visit.now));
    return back(visit, 'team.said-invited-again');
  });
  door.post(at('withdrawal'), { right: 'own' }, async (visit) => {
    await visit.write((tx) => withdrawInvitation(tx, visit.actor, idOf(visit), visit.now));
    return visit.redirect(paths.office.team, { key: 'team.said-withdrawn', tone: 'warn' });
  });
  door.post(at('archive'), own, async (visit) => {
    await visit.write((tx) => archiveMember(tx, visit.actor, idOf(visit), visit.now));
    return back(visit, 'team.said-archived');
  });
  door.post(at('restore'), own, async (visit) => {
    await visit.write((tx) => restoreMember(tx, visit.actor, idOf(visit), visit.now));
    return back(visit, 'team.said-restored');
  });
  door.post(at('second-step-reset'), own, async (visit) => {
    await visit.write((tx) => resetSecondStep(tx, visit.actor, idOf(visit), visit.now));
    return back(visit, 'team.said-step-reset');
  });
  door.post(at('sessions'), { right: 'own' }, (visit) => endSessions(visit));
  door.post(at('sessions/:session/end'), { right: 'own' }, (visit) =>
    endSessions(visit, visit.c.req.param('session') ?? ''),
  );
}

function back(
  visit: OfficeVisit,
  key:
    | 'team.said-role'
    | 'team.said-invited-again'
    | 'team.said-archived'
    | 'team.said-restored'
    | 'team.said-step-reset'
    | 'team.said-public-name',
): Response {
  return visit.redirect(paths.office.member(idOf(visit)), { key });
}

async function teamPage(visit: OfficeVisit): Promise<Response> {
  const team = await visit.read((tx) => teamOf(tx, visit.actor));
  const rows = team.map((member) => ({ ...member, state: stateOf(member, visit.now) }));
  return visit.page(
    <TeamPage
      frame={visit.frame}
      team={rows.filter(({ state }) => state !== 'archived')}
      gone={rows.filter(({ state }) => state === 'archived')}
      owns={visit.may('own')}
      wantsStep={visit.org.staff_second_step}
    />,
  );
}

function invitePage(
  visit: OfficeVisit,
  typed: Readonly<Record<string, string>>,
  problems: readonly Problem[] = [],
): Response {
  return visit.page(
    <InvitePage frame={visit.frame} typed={typed} problems={told(problems, visit.t)} />,
    problems.length > 0 ? 422 : 200,
  );
}

async function invite(visit: OfficeFormVisit): Promise<Response> {
  try {
    const member = readInvitation(visit.form);
    await visit.write((tx) => inviteMember(tx, visit.actor, visit.org, member, visit.now));
    return visit.redirect(paths.office.member(member.id), {
      key: 'team.said-invited',
      values: { email: member.email },
    });
  } catch (error) {
    if (error instanceof Invalid) return invitePage(visit, visit.form.values, error.problems);
    throw error;
  }
}

async function memberPage(
  visit: OfficeVisit,
  problems: readonly Problem[] = [],
  typedPublicName?: string,
): Promise<Response> {
  const { actor, org, now } = visit;
  const owns = visit.may('own');
  const id = idOf(visit);
  const { member, sessions, tries } = await visit.read(async (tx) => {
    const found = await memberOf(tx, actor, id);
    if (!owns) return { member: found, sessions: [], tries: [] };
    const [open, tried] = await Promise.all([
      sessionsOf(tx, actor, id, { now, idleMinutes: org.staff_idle_minutes }),
      triesOf(tx, actor, { staffId: id, now }),
    ]);
    return { member: found, sessions: open, tries: tried.rows };
  });
  return visit.page(
    <MemberPage
      frame={visit.frame}
      member={{ ...member, state: stateOf(member, now) }}
      typedPublicName={typedPublicName ?? member.public_name ?? ''}
      owns={owns}
      isSelf={id === actor.staffId}
      ownSessionId={actor.sessionId}
      sessions={sessions}
      tries={tries}
      problems={told(problems, visit.t)}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

async function savePublicName(visit: OfficeFormVisit): Promise<Response> {
  const problems: Problem[] = [];
  const publicName = readPublicName(visit.form, problems);
  if (problems.length > 0) return memberPage(visit, problems, visit.form.text('public_name'));
  await visit.write((tx) => changePublicName(tx, visit.actor, { id: idOf(visit), publicName }, visit.now));
  return back(visit, 'team.said-public-name');
}

async function endSessions(visit: OfficeFormVisit, only?: string): Promise<Response> {
  const { actor, now } = visit;
  const id = idOf(visit);
  if (only !== undefined && !isUuid(only)) throw new NotFound();
  const count = await visit.write(async (tx) => {
    await memberOf(tx, actor, id);
    const which = only === undefined ? { staffId: id, but: actor.sessionId } : { staffId: id, only };
    const ended = await endStaffSessions(tx, actor.orgId, which, now);
    if (ended === 0 && only !== undefined) throw new NotFound();
    const subject = { kind: 'staff', id };
    if (ended > 0) await record(tx, actor, 'staff.sessions_ended', { now, subject, data: { count: ended } });
    return ended;
  });
  return visit.redirect(paths.office.member(id), { key: 'account.said-ended', values: { count } });
}

async function wantSecondStep(visit: OfficeFormVisit): Promise<Response> {
  const facts = { staff_second_step: visit.form.has('staff_second_step') };
  await visit.write((tx) => changeOrg(tx, visit.actor, { event: 'org.access_changed', facts, now: visit.now }));
  const key = facts.staff_second_step ? 'team.said-step-wanted' : 'team.said-step-free';
  return visit.redirect(paths.office.team, { key });
}

/** Every try of everybody. */
async function historyPage(visit: OfficeVisit): Promise<Response> {
  const page = pageIn(visit.c.req.query(), isInstantText);
  const list = await visit.read((tx) => triesOf(tx, visit.actor, { page, now: visit.now }));
  const place = (at: Parameters<typeof pageQuery>[0]) => withQuery(paths.office.signInHistory, pageQuery(at));
  return visit.page(
    <SignInHistoryPage
      frame={visit.frame}
      tries={list.rows}
      newer={list.newer ? place({ before: list.newer }) : undefined}
      older={list.older ? place({ after: list.older }) : undefined}
    />,
  );
}
