import { createHash } from 'node:crypto';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Invalid, NotFound, Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { postEntries, type Posting } from '../ledger/index.ts';
import { allocate, type Split } from '../allocations/index.ts';
import type { Method, Payment } from './payment.ts';

/** The largest payment taken, in minor units: the limit of its column. */
export const MOST_PAYMENT_MINOR = 1_000_000_000_000n;

/** A payment as the office received it. */
export interface NewPayment {
  readonly customerId: string;
  readonly received_on: Temporal.PlainDate;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly method: Method;
  readonly reference: string | null;
  readonly note: string | null;
  /** Null settles the longest due first. */
  readonly split: Split | null;
  /** Made when the form was drawn, 8 to 100 characters: the same form sent twice is one payment. */
  readonly idempotency_key: string;
}

type Writer = StaffActor | SystemActor;

/**
 * Books a payment and sets it against invoices; what is left stays as the customer's credit. Sent again with the same
 * key it is the payment already booked.
 * @param today in the org's calendar
 * @throws NotFound for an unknown customer, Invalid when dates, amount or split can't be, Refused when the key was
 * used for a different payment
 */
export async function recordPayment(
  tx: Tx,
  actor: Writer,
  payment: NewPayment,
  { today, now }: { today: Temporal.PlainDate; now: Temporal.Instant },
): Promise<{ id: string; fresh: boolean }> {
  checkPayment(payment, today);
  const customer = await tx
    .selectFrom('customers')
    .select('id')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', payment.customerId)
    .executeTakeFirst();
  if (!customer) throw new NotFound();
  const body = bodyHash(payment);
  const made = await insertPayment(tx, actor, payment, now);
  if (!made) return { id: await samePayment(tx, actor, payment.idempotency_key, body), fresh: false };
  await postEntries(tx, actor, paymentPosting(made));
  await allocate(tx, actor, { kind: 'payment', ...made }, payment.split, made.amount_minor, now);
  await record(tx, actor, 'payment.recorded', {
    now,
    customerId: made.customer_id,
    subject: { kind: 'payment', id: made.id },
    data: { amount_minor: String(made.amount_minor), body },
  });
  return { id: made.id, fresh: true };
}

/** How a payment stands in the ledger: money in the bank, and the customer owes less. Imports book the same. */
export function paymentPosting(
  payment: Pick<Payment, 'id' | 'customer_id' | 'currency' | 'amount_minor' | 'received_on'> & {
    readonly direction?: string;
  },
): Posting {
  // What is paid out goes the other way: less in the bank, and the customer has that much less in credit.
  const came = payment.direction === 'out' ? -payment.amount_minor : payment.amount_minor;
  return {
    customerId: payment.customer_id,
    paymentId: payment.id,
    currency: payment.currency,
    bookedOn: payment.received_on,
    amounts: { bank: came, receivable: -came },
  };
}

function checkPayment(payment: NewPayment, today: Temporal.PlainDate): void {
  if (payment.amount_minor <= 0n) throw new Invalid([{ field: 'amount', key: 'payments.error-amount' }]);
  if (payment.amount_minor > MOST_PAYMENT_MINOR)
    throw new Invalid([{ field: 'amount', key: 'payments.error-amount-big' }]);
  if (Temporal.PlainDate.compare(payment.received_on, today) > 0)
    throw new Invalid([{ field: 'received_on', key: 'payments.error-future' }]);
}

async function insertPayment(
  tx: Tx,
  actor: Writer,
  payment: NewPayment,
  now: Temporal.Instant,
): Promise<Payment | undefined> {
  const { customerId, split: _split, ...columns } = payment;
  return tx
    .insertInto('payments')
    .values({
      org_id: actor.orgId,
      customer_id: customerId,
      ...columns,
      recorded_by_staff_id: actor.kind === 'staff' ? actor.staffId : null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'idempotency_key']).doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** What was asked for, as a hash: the same key must mean the same payment. */
function bodyHash(payment: NewPayment): string {
  const { customerId, received_on, amount_minor, currency, method, reference, note, split } = payment;
  const parts = split?.map((part) => `${part.invoiceId} ${part.amount_minor}`).toSorted() ?? null;
  const day = received_on.toString();
  return hashOf([customerId, day, String(amount_minor), currency, method, reference, note, parts]);
}

export function hashOf(body: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('base64url');
}

/** The payment already booked under a key. @throws Refused when that was another one */
export async function samePayment(
  tx: Tx,
  actor: Writer,
  key: string,
  body: string,
  event: 'payment.recorded' | 'payment.refunded' = 'payment.recorded',
): Promise<string> {
  const known = await tx
    .selectFrom('payments as p')
    .innerJoin('events as e', (on) =>
      on
        .onRef('e.org_id', '=', 'p.org_id')
        .on('e.subject_kind', '=', 'payment')
        .onRef('e.subject_id', '=', 'p.id')
        .on('e.name', '=', event),
    )
    .select(['p.id', 'e.data'])
    .where('p.org_id', '=', actor.orgId)
    .where('p.idempotency_key', '=', key)
    .executeTakeFirst();
  const before = known?.data;
  const same = typeof before === 'object' && before !== null && !Array.isArray(before) && before['body'] === body;
  if (!known || !same) throw new Refused('payments.refused-key-used');
  return known.id;
}
