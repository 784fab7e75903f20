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

/**
 * Counts one try and says whether it is still within the limit. Counted in the database and before anything is
 * looked up or hashed, so parallel tries on any number of processes count one by one. What is limited (an address, a
 * phone number) is stored as a keyed hash only.
 */
export async function withinLimit(
  tx: Tx,
  keys: Keys,
  { limit, of, orgId, now }: { limit: Limit; of: string; orgId: string | null; now: Temporal.Instant },
): Promise<boolean> {
  const key = `${limit.name}:${keys.mac('limit', of).toString('base64url').slice(0, 22)}`;
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
