import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';

/**
 * After a restore: messages that were waiting when the backup was made have most likely been sent since, and nothing here can
 * know. They are held, where the office sees them and may send them. Comes to the same end however often it runs.
 */
export async function holdWaiting(tx: Tx, actor: SystemActor): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ state: 'held', reason: 'deliveries.reason-restored', maybe_sent: true })
    .where('org_id', '=', actor.orgId)
    .where('state', 'in', ['queued', 'sending'])
    .execute();
}
