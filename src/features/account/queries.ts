import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import type { Account } from './account.ts';
import { passkeysOf } from '../passkeys/index.ts';
import { secondStepOf } from '../second-step/index.ts';
import { sessionsOf, triesOf } from '../staff-signin/index.ts';

export async function accountOf(tx: Tx, actor: StaffActor, org: OrgRow, now: Temporal.Instant): Promise<Account> {
  const [member, step, passkeys, sessions, tries] = await Promise.all([
    ownRow(tx, actor),
    secondStepOf(tx, actor),
    passkeysOf(tx, actor),
    sessionsOf(tx, actor, actor.staffId, { now, idleMinutes: org.staff_idle_minutes }),
    triesOf(tx, actor, { staffId: actor.staffId, now }),
  ]);
  return { member, step, passkeys, sessions, tries: tries.rows };
}

/** One's own record, without what nobody reads back. */
export async function ownRow(tx: Tx, actor: StaffActor) {
  return tx
    .selectFrom('staff')
    .select(['name', 'email'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', actor.staffId)
    .executeTakeFirstOrThrow();
}
