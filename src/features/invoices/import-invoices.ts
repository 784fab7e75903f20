import { sql } from 'kysely';
import { isRefusal, type ImportScope, type RowOutcome, type RowRefusal } from '../../kernel/row-outcome.ts';
import { recordset, replanned, type Tx } from '../../platform/db/index.ts';
import { resolveCustomers, type CustomerRef } from '../customers/index.ts';
import { resolveJobs } from '../jobs/index.ts';
import type { InvoiceRow } from './import-row.ts';
import { writeInvoices, type InvoiceRecord } from './import-invoice-rows.ts';

interface Known {
  ord: number;
  id: string;
  state: 'draft' | 'issued' | 'void' | null;
  customer_id: string | null;
  issued_on: Temporal.PlainDate | null;
  currency: string | null;
  total_minor: bigint | null;
  tax_minor: bigint | null;
  external_id: string | null;
  clash: boolean;
  same_draft: boolean;
}

/**
 * Brings in invoices. One that is issued keeps its number and is posted to the ledger on its day; it is known by its
 * external ID or its number and never changes afterwards: a row with other figures is refused. A draft is replaced by
 * the file's. Rows of one call must not name one invoice twice.
 */
export async function importInvoices(tx: Tx, scope: ImportScope, rows: readonly InvoiceRow[]): Promise<RowOutcome[]> {
  const owners = await replanned(tx, () => resolveOwners(tx, scope.orgId, rows));
  const known = await replanned(tx, () => findKnown(tx, scope.orgId, rows));
  const outcomes = rows.map((row, ord): RowOutcome => {
    const owner = owners[ord];
    const found = known.get(ord);
    if (!owner || !found) throw new Error('every row has an owner and an answer');
    return 'reason' in owner ? owner : outcomeOf(row, owner.customer_id, found);
  });
  if (scope.write) {
    const writing = rows.flatMap((row, ord): InvoiceRecord[] => {
      const owner = owners[ord];
      const found = known.get(ord);
      const outcome = outcomes[ord];
      if (
        !owner ||
        'reason' in owner ||
        !found ||
        outcome === undefined ||
        isRefusal(outcome) ||
        outcome === 'unchanged'
      )
        return [];
      return [{ id: found.id, was: found.state, customer_id: owner.customer_id, job_id: owner.job_id, row }];
    });
    await writeInvoices(tx, scope, writing);
  }
  return outcomes;
}

type Owner = { customer_id: string; job_id: string | null } | RowRefusal;

async function resolveOwners(tx: Tx, orgId: string, rows: readonly InvoiceRow[]): Promise<Owner[]> {
  const nobody: CustomerRef = { key: null, name: null };
  const [customers, jobs] = await Promise.all([
    resolveCustomers(
      tx,
      orgId,
      rows.map((row) => row.customer ?? nobody),
    ),
    resolveJobs(
      tx,
      orgId,
      rows.flatMap((row) => row.job ?? []),
    ),
  ]);
  return rows.map(({ customer, job }, ord): Owner => {
    const owner = customers[ord];
    const found = job === null ? undefined : jobs.get(job);
    if (job !== null && !found) return { field: 'job', reason: 'no-such-job', values: { value: job.slice(0, 60) } };
    if (customer === null && found) return { customer_id: found.customer_id, job_id: found.id };
    if (typeof owner !== 'string') return owner ?? { field: 'customer', reason: 'no-customer-named' };
    if (found && found.customer_id !== owner)
      return { field: 'job', reason: 'of-another-customer', values: { value: job ?? '' } };
    return { customer_id: owner, job_id: found?.id ?? null };
  });
}

async function findKnown(tx: Tx, orgId: string, rows: readonly InvoiceRow[]): Promise<Map<number, Known>> {
  const keys = rows.map(({ external_id, number, lines, totals, note, customer_reference }, ord) => ({
    ord,
    external_id,
    number,
    total_minor: totals.total_minor,
    note,
    customer_reference,
    // What a draft looks like inside; compared with the same text made from its rows.
    content: lines
      .map((line) =>
        [line.description, line.quantity, line.unit ?? '', line.unit_price_minor, line.tax_rate_bp].join('\t'),
      )
      .join('\n'),
  }));
  const columns = {
    ord: 'int',
    external_id: 'text',
    number: 'text',
    total_minor: 'bigint',
    note: 'text',
    customer_reference: 'text',
    content: 'text',
  } as const;
  const { rows: found } = await sql<Known>`
    with r as materialized ${recordset(keys, columns)}, keys as (
      select r.*, by_id.id as by_id, by_number.id as by_number,
        r.external_id is not null and by_number.external_id is not null and by_number.external_id <> r.external_id as other_id
      from r
      left join invoices by_id on by_id.org_id = ${orgId} and by_id.external_id = r.external_id
      left join invoices by_number on by_number.org_id = ${orgId} and by_number.number = r.number
    )
    select keys.ord, coalesce(i.id, uuidv7()) as id, i.state, i.customer_id, i.issued_on, i.currency, i.total_minor, i.tax_minor, i.external_id,
      coalesce(keys.by_id <> keys.by_number or (keys.by_id is null and keys.other_id), false) as clash,
      coalesce(i.state = 'draft' and i.total_minor = keys.total_minor
        and coalesce(keys.note, i.note) is not distinct from i.note
        and coalesce(keys.customer_reference, i.customer_reference) is not distinct from i.customer_reference
        and keys.content = (
          select string_agg(concat_ws(e'\t', l.description, trim_scale(l.quantity), coalesce(l.unit, ''), l.unit_price_minor, l.tax_rate_bp), e'\n' order by l.position)
          from invoice_lines l where l.org_id = ${orgId} and l.invoice_id = i.id), false) as same_draft
    from keys left join invoices i on i.org_id = ${orgId} and i.id = coalesce(keys.by_id, keys.by_number)`.execute(tx);
  return new Map(found.map((row) => [row.ord, row]));
}

function outcomeOf(row: InvoiceRow, customerId: string, known: Known): RowOutcome {
  const number = row.number ?? row.external_id ?? '';
  if (known.clash) return { field: 'number', reason: 'number-of-another', values: { value: number } };
  if (known.state === null) return 'new';
  if (known.state === 'draft') {
    if (row.state !== 'draft' || known.customer_id !== customerId) return 'updated';
    return known.same_draft ? 'unchanged' : 'updated';
  }
  if (row.state !== known.state)
    return { field: 'state', reason: `invoice-is-${known.state}`, values: { value: number } };
  if (known.state === 'void') return 'unchanged';
  const differs = differing(row, customerId, known);
  if (differs !== null) return { field: differs, reason: 'issued-differs', values: { value: number } };
  return row.external_id !== null && known.external_id === null ? 'updated' : 'unchanged';
}

/** The field in which a row contradicts the issued invoice, or null. */
function differing(row: InvoiceRow, customerId: string, known: Known): string | null {
  if (row.totals.total_minor !== known.total_minor) return 'total';
  if (row.totals.tax_minor !== known.tax_minor) return 'tax_rate';
  if (row.currency !== known.currency) return 'currency';
  if (row.issued_on && known.issued_on && !row.issued_on.equals(known.issued_on)) return 'issued_on';
  return known.customer_id === customerId ? null : 'customer';
}
