import { sql } from 'kysely';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Invalid, NotFound, Refused } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { openInvoices } from '../invoices/index.ts';
import { oldestFirst, splitRefusal, type Payment, type Split } from './payment.ts';

type Writer = StaffActor | SystemActor;

/**
 * Sets money of a payment, at most `amountMinor`, against its customer's invoices: by the split, or the longest due
 * first. The invoices are locked before their sums are read, so that two payments at once never overpay one.
 * @throws Invalid when the split asks for more than there is
 */
export async function allocate(
  tx: Tx,
  actor: Writer,
  payment: Pick<Payment, 'id' | 'customer_id' | 'currency'>,
  split: Split | null,
  amountMinor: bigint,
  now: Temporal.Instant,
): Promise<void> {
  const locked = await lockInvoices(tx, actor, payment.customer_id, split);
  // Read after the lock: what another payment settled while we waited is seen, and nothing unlocked is used.
  const waiting = (await openInvoices(tx, actor, payment.customer_id)).filter(
    (invoice) => invoice.currency === payment.currency && locked.has(invoice.id),
  );
  if (split !== null) checkSplit(split, amountMinor, waiting);
  const parts = split ?? oldestFirst(amountMinor, waiting);
  if (parts.length === 0) return;
  await tx
    .insertInto('allocations')
    .values(
      parts.map((part) => ({
        org_id: actor.orgId,
        payment_id: payment.id,
        invoice_id: part.invoiceId,
        amount_minor: part.amount_minor,
        created_at: now,
      })),
    )
    .execute();
}

/**
 * Holds the invoices of a split, or all that wait for money, until the transaction ends; always in the order of their
 * ids, so that two payments never wait for each other in a circle.
 */
async function lockInvoices(
  tx: Tx,
  actor: Writer,
  customerId: string,
  split: Split | null,
): Promise<ReadonlySet<string>> {
  if (split?.length === 0) return new Set();
  const base = tx
    .selectFrom('invoices as i')
    .select('i.id')
    .where('i.org_id', '=', actor.orgId)
    .where('i.customer_id', '=', customerId)
    .where('i.state', '=', 'issued')
    .orderBy('i.id')
    .forUpdate();
  const chosen =
    split === null
      ? base.whereRef('i.total_minor', '>', 'i.paid_minor')
      : base.where(
          'i.id',
          'in',
          split.map((part) => part.invoiceId),
        );
  return new Set((await chosen.execute()).map((row) => row.id));
}

function checkSplit(split: Split, amountMinor: bigint, waiting: Awaited<ReturnType<typeof openInvoices>>): void {
  const refusal = splitRefusal(split, amountMinor, waiting);
  if (refusal === null) return;
  const field = 'invoiceId' in refusal ? `part_${refusal.invoiceId}` : 'amount';
  throw new Invalid([{ field, key: refusal.reason }]);
}

/** What of a payment is set against nothing yet. */
export async function freeOf(tx: Tx, actor: Writer, payment: Pick<Payment, 'id' | 'amount_minor' | 'state'>) {
  const row = await tx
    .selectFrom('allocations')
    .select(sql<bigint>`coalesce(sum(amount_minor), 0)::bigint`.as('used_minor'))
    .where('org_id', '=', actor.orgId)
    .where('payment_id', '=', payment.id)
    .executeTakeFirstOrThrow();
  return payment.state === 'returned' ? 0n : payment.amount_minor - row.used_minor;
}

/** The payment, held until the transaction ends. @throws NotFound */
export async function lockPayment(tx: Tx, actor: Writer, id: string): Promise<Payment> {
  if (!isUuid(id)) throw new NotFound();
  const payment = await tx
    .selectFrom('payments')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!payment) throw new NotFound();
  return payment;
}

/**
 * Uses credit left of a payment. `seenMinor` is the credit the form was drawn with: when it has changed since, nothing
 * happens and the answer is false, so that pressing twice uses it once.
 * @throws NotFound, Refused for a returned payment, Invalid for a split that can't be
 */
export async function allocateCredit(
  tx: Tx,
  actor: Writer,
  id: string,
  { split, seenMinor, now }: { split: Split | null; seenMinor: bigint; now: Temporal.Instant },
): Promise<boolean> {
  const payment = await lockPayment(tx, actor, id);
  if (payment.state === 'returned') throw new Refused('payments.refused-returned');
  const free = await freeOf(tx, actor, payment);
  if (free !== seenMinor) return false;
  await allocate(tx, actor, payment, split, free, now);
  await record(tx, actor, 'payment.allocated', {
    now,
    customerId: payment.customer_id,
    subject: { kind: 'payment', id },
  });
  return true;
}

/** Frees what of a payment is set against one invoice: it becomes credit again. Nothing set is nothing to do. */
export async function releaseAllocation(
  tx: Tx,
  actor: Writer,
  id: string,
  invoiceId: string,
  now: Temporal.Instant,
): Promise<void> {
  const payment = await lockPayment(tx, actor, id);
  const set = (await allocatedParts(tx, actor, id)).find((part) => part.invoiceId === invoiceId);
  if (!set) return;
  await takeBack(tx, actor, id, [set], now);
  await record(tx, actor, 'payment.released', {
    now,
    customerId: payment.customer_id,
    subject: { kind: 'payment', id },
    data: { invoice_id: invoiceId, amount_minor: String(set.amount_minor) },
  });
}

/** What is set against which invoice now. */
export async function allocatedParts(tx: Tx, actor: Writer, paymentId: string): Promise<Split> {
  const rows = await tx
    .selectFrom('allocations')
    .select('invoice_id')
    .select(sql<bigint>`sum(amount_minor)::bigint`.as('amount_minor'))
    .where('org_id', '=', actor.orgId)
    .where('payment_id', '=', paymentId)
    .groupBy('invoice_id')
    .having(sql<boolean>`sum(amount_minor) <> 0`)
    .orderBy('invoice_id')
    .execute();
  return rows.map((row) => ({ invoiceId: row.invoice_id, amount_minor: row.amount_minor }));
}

/** Negative rows for parts that are set now: allocations are only ever added to. */
export async function takeBack(
  tx: Tx,
  actor: Writer,
  paymentId: string,
  parts: Split,
  now: Temporal.Instant,
): Promise<void> {
  if (parts.length === 0) return;
  const rows = parts.map((part) => ({
    org_id: actor.orgId,
    payment_id: paymentId,
    invoice_id: part.invoiceId,
    amount_minor: -part.amount_minor,
    created_at: now,
  }));
  await tx.insertInto('allocations').values(rows).execute();
}
