import { sql } from 'kysely';
import type { Keys } from '../../platform/crypto/index.ts';
import { NIL_ID } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';

/** So many tries of one thing in so many seconds. */
export interface Limit {
  readonly name: string;
  readonly most: number;
  readonly seconds: number;
}

interface Counted {
  readonly limit: Limit;
  readonly of: string;
  readonly orgId: string | null;
}

/**
 * Counts one try and says whether it is still within the limit. Counted in the database and before anything is
 * looked up or hashed, so parallel tries on any number of processes count one by one. What is limited (an address, a
 * phone number) is stored as a keyed hash only.
 */
export async function withinLimit(
  tx: Tx,
  keys: Keys,
  { limit, of, orgId, now }: Counted & { now: Temporal.Instant },
): Promise<boolean> {
  const key = keyOf(keys, { limit, of });
  const windowStart = now.subtract({ seconds: limit.seconds });
  const row = await tx
    .insertInto('rate_limits')
    .values({ org_id: orgId ?? NIL_ID, key, window_started_at: now, hits: 1 })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'key']).doUpdateSet({
        hits: sql<number>`case when rate_limits.window_started_at <= ${windowStart}::timestamptz then 1 else rate_limits.hits + 1 end`,
        window_started_at: sql<Temporal.Instant>`case when rate_limits.window_started_at <= ${windowStart}::timestamptz
          then excluded.window_started_at else rate_limits.window_started_at end`,
      }),
    )
    .returning('hits')
    .executeTakeFirstOrThrow();
  return row.hits <= limit.most;
}

/** Takes one try back: it was right, and only wrong ones count. */
export async function giveHitBack(tx: Tx, keys: Keys, counted: Counted): Promise<void> {
  await hitsOf(tx, keys, counted)
    .set((eb) => ({ hits: eb.fn<number>('greatest', [eb('hits', '-', 1), eb.lit(0)]) }))
    .execute();
}

/** Forgets every try so far. */
export async function forgetHits(tx: Tx, keys: Keys, counted: Counted): Promise<void> {
  await hitsOf(tx, keys, counted).set({ hits: 0 }).execute();
}

function hitsOf(tx: Tx, keys: Keys, { limit, of, orgId }: Counted) {
  return tx
    .updateTable('rate_limits')
    .where('org_id', '=', orgId ?? NIL_ID)
    .where('key', '=', keyOf(keys, { limit, of }));
}

function keyOf(keys: Keys, { limit, of }: Pick<Counted, 'limit' | 'of'>): string {
  return `${limit.name}:${keys.mac('limit', of).toString('base64url').slice(0, 22)}`;
}
