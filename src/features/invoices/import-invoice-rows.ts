import { sql } from 'kysely';
import type { ImportScope } from '../../kernel/row-outcome.ts';
import { recordset, type Tx } from '../../platform/db/index.ts';
import { postMany } from '../ledger/index.ts';
import { moveSeriesPast } from '../numbering/index.ts';
import type { InvoiceRow } from './import-row.ts';

/** An invoice to be written: a new one, a draft to replace, or an issued one whose external ID becomes known. */
export interface InvoiceRecord {
  id: string;
  /** Its state in the database; null when it is new. */
  was: 'draft' | 'issued' | 'void' | null;
  customer_id: string;
  job_id: string | null;
  row: InvoiceRow;
}

/** Writes invoices with lines, taxes and postings; a handful of statements whatever their number. */
export async function writeInvoices(tx: Tx, scope: ImportScope, records: readonly InvoiceRecord[]): Promise<void> {
  const open = records.filter(({ was }) => was === null || was === 'draft');
  await dropDraftContents(
    tx,
    scope.orgId,
    open.filter(({ was }) => was === 'draft').map(({ id }) => id),
  );
  await writeHeads(tx, scope, open);
  await writeLines(tx, scope.orgId, open);
  await writeTaxes(tx, scope.orgId, open);
  await post(tx, scope.orgId, open);
  await adoptExternalIds(
    tx,
    scope,
    records.filter(({ was }) => was === 'issued'),
  );
  await moveSeriesPast(
    tx,
    scope.orgId,
    'invoice',
    open.flatMap(({ row }) => row.number ?? []),
  );
}

