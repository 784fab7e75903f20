import { sql, type Selectable } from 'kysely';
import type { Customers } from '../../../db/types.ts';
import type { ImportScope } from '../../kernel/row-outcome.ts';
import { recordset, type Tx } from '../../platform/db/index.ts';
import { postMany } from '../ledger/index.ts';
import { moveSeriesPast } from '../numbering/index.ts';
import type { InvoiceRow } from './import-row.ts';
import { billingAddress } from '../papers/index.ts';
import { invoicePosting } from './issue-invoice.ts';

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
  const billed = await billedTo(tx, scope.orgId, records);
  const heads = records.map(({ id, customer_id, job_id, row }) => {
    const { lines: _lines, totals, customer: _customer, job: _job, ...rest } = row;
    const { net_minor, tax_minor, total_minor } = totals;
    // Where an invoice went is frozen when it is issued; an old one is taken to have gone where the next one would.
    const frozen = row.state === 'draft' ? nowhere : (billed.get(customer_id) ?? nowhere);
    return { id, customer_id, job_id, ...rest, net_minor, tax_minor, total_minor, ...frozen };
  });
  const columns = {
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
    billing_name: 'text',
    billing_address: 'text',
    billing_vat_id: 'text',
  } as const;
  const names = Object.keys(columns);
  const kept = new Set(['customer_reference', 'note', 'external_id']);
  const sets = names
    .filter((name) => name !== 'id')
    .map((name) =>
      kept.has(name)
        ? sql`${sql.ref(name)} = coalesce(excluded.${sql.ref(name)}, invoices.${sql.ref(name)})`
        : sql`${sql.ref(name)} = excluded.${sql.ref(name)}`,
    );
  await sql`
    insert into invoices (org_id, source, voided_at, created_at, updated_at, ${sql.join(names.map((name) => sql.ref(name)))})
    select ${scope.orgId}, 'import', case when r.state = 'void' then ${scope.now}::timestamptz end, ${scope.now}, ${scope.now},
      ${sql.join(names.map((name) => sql`r.${sql.ref(name)}`))}
    from ${recordset(heads, columns)} as r
    on conflict (org_id, id) do update set voided_at = excluded.voided_at, updated_at = excluded.updated_at, ${sql.join(sets)}`.execute(
    tx,
  );
}

const nowhere: Billing = { billing_name: null, billing_address: null, billing_vat_id: null };
type Billing = { billing_name: string | null; billing_address: string | null; billing_vat_id: string | null };

async function billedTo(tx: Tx, orgId: string, records: readonly InvoiceRecord[]): Promise<Map<string, Billing>> {
  const ids = [...new Set(records.map(({ customer_id }) => customer_id))];
  const [org, customers] = await Promise.all([
    tx.selectFrom('orgs').select('country').where('id', '=', orgId).executeTakeFirstOrThrow(),
    sql<BilledCustomer>`
      select id, name, billing_name, billing_address, line1, line2, postcode, city, region, country, vat_id from customers
      where org_id = ${orgId} and id = any(${ids}::uuid[])`.execute(tx),
  ]);
  return new Map(
    customers.rows.map((customer) => {
      const billing_address = billingAddress(customer, org.country);
      return [
        customer.id,
        { billing_name: customer.billing_name ?? customer.name, billing_address, billing_vat_id: customer.vat_id },
      ];
    }),
  );
}

type BilledCustomer = Pick<
  Selectable<Customers>,
  | 'id'
  | 'name'
  | 'billing_name'
  | 'billing_address'
  | 'line1'
  | 'line2'
  | 'postcode'
  | 'city'
  | 'region'
  | 'country'
  | 'vat_id'
>;

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
  const postings = records.flatMap(({ id, customer_id, row: { state, issued_on, currency, totals } }) =>
    state !== 'issued' || issued_on === null
      ? []
      : [invoicePosting({ id, customer_id, currency, issued_on, ...totals })],
  );
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
