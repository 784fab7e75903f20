import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Invalid, Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { openInvoices } from '../invoices/index.ts';
import { oldestFirst, splitRefusal, type Split } from './split.ts';
import { allocatedParts, lockSource, sourceColumns, takeBack, type Source } from './source.ts';

type Writer = StaffActor | SystemActor;

/**
 * Sets money of a payment or credit note, at most `amountMinor`, against its customer's invoices: by the split, or the
 * longest due first. The invoices are locked before their sums are read, so that two payments at once never overpay one.
 * @throws Invalid when the split asks for more than there is
 */
export async function allocate(
  tx: Tx,
  actor: Writer,
  source: Source,
  split: Split | null,
  amountMinor: bigint,
  now: Temporal.Instant,
): Promise<void> {
  const locked = await lockInvoices(tx, actor, source.customer_id, split);
  // Read after the lock: what another payment settled while we waited is seen, and nothing unlocked is used.
  const waiting = (await openInvoices(tx, actor, source.customer_id)).filter(
    (invoice) => invoice.currency === source.currency && locked.has(invoice.id),
  );
  if (split !== null) checkSplit(split, amountMinor, waiting);
  const parts = split ?? oldestFirst(amountMinor, waiting);
  if (parts.length === 0) return;
  await tx
    .insertInto('allocations')
    .values(
      parts.map((part) => ({
        org_id: actor.orgId,
        ...sourceColumns(source),
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

/**
 * Uses credit left of a payment or a credit note. `seenMinor` is the credit the form was drawn with: when it has changed
 * since, nothing happens and the answer is false, so that pressing twice uses it once.
 * @throws NotFound, Refused for a source that is out, Invalid for a split that can't be
 */
export async function allocateCredit(
  tx: Tx,
  actor: Writer,
  of: Pick<Source, 'kind' | 'id'>,
  { split, seenMinor, now }: { split: Split | null; seenMinor: bigint; now: Temporal.Instant },
): Promise<boolean> {
  const source = await lockSource(tx, actor, of.kind, of.id);
  if (source.isOut) throw new Refused(`payments.refused-out-${source.kind}`);
  if (source.free_minor !== seenMinor) return false;
  await allocate(tx, actor, source, split, source.free_minor, now);
  await record(tx, actor, `${of.kind}.allocated`, {
    now,
    customerId: source.customer_id,
    subject: { kind: of.kind, id: of.id },
  });
  return true;
}

/**
 * Frees what of a payment or credit note is set against one invoice: it becomes credit again. Nothing set is nothing to
 * do. @throws NotFound, Refused for what a credit note gives to the invoice it corrects
 */
export async function releaseAllocation(
  tx: Tx,
  actor: Writer,
  of: Pick<Source, 'kind' | 'id'>,
  invoiceId: string,
  now: Temporal.Instant,
): Promise<void> {
  const source = await lockSource(tx, actor, of.kind, of.id);
  const set = (await allocatedParts(tx, actor, of)).find((part) => part.invoiceId === invoiceId);
  if (!set) return;
  if (source.invoice_id === invoiceId) throw new Refused('payments.refused-own-invoice');
  await takeBack(tx, actor, of, [set], now);
  await record(tx, actor, `${of.kind}.released`, {
    now,
    customerId: source.customer_id,
    subject: { kind: of.kind, id: of.id },
    data: { invoice_id: invoiceId, amount_minor: String(set.amount_minor) },
  });
}