async function dropDraftContents(tx: Tx, orgId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from invoice_lines where org_id = ${orgId} and invoice_id = any(${ids}::uuid[])`.execute(tx);
  await sql`delete from invoice_taxes where org_id = ${orgId} and invoice_id = any(${ids}::uuid[])`.execute(tx);
}

async function writeHeads(tx: Tx, scope: ImportScope, records: readonly InvoiceRecord[]): Promise<void> {
  if (records.length === 0) return;
  const heads = records.map(({ id, customer_id, job_id, row }) => {
    const { lines: _lines, totals, customer: _customer, job: _job, ...rest } = row;
    const { net_minor, tax_minor, total_minor } = totals;
    return { id, customer_id, job_id, ...rest, net_minor, tax_minor, total_minor };
  });
  const source = recordset(heads, {
    id: 'uuid',
    customer_id: 'uuid',
    job_id: 'uuid',
    external_id: 'text',
    number: 'text',
    state: 'text',
    issued_on: 'date',
    due_on: 'date',
    currency: 'text',
    prices_include_tax: 'boolean',
    customer_reference: 'text',
    note: 'text',
    net_minor: 'bigint',
    tax_minor: 'bigint',
    total_minor: 'bigint',
  });
  // Where the invoice went is frozen when it is issued; an old invoice is taken to have gone where the next one would.
  const address = sql`left(coalesce(c.billing_address, nullif(concat_ws(e'\n', c.line1, c.line2, nullif(concat_ws(' ', c.postcode, c.city), ''), c.region), '')), 500)`;
  const frozen = (value: unknown) => sql`case when r.state <> 'draft' then ${value} end`;
  await sql`
    insert into invoices (org_id, id, number, customer_id, job_id, state, issued_on, due_on, currency, prices_include_tax, net_minor, tax_minor, total_minor,
      customer_reference, note, billing_name, billing_address, billing_vat_id, source, external_id, voided_at, created_at, updated_at)
    select ${scope.orgId}, r.id, r.number, r.customer_id, r.job_id, r.state, r.issued_on, r.due_on, r.currency, r.prices_include_tax, r.net_minor, r.tax_minor,
      r.total_minor, r.customer_reference, r.note, ${frozen(sql`coalesce(c.billing_name, c.name)`)}, ${frozen(address)}, ${frozen(sql`c.vat_id`)}, 'import',
      r.external_id, case when r.state = 'void' then ${scope.now}::timestamptz end, ${scope.now}, ${scope.now}
    from ${source} as r join customers c on c.org_id = ${scope.orgId} and c.id = r.customer_id
    on conflict (org_id, id) do update set number = excluded.number, customer_id = excluded.customer_id, job_id = excluded.job_id, state = excluded.state,
      issued_on = excluded.issued_on, due_on = excluded.due_on, currency = excluded.currency, prices_include_tax = excluded.prices_include_tax,
      net_minor = excluded.net_minor, tax_minor = excluded.tax_minor, total_minor = excluded.total_minor,
      customer_reference = coalesce(excluded.customer_reference, invoices.customer_reference), note = coalesce(excluded.note, invoices.note),
      billing_name = excluded.billing_name, billing_address = excluded.billing_address, billing_vat_id = excluded.billing_vat_id,
      external_id = coalesce(excluded.external_id, invoices.external_id), voided_at = excluded.voided_at, updated_at = excluded.updated_at`.execute(
    tx,
  );
}

async function writeLines(tx: Tx, orgId: string, records: readonly InvoiceRecord[]): Promise<void> {
  const lines = records.flatMap(({ id, row }) =>
    row.lines.map((line, n) => ({ invoice_id: id, position: n + 1, ...line })),
  );
  if (lines.length === 0) return;
  const columns = {
    invoice_id: 'uuid',
    position: 'int',
    description: 'text',
    quantity: 'numeric',
    unit: 'text',
    unit_price_minor: 'bigint',
    tax_rate_bp: 'int',
    amount_minor: 'bigint',
  } as const;
  await sql`
    insert into invoice_lines (org_id, invoice_id, position, description, quantity, unit, unit_price_minor, tax_rate_bp, amount_minor)
    select ${orgId}, invoice_id, position, description, quantity, unit, unit_price_minor, tax_rate_bp, amount_minor
    from ${recordset(lines, columns)} as r`.execute(tx);
}

async function writeTaxes(tx: Tx, orgId: string, records: readonly InvoiceRecord[]): Promise<void> {
  const taxes = records.flatMap(({ id, row }) => row.totals.taxes.map((group) => ({ invoice_id: id, ...group })));
  if (taxes.length === 0) return;
  await sql`
    insert into invoice_taxes (org_id, invoice_id, rate_bp, net_minor, tax_minor)
    select ${orgId}, invoice_id, rate_bp, net_minor, tax_minor
    from ${recordset(taxes, { invoice_id: 'uuid', rate_bp: 'int', net_minor: 'bigint', tax_minor: 'bigint' })} as r`.execute(
    tx,
  );
}

async function post(tx: Tx, orgId: string, records: readonly InvoiceRecord[]): Promise<void> {
  const postings = records.flatMap(({ id, customer_id, row }) => {
    if (row.state !== 'issued' || row.issued_on === null) return [];
    const { net_minor, tax_minor, total_minor } = row.totals;
    const amounts = { receivable: total_minor, revenue: -net_minor, tax: -tax_minor, bank: 0n };
    return [
      { customer_id, invoice_id: id, payment_id: null, currency: row.currency, booked_on: row.issued_on, ...amounts },
    ];
  });
  await postMany(tx, orgId, postings);
}

async function adoptExternalIds(tx: Tx, scope: ImportScope, records: readonly InvoiceRecord[]): Promise<void> {
  const rows = records.map(({ id, row }) => ({ id, external_id: row.external_id }));
  if (rows.length === 0) return;
  await sql`
    update invoices i set external_id = r.external_id, updated_at = ${scope.now}
    from ${recordset(rows, { id: 'uuid', external_id: 'text' })} as r
    where i.org_id = ${scope.orgId} and i.id = r.id and i.external_id is null`.execute(tx);
}
