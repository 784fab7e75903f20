import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound, refuse } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { record } from '../audit/index.ts';
import { retryRefusal } from './delivery.ts';
import { hasSender, maySee } from './who-sees.ts';

/** Sends a message that failed or was kept once more, as if it were new. @throws NotFound, Refused */
export async function retryDelivery(
  tx: Tx,
  actor: StaffActor,
  id: string,
  senders: Services['senders'],
  now: Temporal.Instant,
): Promise<void> {
  const delivery = await tx
    .selectFrom('deliveries')
    .select(['channel', 'kind', 'state', 'not_after', 'customer_id', 'staff_id'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!delivery || !maySee(actor, delivery)) throw new NotFound();
  refuse(retryRefusal(delivery, hasSender(senders, delivery.channel), now));
  await tx
    .updateTable('deliveries')
    .set({ state: 'queued', reason: null, attempts: 0, due_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await addTask(tx, 'send-delivery', { org_id: actor.orgId, delivery_id: id });
  await record(tx, actor, 'delivery.retried', {
    now,
    ...(delivery.customer_id === null ? {} : { customerId: delivery.customer_id }),
    subject: { kind: 'delivery', id },
    data: { kind: delivery.kind, channel: delivery.channel },
  });
}
