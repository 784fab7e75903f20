import { paths } from '../../kernel/paths.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { deviceOf, endStaffSessions } from '../sessions/index.ts';
import type { OfficeFormVisit } from '../access/index.ts';
import { PASSWORD_LEAST, PASSWORD_MOST, passwordRefusal } from '../signin/index.ts';
import { isOwnPassword, setPassword, tellStaffTask } from '../staff-signin/index.ts';
import { accountPage } from './account-page.tsx';
import { ownRow } from './queries.ts';

/** Asks for the present password first. Every other session ends too, unless the tick is taken away. */
export async function changeOwnPassword(visit: OfficeFormVisit): Promise<Response> {
  const { actor, org, form, now, services } = visit;
  if (!(await isOwnPassword(visit, form.secret('current'))))
    return accountPage(visit, [{ field: 'current', key: 'account.password-wrong' }]);
  const member = await visit.read((tx) => ownRow(tx, actor));
  const password = form.secret('password');
  const refusal = await passwordRefusal(password, [actor.name, member.email, org.name]);
  const values = { least: PASSWORD_LEAST, most: PASSWORD_MOST };
  if (refusal !== null) return accountPage(visit, [{ field: 'password', key: refusal, values }]);
  const hash = await services.hashing.hash(password);
  const others = form.has('end_others');
  await visit.write(async (tx) => {
    await setPassword(tx, actor, { staffId: actor.staffId, hash, now });
    if (others) await endStaffSessions(tx, actor.orgId, { staffId: actor.staffId, but: actor.sessionId }, now);
    const facts = { org_id: actor.orgId, staff_id: actor.staffId, device: deviceOf(visit.c), at: now.toString() };
    await addTask(tx, tellStaffTask, { ...facts, what: 'password_changed' });
  });
  return visit.redirect(paths.office.account, {
    key: others ? 'account.said-password-alone' : 'account.said-password',
  });
}
