import { sql } from 'kysely';
import { gate } from '../../kernel/actor.ts';
import { openSealed, sealText, type Keys } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';

/** RFC 6238 as every authenticator app speaks it. One step before and after is taken, for clocks that differ. */
const PERIOD_SECONDS = 30;
const STEPS_AROUND = 1;
const DIGITS = 6;

/** So many codes may be tried within a quarter of an hour; after that a recovery code or passkey still works. */
export const CODE_TRIES = 5;
const WINDOW_MINUTES = 15;

/** Whose second step. */
export interface Holder {
  readonly orgId: string;
  readonly staffId: string;
}

export type Proof = 'right' | 'wrong' | 'locked';

/** A secret of 160 bits, as base32: what an app is told, by picture or by hand. */
export async function newTotpSecret(): Promise<string> {
  const { Secret } = await import('otpauth');
  return new Secret({ size: 20 }).base32;
}

/** The address an authenticator app reads from the picture. */
export async function totpAddress(base32: string, { org, account }: { org: string; account: string }): Promise<string> {
  const { TOTP } = await import('otpauth');
  return new TOTP({ issuer: org, label: account, secret: base32, period: PERIOD_SECONDS, digits: DIGITS }).toString();
}

/** The step of the code, counted from 1970, or null when it is none of those around `now`. */
async function stepOf(base32: string, code: string, now: Temporal.Instant): Promise<bigint | null> {
  const { Secret, TOTP } = await import('otpauth');
  const totp = new TOTP({ secret: Secret.fromBase32(base32), period: PERIOD_SECONDS, digits: DIGITS });
  const delta = totp.validate({ token: code, timestamp: now.epochMilliseconds, window: STEPS_AROUND });
  return delta === null ? null : BigInt(Math.floor(now.epochMilliseconds / (PERIOD_SECONDS * 1000)) + delta);
}

/** Only the key outside the database opens it, and only as this member's. */
export function sealTotp(keys: Keys, { orgId, staffId }: Holder, base32: string): string {
  return sealText(keys, 'totp', `${orgId}:${staffId}`, base32);
}

export function openTotp(keys: Keys, { orgId, staffId }: Holder, sealed: string): string | null {
  return openSealed(keys, 'totp', `${orgId}:${staffId}`, sealed);
}

/**
 * Tries a code. The try is counted first and in one statement, so of any number at once five are looked at; the step
 * of a right one is claimed in one statement too, so a code counts once. `confirmed`: false while it is being set up.
 */
export async function proveTotp(
  services: Services,
  holder: Holder,
  { code, confirmed = true }: { code: string; confirmed?: boolean },
): Promise<Proof> {
  const digits = code.replaceAll(/\s/g, '');
  const now = services.now();
  const visitor = gate(holder.orgId);
  const sealed = await services.db.inScope(visitor, (tx) => countTry(tx, holder, confirmed, now));
  if (sealed === null) return 'locked';
  const secret = openTotp(services.keys, holder, sealed);
  const step = secret === null || !/^\d{6}$/.test(digits) ? null : await stepOf(secret, digits, now);
  if (step === null) return 'wrong';
  return (await services.db.inScope(visitor, (tx) => claimStep(tx, holder, step))) ? 'right' : 'wrong';
}

async function countTry(
  tx: Tx,
  { orgId, staffId }: Holder,
  confirmed: boolean,
  now: Temporal.Instant,
): Promise<string | null> {
  const windowStart = now.subtract({ minutes: WINDOW_MINUTES });
  const fresh = sql<boolean>`(fails_since is null or fails_since <= ${windowStart}::timestamptz)`;
  const row = await tx
    .updateTable('staff_second_steps')
    .set({
      fails: sql<number>`case when ${fresh} then 1 else fails + 1 end`,
      fails_since: sql<Temporal.Instant>`case when ${fresh} then ${now}::timestamptz else fails_since end`,
    })
    .where('org_id', '=', orgId)
    .where('staff_id', '=', staffId)
    .where('confirmed_at', confirmed ? 'is not' : 'is', null)
    .where((eb) => eb.or([eb('fails', '<', CODE_TRIES), fresh]))
    .returning('sealed_secret')
    .executeTakeFirst();
  return row?.sealed_secret ?? null;
}

async function claimStep(tx: Tx, { orgId, staffId }: Holder, step: bigint): Promise<boolean> {
  const claimed = await tx
    .updateTable('staff_second_steps')
    .set({ last_step: step, fails: 0, fails_since: null })
    .where('org_id', '=', orgId)
    .where('staff_id', '=', staffId)
    .where((eb) => eb.or([eb('last_step', 'is', null), eb('last_step', '<', step)]))
    .executeTakeFirst();
  return claimed.numUpdatedRows === 1n;
}
