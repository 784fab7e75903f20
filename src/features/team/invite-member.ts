import type { StaffActor } from '../../kernel/actor.ts';
import { Invalid, refuse } from '../../kernel/errors.ts';
import type { StaffRole } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { record } from '../audit/index.ts';
import { endStaffLinks, sendStaffLink } from '../staff-signin/index.ts';
import { stateOf } from './member.ts';
import { lockedMember } from './queries.ts';

export interface NewMember {
  /** From the form's key: a double press invites once. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  readonly publicName: string | null;
}

/** Gives somebody a place in the office and writes them a link to choose a password with. @throws Invalid */
export async function inviteMember(
  tx: Tx,
  actor: StaffActor,
  org: OrgRow,
  { id, name, email, role, publicName }: NewMember,
  now: Temporal.Instant,
): Promise<void> {
  const made = await tx
    .insertInto('staff')
    .values({ org_id: org.id, id, name, email, role, public_name: publicName, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'name', 'email'])
    .executeTakeFirst();
  if (!made) return ifSame(tx, actor, id, email);
  await sendStaffLink(tx, actor, { org, member: made, purpose: 'invitation' }, now);
  await record(tx, actor, 'staff.invited', { now, subject: { kind: 'staff', id }, data: { role } });
}

/** The form came twice, or the address has a place already. */
async function ifSame(tx: Tx, actor: StaffActor, id: string, email: string): Promise<void> {
  const there = await tx
    .selectFrom('staff')
    .select(['id', 'archived_at'])
    .where('org_id', '=', actor.orgId)
    .where('email', '=', email)
    .executeTakeFirst();
  if (there?.id === id) return;
  const key = there === undefined || there.archived_at === null ? 'team.email-taken' : 'team.email-archived';
  throw new Invalid([{ field: 'email', key }]);
}

/** Writes the link anew, which ends the one before; also to somebody who so far doesn't sign in. */
export async function inviteAgain(
  tx: Tx,
  actor: StaffActor,
  org: OrgRow,
  id: string,
  now: Temporal.Instant,
): Promise<void> {
  const member = await lockedMember(tx, actor, id);
  const state = stateOf(member, now);
  refuse(state === 'active' ? 'team.is-in' : state === 'archived' ? 'team.is-archived' : null);
  await sendStaffLink(tx, actor, { org, member, purpose: 'invitation' }, now);
  await record(tx, actor, 'staff.invited', { now, subject: { kind: 'staff', id }, data: { role: member.role } });
}

/** Takes an invitation back: its link opens nothing, and the place is gone. */
export async function withdrawInvitation(tx: Tx, actor: StaffActor, id: string, now: Temporal.Instant): Promise<void> {
  const member = await lockedMember(tx, actor, id);
  const state = stateOf(member, now);
  refuse(state === 'invited' || state === 'invitation_over' ? null : 'team.not-invited');
  await endStaffLinks(tx, actor.orgId, id, now);
  await tx
    .updateTable('staff')
    .set({ archived_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await record(tx, actor, 'staff.invitation_withdrawn', { now, subject: { kind: 'staff', id } });
}
