import { sql, type Selectable } from 'kysely';
import type { Payments } from '../../../db/types.ts';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Split } from './split.ts';

type Writer = StaffActor | SystemActor;

export type SourceKind = 'payment' | 'credit_note';

/** What settles invoices: a payment that came in, or a credit note. */
export interface Source {
  readonly kind: SourceKind;
  readonly id: string;
  readonly customer_id: string;
  readonly currency: string;
}

/** A source held until the transaction ends, and what of it is set against nothing and not paid out. */
export interface LockedSource extends Source {
  readonly free_minor: bigint;
  /** Taken back, made void, or not issued yet: nothing of it can be used. */
  readonly isOut: boolean;
  /** The invoice that a credit note corrects. */
  readonly invoice_id: string | null;
}

const COLUMN = { payment: 'payment_id', credit_note: 'credit_note_id' } as const;

/** The columns of an allocation that say where it comes from. */
export function sourceColumns({ kind, id }: Pick<Source, 'kind' | 'id'>) {
  return kind === 'payment' ? { payment_id: id, credit_note_id: null } : { payment_id: null, credit_note_id: id };
}

/** @throws NotFound */
export async function lockSource(tx: Tx, actor: Writer, kind: SourceKind, id: string): Promise<LockedSource> {
  if (kind === 'credit_note') return lockCreditNote(tx, actor, id);
  const payment = await lockPayment(tx, actor, id);
  const isOut = payment.state === 'returned' || payment.direction === 'out';
  const used = await sql<{ minor: bigint }>`select app.used_of_payment(${actor.orgId}, ${id}) as minor`.execute(tx);
  const { customer_id, currency, amount_minor } = payment;
  const free_minor = isOut ? 0n : amount_minor - (used.rows[0]?.minor ?? 0n);
  return { kind, id, customer_id, currency, free_minor, isOut, invoice_id: null };
}

/** The payment, held until the transaction ends. @throws NotFound */
export async function lockPayment(tx: Tx, actor: Writer, id: string): Promise<Selectable<Payments>> {
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

async function lockCreditNote(tx: Tx, actor: Writer, id: string): Promise<LockedSource> {
  if (!isUuid(id)) throw new NotFound();
  const note = await tx
    .selectFrom('credit_notes')
    .select(['customer_id', 'currency', 'state', 'total_minor', 'used_minor', 'invoice_id'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!note) throw new NotFound();
  const { customer_id, currency, invoice_id } = note;
  const isOut = note.state !== 'issued';
  const free_minor = isOut ? 0n : note.total_minor - note.used_minor;
  return { kind: 'credit_note', id, customer_id, currency, free_minor, isOut, invoice_id };
}

/** What is set against which invoice now, in the order of the invoices' ids. */
export async function allocatedParts(tx: Tx, actor: Writer, source: Pick<Source, 'kind' | 'id'>): Promise<Split> {
  const rows = await tx
    .selectFrom('allocations')
    .select('invoice_id')
    .select(sql<bigint>`sum(amount_minor)::bigint`.as('amount_minor'))
    .where('org_id', '=', actor.orgId)
    .where(COLUMN[source.kind], '=', source.id)
    .groupBy('invoice_id')
    .having(sql<boolean>`sum(amount_minor) <> 0`)
    .orderBy('invoice_id')
    .execute();
  return rows.map((row) => ({ invoiceId: row.invoice_id, amount_minor: row.amount_minor }));
}

/**
 * Negative rows for parts that are set now: allocations are only ever added to. What credit notes of those invoices have
 * left then settles them again, because a credit note settles the invoice it corrects first.
 */
export async function takeBack(
  tx: Tx,
  actor: Writer,
  source: Pick<Source, 'kind' | 'id'>,
  parts: Split,
  now: Temporal.Instant,
): Promise<void> {
  if (parts.length === 0) return;
  const invoiceIds = parts.map((part) => part.invoiceId);
  // Always what settles before what is settled, each in the order of ids: two at once never wait in a circle.
  const notes = await lockNotesOf(tx, actor, invoiceIds, source);
  await tx
    .selectFrom('invoices')
    .select('id')
    .where('org_id', '=', actor.orgId)
    .where('id', 'in', invoiceIds)
    .orderBy('id')
    .forUpdate()
    .execute();
  const base = { org_id: actor.orgId, created_at: now };
  const rows = parts.map((part) => ({
    ...base,
    ...sourceColumns(source),
    invoice_id: part.invoiceId,
    amount_minor: -part.amount_minor,
  }));
  await tx.insertInto('allocations').values(rows).execute();
  await settleAgain(tx, actor, parts, notes, now);
}

interface NoteLeft {
  readonly id: string;
  readonly invoice_id: string | null;
  readonly left_minor: bigint;
}

/** Credit notes of these invoices with something left, held; not the one that is being taken back itself. */
async function lockNotesOf(
  tx: Tx,
  actor: Writer,
  invoiceIds: readonly string[],
  source: Pick<Source, 'kind' | 'id'>,
): Promise<readonly NoteLeft[]> {
  const rows = await tx
    .selectFrom('credit_notes')
    .select(['id', 'invoice_id', 'total_minor', 'used_minor'])
    .where('org_id', '=', actor.orgId)
    .where('invoice_id', 'in', invoiceIds)
    .where('state', '=', 'issued')
    .$if(source.kind === 'credit_note', (query) => query.where('id', '<>', source.id))
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => ({ id: row.id, invoice_id: row.invoice_id, left_minor: row.total_minor - row.used_minor }));
}

async function settleAgain(
  tx: Tx,
  actor: Writer,
  freed: Split,
  notes: readonly NoteLeft[],
  now: Temporal.Instant,
): Promise<void> {
  const open = new Map(freed.map((part) => [part.invoiceId, part.amount_minor]));
  const rows = notes.flatMap(({ id, invoice_id, left_minor }) => {
    const due = open.get(invoice_id ?? '') ?? 0n;
    const amount_minor = due < left_minor ? due : left_minor;
    if (invoice_id === null || amount_minor <= 0n) return [];
    open.set(invoice_id, due - amount_minor);
    return [{ org_id: actor.orgId, credit_note_id: id, invoice_id, amount_minor, created_at: now }];
  });
  if (rows.length > 0) await tx.insertInto('allocations').values(rows).execute();
}

/**
 * Sets what is left of a credit note against the invoice it corrects, as far as that is open. Called when it is issued,
 * and when credit of it comes back.
 */
export async function settleOwnInvoice(tx: Tx, actor: Writer, noteId: string, now: Temporal.Instant): Promise<void> {
  const { invoice_id, free_minor } = await lockCreditNote(tx, actor, noteId);
  if (invoice_id === null || free_minor === 0n) return;
  const invoice = await tx
    .selectFrom('invoices')
    .select(['total_minor', 'paid_minor', 'state'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', invoice_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const due = invoice.state === 'issued' ? invoice.total_minor - invoice.paid_minor : 0n;
  const amount_minor = due < free_minor ? due : free_minor;
  if (amount_minor <= 0n) return;
  const row = { org_id: actor.orgId, credit_note_id: noteId, invoice_id, amount_minor, created_at: now };
  await tx.insertInto('allocations').values(row).execute();
}
