import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Invalid, NotFound, refuse } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { changeRefusal, type Invoice } from './invoice.ts';
import { MOST_LINES, type DraftLine, fits, invoiceTotals } from '../papers/index.ts';

/** A draft as it is to be, parsed. Dates may stay open until it is issued. */
export interface Draft {
  readonly customerId: string;
  readonly jobId: string | null;
  readonly issued_on: Temporal.PlainDate | null;
  readonly due_on: Temporal.PlainDate | null;
  readonly currency: string;
  readonly prices_include_tax: boolean;
  readonly customer_reference: string | null;
  readonly note: string | null;
  readonly lines: readonly DraftLine[];
}

type Writer = StaffActor | SystemActor;

/**
 * Writes a new draft with its lines and sums. With an `id` that there is already it writes nothing: a form that is sent
 * twice makes one. @throws Invalid when it has too many lines or comes to too much
 */
export async function createDraft(
  tx: Tx,
  actor: Writer,
  draft: Draft,
  { now, id: givenId = null }: { now: Temporal.Instant; id?: string | null },
): Promise<{ id: string }> {
  const totals = totalsOf(draft);
  const made = await tx
    .insertInto('invoices')
    .values({
      ...(givenId === null ? {} : { id: givenId }),
      org_id: actor.orgId,
      ...columnsOf(draft),
      ...sumsOf(totals),
      created_at: now,
      updated_at: now,
    })
    // A copy of the same form waits here until the first is written or given up.
    .onConflict((on) => on.columns(['org_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made && givenId !== null) return { id: givenId };
  if (!made) throw new Error('a new invoice has the id of another');
  const { id } = made;
  await writeLines(tx, actor, id, draft, totals);
  await record(tx, actor, 'invoice.drafted', { now, customerId: draft.customerId, subject: { kind: 'invoice', id } });
  return { id };
}

/** Replaces a draft with what it is to be. @throws NotFound, Refused once it is issued, Invalid as `createDraft` */
export async function saveDraft(tx: Tx, actor: Writer, id: string, draft: Draft, now: Temporal.Instant): Promise<void> {
  const invoice = await lockInvoice(tx, actor, id);
  refuse(changeRefusal(invoice));
  const totals = totalsOf(draft);
  await tx
    .updateTable('invoices')
    .set({ ...columnsOf(draft), ...sumsOf(totals), updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await removeLines(tx, actor, id);
  await writeLines(tx, actor, id, draft, totals);
  await record(tx, actor, 'invoice.changed', { now, customerId: draft.customerId, subject: { kind: 'invoice', id } });
}

/** Removes a draft for good; it never had a number. @throws NotFound, Refused once it is issued */
export async function deleteDraft(tx: Tx, actor: Writer, id: string, now: Temporal.Instant): Promise<void> {
  const invoice = await lockInvoice(tx, actor, id);
  refuse(changeRefusal(invoice));
  await removeLines(tx, actor, id);
  await tx.deleteFrom('links').where('org_id', '=', actor.orgId).where('invoice_id', '=', id).execute();
  await tx.deleteFrom('invoices').where('org_id', '=', actor.orgId).where('id', '=', id).execute();
  await record(tx, actor, 'invoice.deleted', {
    now,
    customerId: invoice.customer_id,
    subject: { kind: 'invoice', id },
  });
}

/** The invoice, held until the transaction ends. @throws NotFound */
export async function lockInvoice(tx: Tx, actor: Writer, id: string): Promise<Invoice> {
  const invoice = await tx
    .selectFrom('invoices')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!invoice) throw new NotFound();
  return invoice;
}

function totalsOf(draft: Draft) {
  if (draft.lines.length > MOST_LINES)
    throw new Invalid([{ field: 'lines', key: 'invoices.error-many-lines', values: { most: MOST_LINES } }]);
  const totals = invoiceTotals(draft.lines, draft.prices_include_tax);
  if (!fits(totals)) throw new Invalid([{ field: 'lines', key: 'invoices.error-too-much' }]);
  return totals;
}

function columnsOf(draft: Draft) {
  const { customerId: customer_id, jobId: job_id, issued_on, due_on, currency } = draft;
  const { prices_include_tax, customer_reference, note } = draft;
  return { customer_id, job_id, issued_on, due_on, currency, prices_include_tax, customer_reference, note };
}

function sumsOf({ net_minor, tax_minor, total_minor }: ReturnType<typeof totalsOf>) {
  return { net_minor, tax_minor, total_minor };
}

async function removeLines(tx: Tx, actor: Writer, id: string): Promise<void> {
  await Promise.all([
    tx.deleteFrom('invoice_lines').where('org_id', '=', actor.orgId).where('invoice_id', '=', id).execute(),
    tx.deleteFrom('invoice_taxes').where('org_id', '=', actor.orgId).where('invoice_id', '=', id).execute(),
  ]);
}

async function writeLines(
  tx: Tx,
  actor: Writer,
  invoice_id: string,
  draft: Draft,
  totals: ReturnType<typeof totalsOf>,
): Promise<void> {
  const org_id = actor.orgId;
  const lines = draft.lines.map((line, at) => ({
    org_id,
    invoice_id,
    position: at + 1,
    description: line.description,
    quantity: line.quantity,
    unit: line.unit,
    unit_price_minor: line.unit_price_minor,
    tax_rate_bp: line.tax_rate_bp,
    amount_minor: totals.amounts[at] ?? 0n,
  }));
  if (lines.length === 0) return;
  const taxes = totals.taxes.map((tax) => ({ org_id, invoice_id, ...tax }));
  await Promise.all([
    tx.insertInto('invoice_lines').values(lines).execute(),
    tx.insertInto('invoice_taxes').values(taxes).execute(),
  ]);
}
