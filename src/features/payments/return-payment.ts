import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { reverseEntries } from '../ledger/index.ts';
import { allocatedParts, lockPayment, settleOwnInvoice, takeBack } from '../allocations/index.ts';
import { paymentPosting } from './record-payment.ts';

/**
 * Takes a payment back: the bank returned it, or it was never one. Its invoices wait for money again, and its booking
 * is reversed on `today`. A payment taken back already stays as it is.
 * @throws NotFound, Refused while money of it was paid out again
 */
export async function returnPayment(
  tx: Tx,
  actor: StaffActor | SystemActor,
  id: string,
  { today, now }: { today: Temporal.PlainDate; now: Temporal.Instant },
): Promise<void> {
  const payment = await lockPayment(tx, actor, id);
  if (payment.state === 'returned') return;
  if (await isRefunded(tx, actor, id)) throw new Refused('payments.refused-refunded');
  const source = { kind: 'payment', id } as const;
  await takeBack(tx, actor, source, await allocatedParts(tx, actor, source), now);
  await tx
    .updateTable('payments')
    .set({ state: 'returned' })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  if (payment.refund_of_credit_note_id !== null)
    await settleOwnInvoice(tx, actor, payment.refund_of_credit_note_id, now);
  await reverseEntries(tx, actor, { ...paymentPosting(payment), bookedOn: today });
  await record(tx, actor, 'payment.returned', {
    now,
    customerId: payment.customer_id,
    subject: { kind: 'payment', id },
    data: { amount_minor: String(payment.amount_minor) },
  });
}

async function isRefunded(tx: Tx, actor: StaffActor | SystemActor, id: string): Promise<boolean> {
  const refund = await tx
    .selectFrom('payments')
    .select('id')
    .where('org_id', '=', actor.orgId)
    .where('refund_of_payment_id', '=', id)
    .where('state', '=', 'cleared')
    .limit(1)
    .executeTakeFirst();
  return refund !== undefined;
}
