import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';

/**
 * Claims something that is to be done once, in the transaction that does it: true for the first, false for every later
 * one. A rolled-back deed leaves no claim. Claims are forgotten after a month, when no task is tried any more.
 */
export async function onceOnly(tx: Tx, actor: SystemActor, key: string, now: Temporal.Instant): Promise<boolean> {
  const claimed = await tx
    .insertInto('done_once')
    .values({ org_id: actor.orgId, key, done_at: now })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return claimed.numInsertedOrUpdatedRows === 1n;
}
