import type { Hono } from 'hono';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { endStaffSessions } from '../sessions/index.ts';
import { officeDoor, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { accountPage } from './account-page.tsx';
import { changeOwnName } from './change-name.ts';
import { changeOwnPassword } from './change-password.tsx';
import { passkeyRoutes } from './passkeys.tsx';
import { ownSecondStepRoutes } from './second-step.tsx';

/** The page about oneself, which everybody in the office has. */
export function accountRoutes(app: Hono, services: Services): void {
  const { office } = paths;
  const door = officeDoor(app, services);
  door.get(office.account, { right: 'read' }, (visit) => accountPage(visit));
  door.post(office.accountPart('name'), { right: 'read' }, saveName);
  door.post(office.accountPart('password'), { right: 'read' }, changeOwnPassword);
  ownSecondStepRoutes(door);
  passkeyRoutes(door);
  door.post(office.accountPart('sessions'), { right: 'read' }, endOthers);
  door.post('/office/account/sessions/:id/end', { right: 'read' }, endOne);
}

async function saveName(visit: OfficeFormVisit): Promise<Response> {
  const name = visit.form.text('name');
  try {
    await visit.write((tx) => changeOwnName(tx, visit.actor, name, visit.now));
  } catch (error) {
    if (error instanceof Invalid) return accountPage(visit, error.problems, name);
    throw error;
  }
  return visit.redirect(paths.office.account, { key: 'account.said-name' });
}

async function endOthers(visit: OfficeFormVisit): Promise<Response> {
  const { actor, now } = visit;
  const count = await visit.write(async (tx) => {
    const ended = await endStaffSessions(tx, actor.orgId, { staffId: actor.staffId, but: actor.sessionId }, now);
    if (ended > 0) await record(tx, actor, 'staff.sessions_ended', about(visit, ended));
    return ended;
  });
  return visit.redirect(paths.office.account, { key: 'account.said-ended', values: { count } });
}

async function endOne(visit: OfficeFormVisit): Promise<Response> {
  const { actor, now } = visit;
  const id = visit.c.req.param('id') ?? '';
  if (!isUuid(id)) throw new NotFound();
  await visit.write(async (tx) => {
    const ended = await endStaffSessions(tx, actor.orgId, { staffId: actor.staffId, only: id }, now);
    if (ended === 0) throw new NotFound();
    await record(tx, actor, 'staff.sessions_ended', about(visit, ended));
  });
  return visit.redirect(paths.office.account, { key: 'account.said-ended', values: { count: 1 } });
}

function about({ actor, now }: OfficeVisit, count: number) {
  return { now, subject: { kind: 'staff', id: actor.staffId }, data: { count } };
}
