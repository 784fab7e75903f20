import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { reverseEntries } from '../ledger/index.ts';
import { allocatedParts, lockPayment, takeBack } from './allocate.ts';
import { paymentPosting } from './record-payment.ts';

/**
 * Takes a payment back: the bank returned it, or it was never one. Its invoices wait for money again, and its booking
 * is reversed on `today`. A payment taken back already stays as it is.
 * @throws NotFound
 */
export async function returnPayment(
  tx: Tx,
  actor: StaffActor | SystemActor,
  id: string,
  { today, now }: { today: Temporal.PlainDate; now: Temporal.Instant },
): Promise<void> {
  const payment = await lockPayment(tx, actor, id);
  if (payment.state === 'returned') return;
  await takeBack(tx, actor, id, await allocatedParts(tx, actor, id), now);
  await tx
    .updateTable('payments')
    .set({ state: 'returned' })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await reverseEntries(tx, actor, { ...paymentPosting(payment), bookedOn: today });
  await record(tx, actor, 'payment.returned', {
    now,
    customerId: payment.customer_id,
    subject: { kind: 'payment', id },
    data: { amount_minor: String(payment.amount_minor) },
  });
}
