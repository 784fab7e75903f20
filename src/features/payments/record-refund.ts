import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Invalid, Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { postEntries } from '../ledger/index.ts';
import type { Method } from './payment.ts';
import { hashOf, paymentPosting, samePayment } from './record-payment.ts';
import { lockSource, type Source } from '../allocations/index.ts';

/** Money that went back to a customer, as the office paid it. */
export interface NewRefund {
  readonly paid_on: Temporal.PlainDate;
  readonly amount_minor: bigint;
  readonly method: Method;
  readonly reference: string | null;
  readonly note: string | null;
  /** Made when the form was drawn: the same form sent twice is one refund. */
  readonly idempotency_key: string;
}

/**
 * Books money that went back, out of what is left of a payment or a credit note. Sent again with the same key it is the
 * refund already booked.
 * @param today in the org's calendar
 * @throws NotFound, Refused for a source that is out or a key used for another one, Invalid for more than is left
 */
export async function recordRefund(
  tx: Tx,
  actor: StaffActor | SystemActor,
  of: Pick<Source, 'kind' | 'id'>,
  refund: NewRefund,
  { today, now }: { today: Temporal.PlainDate; now: Temporal.Instant },
): Promise<{ id: string; fresh: boolean }> {
  // Held before the key is looked up: a copy of the same form waits here, and then finds the refund booked.
  const source = await lockSource(tx, actor, of.kind, of.id);
  const { paid_on, amount_minor, method, reference, note, idempotency_key } = refund;
  const body = hashOf([of.kind, of.id, paid_on.toString(), String(amount_minor), method, reference, note]);
  const known = await tx
    .selectFrom('payments')
    .select('id')
    .where('org_id', '=', actor.orgId)
    .where('idempotency_key', '=', idempotency_key)
    .executeTakeFirst();
  if (known) return { id: await samePayment(tx, actor, idempotency_key, body, 'payment.refunded'), fresh: false };
  if (source.isOut) throw new Refused(`payments.refused-out-${source.kind}`);
  checkRefund(refund, source.free_minor, today);
  const made = await tx
    .insertInto('payments')
    .values({
      org_id: actor.orgId,
      customer_id: source.customer_id,
      direction: 'out',
      refund_of_payment_id: of.kind === 'payment' ? of.id : null,
      refund_of_credit_note_id: of.kind === 'credit_note' ? of.id : null,
      received_on: paid_on,
      amount_minor,
      currency: source.currency,
      method,
      reference,
      note,
      recorded_by_staff_id: actor.kind === 'staff' ? actor.staffId : null,
      idempotency_key,
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await postEntries(tx, actor, paymentPosting(made));
  await record(tx, actor, 'payment.refunded', {
    now,
    customerId: made.customer_id,
    subject: { kind: 'payment', id: made.id },
    data: { amount_minor: String(amount_minor), body },
  });
  return { id: made.id, fresh: true };
}

function checkRefund({ amount_minor, paid_on }: NewRefund, freeMinor: bigint, today: Temporal.PlainDate): void {
  if (amount_minor <= 0n) throw new Invalid([{ field: 'amount', key: 'payments.error-amount' }]);
  if (amount_minor > freeMinor) throw new Invalid([{ field: 'amount', key: 'payments.error-more-than-credit' }]);
  if (Temporal.PlainDate.compare(paid_on, today) > 0)
    throw new Invalid([{ field: 'received_on', key: 'payments.error-future' }]);
}
