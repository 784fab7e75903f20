import type { StaffActor } from '../../kernel/actor.ts';
import { Refused } from '../../kernel/errors.ts';
import type { Keys } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';
import { newTotpSecret, openTotp, sealTotp, type Holder } from './totp.ts';

export interface SecondStepState {
  /** Asked for at every sign-in by password. */
  readonly on: boolean;
  readonly onSince: Temporal.Instant | null;
  readonly codesLeft: number;
}

export async function secondStepOf(tx: Tx, { orgId, staffId }: Holder): Promise<SecondStepState> {
  const [row, codes] = await Promise.all([
    tx
      .selectFrom('staff_second_steps')
      .select('confirmed_at')
      .where('org_id', '=', orgId)
      .where('staff_id', '=', staffId)
      .executeTakeFirst(),
    tx
      .selectFrom('staff_recovery_codes')
      .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('left'))
      .where('org_id', '=', orgId)
      .where('staff_id', '=', staffId)
      .where('used_at', 'is', null)
      .executeTakeFirstOrThrow(),
  ]);
  const onSince = row?.confirmed_at ?? null;
  return { on: onSince !== null, onSince, codesLeft: onSince === null ? 0 : codes.left };
}

/** Begins with a fresh secret; one that was begun before and not confirmed is forgotten. */
export async function beginSecondStep(tx: Tx, actor: StaffActor, keys: Keys, now: Temporal.Instant): Promise<void> {
  const sealed = sealTotp(keys, actor, await newTotpSecret());
  const written = await tx
    .insertInto('staff_second_steps')
    .values({ org_id: actor.orgId, staff_id: actor.staffId, sealed_secret: sealed, created_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'staff_id'])
        .doUpdateSet({ sealed_secret: sealed, created_at: now, fails: 0, fails_since: null, last_step: null })
        .where('staff_second_steps.confirmed_at', 'is', null),
    )
    .executeTakeFirst();
  if (written.numInsertedOrUpdatedRows === 0n) throw new Refused('account.second-step-is-on');
}

/** The secret that is being set up, for the picture. Once confirmed nobody is shown it again. */
export async function secretBeingSetUp(tx: Tx, actor: StaffActor, keys: Keys): Promise<string | null> {
  const row = await tx
    .selectFrom('staff_second_steps')
    .select('sealed_secret')
    .where('org_id', '=', actor.orgId)
    .where('staff_id', '=', actor.staffId)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst();
  return row ? openTotp(keys, actor, row.sealed_secret) : null;
}

/** A first code was right: switches the second step on and returns its recovery codes. */
export async function confirmSecondStep(
  tx: Tx,
  actor: StaffActor,
  keys: Keys,
  now: Temporal.Instant,
): Promise<readonly string[]> {
  const confirmed = await tx
    .updateTable('staff_second_steps')
    .set({ confirmed_at: now })
    .where('org_id', '=', actor.orgId)
    .where('staff_id', '=', actor.staffId)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst();
  if (confirmed.numUpdatedRows === 0n) throw new Refused('account.second-step-is-on');
  await record(tx, actor, 'second_step.on', { now, subject: { kind: 'staff', id: actor.staffId } });
  return makeRecoveryCodes(tx, keys, actor, now);
}

/** A new set of recovery codes in place of the old. */
export async function renewRecoveryCodes(
  tx: Tx,
  actor: StaffActor,
  keys: Keys,
  now: Temporal.Instant,
): Promise<readonly string[]> {
  const { on } = await secondStepOf(tx, actor);
  if (!on) throw new Refused('account.second-step-is-off');
  await record(tx, actor, 'second_step.codes_made', { now, subject: { kind: 'staff', id: actor.staffId } });
  return makeRecoveryCodes(tx, keys, actor, now);
}

/** Takes a second step away, one's own or a colleague's, with its recovery codes. False when there was none. */
export async function removeSecondStep(
  tx: Tx,
  actor: StaffActor,
  staffId: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const removed = await tx
    .deleteFrom('staff_second_steps')
    .where('org_id', '=', actor.orgId)
    .where('staff_id', '=', staffId)
    .executeTakeFirst();
  await tx
    .deleteFrom('staff_recovery_codes')
    .where('org_id', '=', actor.orgId)
    .where('staff_id', '=', staffId)
    .execute();
  if (removed.numDeletedRows === 0n) return false;
  const name = staffId === actor.staffId ? 'second_step.off' : 'second_step.reset';
  await record(tx, actor, name, { now, subject: { kind: 'staff', id: staffId } });
  return true;
}
