import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { ImportScope, RowOutcome, RowRefusal } from '../../kernel/row-outcome.ts';
import { recordset, replanned, type Tx } from '../../platform/db/index.ts';
import { resolveCustomers, type CustomerRef } from '../customers/index.ts';
import { postMany } from '../ledger/index.ts';
import { paymentPosting } from './record-payment.ts';

/** A payment as a file has it. */
export interface PaymentRow {
  external_id: string | null;
  customer: CustomerRef | null;
  /** Number or external ID of the invoice it settles; without one it is on account. */
  invoice: string | null;
  received_on: Temporal.PlainDate;
  amount_minor: bigint;
  currency: string;
  method: string | null;
  reference: string | null;
  note: string | null;
  /** For rows without an external ID: how many rows before this one say the very same. */
  occurrence: number;
}

interface InvoiceOpen {
  id: string;
  customer_id: string;
  state: string;
  currency: string;
  open_minor: bigint;
}

interface Known {
  id: string;
  customer_id: string;
  received_on: Temporal.PlainDate;
  amount_minor: bigint;
  currency: string;
  method: string;
  reference: string | null;
  note: string | null;
}

/**
 * Brings in cleared payments, posts them to the ledger and allocates each to its invoice as far as that is open; what
 * is over stays on account. A payment is known by its external ID; without one, by everything it says, so that the same
 * file brings it in once. What is in the books never changes: a row with another amount, day or customer is refused.
 */
export async function importPayments(tx: Tx, scope: ImportScope, rows: readonly PaymentRow[]): Promise<RowOutcome[]> {
  const nobody: CustomerRef = { key: null, name: null };
  const customers = await resolveCustomers(
    tx,
    scope.orgId,
    rows.map((row) => row.customer ?? nobody),
  );
  const numbers = rows.flatMap((row) => row.invoice ?? []);
  const invoices = await replanned(tx, () => findInvoices(tx, scope, numbers));
  const keys = rows.map(idempotencyKey);
  const known = await replanned(tx, () => findKnown(tx, scope.orgId, rows, keys));
  const fresh: NewPayment[] = [];
  const changed: { id: string; row: PaymentRow }[] = [];
  const outcomes = rows.map((row, ord): RowOutcome => {
    const owner = ownerOf(row, customers[ord], invoices);
    if (typeof owner !== 'string') return owner;
    const key = keys[ord] ?? '';
    const found = known.get(row.external_id ?? key) ?? known.get(key);
    if (found) {
      const outcome = outcomeOf(row, owner, found);
      if (outcome === 'updated') changed.push({ id: found.id, row });
      return outcome;
    }
    fresh.push({ row, key, customer_id: owner, invoice: row.invoice === null ? undefined : invoices.get(row.invoice) });
    return 'new';
  });
  if (scope.write) {
    await insert(tx, scope, fresh);
    await update(tx, scope, changed);
  }
  return outcomes;
}

function idempotencyKey(row: PaymentRow): string {
  const { external_id, customer, invoice, received_on, amount_minor, currency, method, reference, occurrence } = row;
  const content = [
    customer,
    invoice,
    received_on.toString(),
    amount_minor.toString(),
    currency,
    method,
    reference,
    occurrence,
  ];
  return `import:${createHash('sha256')
    .update(JSON.stringify(external_id ?? content))
    .digest('hex')}`;
}

/** The invoices that rows name, locked when they are about to be settled, and how much of each is open. */
async function findInvoices(tx: Tx, scope: ImportScope, keys: readonly string[]): Promise<Map<string, InvoiceOpen>> {
  const found = new Map<string, InvoiceOpen>();
  if (keys.length === 0) return found;
  const wanted = [...new Set(keys)];
  const { rows } = await sql<InvoiceOpen & { number: string | null; external_id: string | null }>`
    select id, customer_id, state, currency, number, external_id, greatest(total_minor, 0) - paid_minor as open_minor
    from invoices i
    where org_id = ${scope.orgId} and (number = any(${wanted}::text[]) or external_id = any(${wanted}::text[]))
    order by id ${scope.write ? sql`for update of i` : sql``}`.execute(tx);
  for (const row of rows) if (row.external_id !== null) found.set(row.external_id, row);
  for (const row of rows) if (row.number !== null) found.set(row.number, row);
  return found;
}

async function findKnown(
  tx: Tx,
  orgId: string,
  rows: readonly PaymentRow[],
  keys: readonly string[],
): Promise<Map<string, Known>> {
  const ids = rows.flatMap((row) => row.external_id ?? []);
  const { rows: found } = await sql<Known & { external_id: string | null; idempotency_key: string }>`
    select id, external_id, idempotency_key, customer_id, received_on, amount_minor, currency, method, reference, note from payments
    where org_id = ${orgId} and (external_id = any(${ids}::text[]) or idempotency_key = any(${keys}::text[]))`.execute(
    tx,
  );
  return new Map(
    found.flatMap((row) => [
      [row.idempotency_key, row] as const,
      ...(row.external_id === null ? [] : [[row.external_id, row] as const]),
    ]),
  );
}

