import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Invalid, NotFound, refuse, Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { fits, invoiceTotals, MOST_LINES, type DraftLine } from '../papers/index.ts';
import { isCreditable } from '../invoices/index.ts';
import { noteChangeRefusal, type CreditNote } from './credit-note.ts';
import { creditTotals, type CreditLine, type CreditTotals } from './creditable.ts';
import { findCreditable } from './find-creditable.ts';

export interface NoteLine extends DraftLine, CreditLine {}

/** A credit note as it is to be, parsed. */
export interface NoteDraft {
  readonly customerId: string;
  /** The invoice it corrects; null gives credit without one. */
  readonly invoiceId: string | null;
  readonly issued_on: Temporal.PlainDate | null;
  readonly currency: string;
  readonly prices_include_tax: boolean;
  readonly reason: string | null;
  readonly note: string | null;
  readonly lines: readonly NoteLine[];
}

type Writer = StaffActor | SystemActor;

/**
 * Writes a new draft. With an `id` that there is already it writes nothing: a form that is sent twice makes one.
 * @throws Invalid for more than is left of the invoice, or more than fits
 */
export async function createNote(
  tx: Tx,
  actor: Writer,
  draft: NoteDraft,
  { now, id: givenId = null }: { now: Temporal.Instant; id?: string | null },
): Promise<{ id: string }> {
  const totals = await totalsOf(tx, actor, draft);
  const made = await tx
    .insertInto('credit_notes')
    .values({
      ...(givenId === null ? {} : { id: givenId }),
      org_id: actor.orgId,
      ...columnsOf(draft),
      ...sumsOf(totals),
      created_at: now,
      updated_at: now,
    })
    .onConflict((on) => on.columns(['org_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made && givenId !== null) return { id: givenId };
  if (!made) throw new Error('a new credit note has the id of another');
  await writeLines(tx, actor, made.id, draft.lines, totals);
  const subject = { kind: 'credit_note', id: made.id };
  await record(tx, actor, 'credit_note.drafted', { now, customerId: draft.customerId, subject });
  return made;
}

/** Replaces a draft with what it is to be. @throws NotFound, Refused once it is issued, Invalid as `createNote` */
export async function saveNote(
  tx: Tx,
  actor: Writer,
  id: string,
  draft: NoteDraft,
  now: Temporal.Instant,
): Promise<void> {
  refuse(noteChangeRefusal(await lockNote(tx, actor, id)));
  const totals = await totalsOf(tx, actor, draft);
  await tx
    .updateTable('credit_notes')
    .set({ ...columnsOf(draft), ...sumsOf(totals), updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await removeLines(tx, actor, id);
  await writeLines(tx, actor, id, draft.lines, totals);
  const subject = { kind: 'credit_note', id };
  await record(tx, actor, 'credit_note.changed', { now, customerId: draft.customerId, subject });
}

/** Removes a draft for good; it never had a number. @throws NotFound, Refused once it is issued */
export async function deleteNote(tx: Tx, actor: Writer, id: string, now: Temporal.Instant): Promise<void> {
  const note = await lockNote(tx, actor, id);
  refuse(noteChangeRefusal(note));
  await removeLines(tx, actor, id);
  await tx.deleteFrom('credit_notes').where('org_id', '=', actor.orgId).where('id', '=', id).execute();
  const subject = { kind: 'credit_note', id };
  await record(tx, actor, 'credit_note.deleted', { now, customerId: note.customer_id, subject });
}

/** The credit note, held until the transaction ends. @throws NotFound */
export async function lockNote(tx: Tx, actor: Writer, id: string): Promise<CreditNote> {
  const note = await tx
    .selectFrom('credit_notes')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!note) throw new NotFound();
  return note;
}

/** Sums and taxes of lines; on an invoice, within what is left of it. @throws Invalid, Refused */
export async function totalsOf(
  tx: Tx,
  actor: Writer,
  draft: Pick<NoteDraft, 'customerId' | 'invoiceId' | 'currency' | 'prices_include_tax' | 'lines'>,
): Promise<CreditTotals> {
  const { lines, invoiceId, prices_include_tax } = draft;
  if (lines.length > MOST_LINES)
    throw new Invalid([{ field: 'lines', key: 'invoices.error-many-lines', values: { most: MOST_LINES } }]);
  const sums = invoiceTotals(lines, prices_include_tax);
  if (!fits(sums)) throw new Invalid([{ field: 'lines', key: 'invoices.error-too-much' }]);
  if (invoiceId === null) return sums;
  const invoice = await tx
    .selectFrom('invoices')
    .select(['id', 'customer_id', 'state', 'currency', 'prices_include_tax', 'total_minor', 'credited_minor'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', invoiceId)
    .executeTakeFirst();
  if (!invoice || invoice.customer_id !== draft.customerId || invoice.currency !== draft.currency) throw new NotFound();
  if (!isCreditable(invoice)) throw new Refused('credits.refused-nothing-left');
  const totals = creditTotals(lines, await findCreditable(tx, actor, invoice));
  if (!('reason' in totals)) return totals;
  const { reason, left_minor, ...where } = totals;
  const values = {
    left: String(left_minor),
    ...('rate_bp' in where ? { rate: where.rate_bp } : {}),
    ...('line' in where ? { line: where.line } : {}),
  };
  throw new Invalid([{ field: 'line' in where ? `price_${where.line}` : 'lines', key: reason, values }]);
}

function columnsOf(draft: NoteDraft) {
  const {
    customerId: customer_id,
    invoiceId: invoice_id,
    issued_on,
    currency,
    prices_include_tax,
    reason,
    note,
  } = draft;
  return { customer_id, invoice_id, issued_on, currency, prices_include_tax, reason, note };
}

export function sumsOf({ net_minor, tax_minor, total_minor }: CreditTotals) {
  return { net_minor, tax_minor, total_minor };
}

async function removeLines(tx: Tx, actor: Writer, id: string): Promise<void> {
  await Promise.all([
    tx.deleteFrom('credit_note_lines').where('org_id', '=', actor.orgId).where('credit_note_id', '=', id).execute(),
    removeTaxes(tx, actor, id),
  ]);
}

async function removeTaxes(tx: Tx, actor: Writer, id: string): Promise<void> {
  await tx.deleteFrom('credit_note_taxes').where('org_id', '=', actor.orgId).where('credit_note_id', '=', id).execute();
}

async function writeLines(
  tx: Tx,
  actor: Writer,
  credit_note_id: string,
  lines: readonly NoteLine[],
  totals: CreditTotals,
): Promise<void> {
  const org_id = actor.orgId;
  if (lines.length === 0) return;
  const rows = lines.map((line, at) => ({
    org_id,
    credit_note_id,
    invoice_line_id: line.invoice_line_id,
    position: at + 1,
    description: line.description,
    quantity: line.quantity,
    unit: line.unit,
    unit_price_minor: line.unit_price_minor,
    tax_rate_bp: line.tax_rate_bp,
    amount_minor: totals.amounts[at] ?? 0n,
  }));
  await tx.insertInto('credit_note_lines').values(rows).execute();
  await writeTaxes(tx, actor, credit_note_id, totals);
}

async function writeTaxes(tx: Tx, actor: Writer, credit_note_id: string, { taxes }: CreditTotals): Promise<void> {
  const rows = taxes.map((tax) => ({ org_id: actor.orgId, credit_note_id, ...tax }));
  if (rows.length > 0) await tx.insertInto('credit_note_taxes').values(rows).execute();
}

/** Taxes as they are when the note is issued: others may have been issued since it was written. */
export async function replaceTaxes(tx: Tx, actor: Writer, id: string, totals: CreditTotals): Promise<void> {
  await removeTaxes(tx, actor, id);
  await writeTaxes(tx, actor, id, totals);
}
