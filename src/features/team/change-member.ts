import type { StaffActor } from '../../kernel/actor.ts';
import { Refused, refuse } from '../../kernel/errors.ts';
import type { StaffRole } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { endStaffSessions } from '../sessions/index.ts';
import { record } from '../audit/index.ts';
import { removeSecondStep } from '../second-step/index.ts';
import { endStaffLinks, tellStaffTask } from '../staff-signin/index.ts';
import { archiveRefusal, roleRefusal } from './member.ts';
import { lockedMember, memberOf } from './queries.ts';

/** Gives a member another role, from their next click on. @throws NotFound, Refused */
export async function changeRole(
  tx: Tx,
  actor: StaffActor,
  { id, role }: { id: string; role: StaffRole },
  now: Temporal.Instant,
): Promise<void> {
  const member = await lockedMember(tx, actor, id);
  refuse(roleRefusal(member, role));
  if (member.role === role) return;
  await tx.updateTable('staff').set({ role }).where('org_id', '=', actor.orgId).where('id', '=', id).execute();
  const data = { from: member.role, to: role };
  await record(tx, actor, 'staff.role_changed', { now, subject: { kind: 'staff', id }, data });
}

/** What customers read of a member; null keeps them out of the portal. @throws NotFound */
export async function changePublicName(
  tx: Tx,
  actor: StaffActor,
  { id, publicName }: { id: string; publicName: string | null },
  now: Temporal.Instant,
): Promise<void> {
  const member = await memberOf(tx, actor, id);
  if (member.public_name === publicName) return;
  await tx
    .updateTable('staff')
    .set({ public_name: publicName })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await record(tx, actor, 'staff.public_name_changed', { now, subject: { kind: 'staff', id } });
}

/** Sends a member home: every session and link ends at once, the name stays on what they did. @throws NotFound, Refused */
export async function archiveMember(tx: Tx, actor: StaffActor, id: string, now: Temporal.Instant): Promise<void> {
  const member = await lockedMember(tx, actor, id);
  refuse(archiveRefusal(member, actor.staffId));
  if (member.archived_at !== null) return;
  await tx
    .updateTable('staff')
    .set({ archived_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await endStaffSessions(tx, actor.orgId, { staffId: id }, now);
  await endStaffLinks(tx, actor.orgId, id, now);
  await record(tx, actor, 'staff.archived', { now, subject: { kind: 'staff', id } });
}

/** Takes a member back, with the password and second step they had. @throws NotFound */
export async function restoreMember(tx: Tx, actor: StaffActor, id: string, now: Temporal.Instant): Promise<void> {
  const member = await lockedMember(tx, actor, id);
  if (member.archived_at === null) return;
  await tx
    .updateTable('staff')
    .set({ archived_at: null })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await record(tx, actor, 'staff.restored', { now, subject: { kind: 'staff', id } });
}

/** Takes a colleague's second step away, because app and codes are lost; told to them by e-mail. @throws NotFound, Refused */
export async function resetSecondStep(tx: Tx, actor: StaffActor, id: string, now: Temporal.Instant): Promise<void> {
  await memberOf(tx, actor, id);
  // One's own is switched off on the page about oneself.
  if (id === actor.staffId) throw new Refused('team.own-step');
  if (!(await removeSecondStep(tx, actor, id, now))) throw new Refused('team.no-step');
  const facts = { org_id: actor.orgId, staff_id: id, device: '?', at: now.toString() };
  await addTask(tx, tellStaffTask, { ...facts, what: 'second_step_reset' });
}