/** Whose payment it is: the customer that the row names, or its invoice's. */
function ownerOf(
  row: PaymentRow,
  customer: string | RowRefusal | undefined,
  invoices: ReadonlyMap<string, InvoiceOpen>,
): string | RowRefusal {
  const value = { value: row.invoice?.slice(0, 60) ?? '' };
  const invoice = row.invoice === null ? undefined : invoices.get(row.invoice);
  if (row.invoice !== null && !invoice) return { field: 'invoice', reason: 'no-such-invoice', values: value };
  if (invoice?.state === 'draft') return { field: 'invoice', reason: 'invoice-is-draft', values: value };
  if (invoice && invoice.currency !== row.currency) {
    return { field: 'currency', reason: 'invoice-in-other-currency', values: { ...value, currency: invoice.currency } };
  }
  if (row.customer === null && invoice) return invoice.customer_id;
  if (typeof customer !== 'string') return customer ?? { field: 'customer', reason: 'no-customer-named' };
  return invoice && invoice.customer_id !== customer
    ? { field: 'invoice', reason: 'of-another-customer', values: value }
    : customer;
}

function outcomeOf(row: PaymentRow, customerId: string, known: Known): RowOutcome {
  const differs = (field: string): RowRefusal => ({ field, reason: 'payment-differs' });
  if (row.amount_minor !== known.amount_minor) return differs('amount');
  if (row.currency !== known.currency) return differs('currency');
  if (!row.received_on.equals(known.received_on)) return differs('received_on');
  if (customerId !== known.customer_id) return differs('customer');
  const same =
    (row.method ?? known.method) === known.method &&
    (row.reference ?? known.reference) === known.reference &&
    (row.note ?? known.note) === known.note;
  return same ? 'unchanged' : 'updated';
}

interface NewPayment {
  row: PaymentRow;
  key: string;
  customer_id: string;
  invoice: InvoiceOpen | undefined;
}

async function insert(tx: Tx, scope: ImportScope, payments: readonly NewPayment[]): Promise<void> {
  if (payments.length === 0) return;
  const records = payments.map(({ row, key, customer_id, invoice }) => {
    const { external_id, received_on, amount_minor, currency, reference, note } = row;
    const allocated_minor = allocate(row.amount_minor, invoice);
    const method = row.method ?? 'other';
    return {
      key,
      customer_id,
      external_id,
      received_on,
      amount_minor,
      currency,
      method,
      reference,
      note,
      invoice_id: invoice?.id ?? null,
      allocated_minor,
    };
  });
  const columns = {
    key: 'text',
    customer_id: 'uuid',
    external_id: 'text',
    received_on: 'date',
    amount_minor: 'bigint',
    currency: 'text',
    method: 'text',
    reference: 'text',
    note: 'text',
    invoice_id: 'uuid',
    allocated_minor: 'bigint',
  } as const;
  const { rows: written } = await sql<{ id: string; idempotency_key: string }>`
    insert into payments (org_id, customer_id, received_on, amount_minor, currency, method, reference, note, idempotency_key, external_id, created_at)
    select ${scope.orgId}, customer_id, received_on, amount_minor, currency, method, reference, note, key, external_id, ${scope.now}
    from ${recordset(records, columns)} as r returning id, idempotency_key`.execute(tx);
  const ids = new Map(written.map(({ id, idempotency_key }) => [idempotency_key, id]));
  const idOf = (key: string): string => {
    const id = ids.get(key);
    if (id === undefined) throw new Error('a payment that was written has no id');
    return id;
  };
  const postings = records.map((row) => paymentPosting({ ...row, id: idOf(row.key) }));
  await postMany(tx, scope.orgId, postings);
  const allocations = records.flatMap(({ key, invoice_id, allocated_minor }) =>
    invoice_id === null || allocated_minor === 0n
      ? []
      : [{ payment_id: idOf(key), invoice_id, amount_minor: allocated_minor }],
  );
  if (allocations.length === 0) return;
  await sql`
    insert into allocations (org_id, payment_id, invoice_id, amount_minor, created_at)
    select ${scope.orgId}, payment_id, invoice_id, amount_minor, ${scope.now}
    from ${recordset(allocations, { payment_id: 'uuid', invoice_id: 'uuid', amount_minor: 'bigint' })} as r`.execute(
    tx,
  );
}

/** As much of the payment as its invoice takes; what it takes is then no longer open for the next payment. */
function allocate(amount: bigint, invoice: InvoiceOpen | undefined): bigint {
  if (invoice?.state !== 'issued') return 0n;
  const part = amount < invoice.open_minor ? amount : invoice.open_minor;
  invoice.open_minor -= part;
  return part;
}

async function update(tx: Tx, scope: ImportScope, changed: readonly { id: string; row: PaymentRow }[]): Promise<void> {
  if (changed.length === 0) return;
  const records = changed.map(({ id, row: { method, reference, note, external_id } }) => ({
    id,
    method,
    reference,
    note,
    external_id,
  }));
  await sql`
    update payments p set method = coalesce(r.method, p.method), reference = coalesce(r.reference, p.reference), note = coalesce(r.note, p.note)
    from ${recordset(records, { id: 'uuid', method: 'text', reference: 'text', note: 'text', external_id: 'text' })} as r
    where p.org_id = ${scope.orgId} and p.id = r.id`.execute(tx);
}
