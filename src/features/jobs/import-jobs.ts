import { sql } from 'kysely';
import { isRefusal, type ImportScope, type RowOutcome } from '../../kernel/row-outcome.ts';
import { recordset, replanned, type RecordColumns, type Tx } from '../../platform/db/index.ts';
import { resolveCustomers, type CustomerRef } from '../customers/index.ts';
import { moveSeriesPast, takeNumbers } from '../numbering/index.ts';
import { resolveSites } from '../sites/index.ts';

/** A job as a file has it. null is "the file says nothing": what is in the database then stays. */
export interface JobRow {
  external_id: string | null;
  number: string | null;
  customer: CustomerRef;
  /** External ID or name of a site of that customer. */
  site: string | null;
  title: string;
  description: string | null;
  internal_notes: string | null;
  step: string | null;
  starts_at: Temporal.Instant | null;
  ends_at: Temporal.Instant | null;
  completed_at: Temporal.Instant | null;
  customer_reference: string | null;
  price_minor: bigint | null;
  currency: string | null;
  repeats: string | null;
  next_due_on: Temporal.PlainDate | null;
  affected_first_name: string | null;
  affected_last_name: string | null;
  affected_email: string | null;
  affected_phone: string | null;
}

const changing = [
  'external_id',
  'number',
  'title',
  'description',
  'internal_notes',
  'step',
  'starts_at',
  'ends_at',
  'completed_at',
  'customer_reference',
  'price_minor',
  'currency',
  'repeats',
  'next_due_on',
  'affected_first_name',
  'affected_last_name',
  'affected_email',
  'affected_phone',
  'customer_id',
  'site_id',
] as const;

type Wire = Omit<JobRow, 'customer' | 'site'> & {
  ord: number;
  id: string | null;
  customer_id: string;
  site_id: string | null;
};
const columns: RecordColumns<Wire> = {
  ord: 'int',
  id: 'uuid',
  customer_id: 'uuid',
  site_id: 'uuid',
  external_id: 'text',
  number: 'text',
  title: 'text',
  description: 'text',
  internal_notes: 'text',
  step: 'text',
  starts_at: 'timestamptz',
  ends_at: 'timestamptz',
  completed_at: 'timestamptz',
  customer_reference: 'text',
  price_minor: 'bigint',
  currency: 'text',
  repeats: 'text',
  next_due_on: 'date',
  affected_first_name: 'text',
  affected_last_name: 'text',
  affected_email: 'text',
  affected_phone: 'text',
};

interface Match {
  ord: number;
  id: string;
  known: boolean;
  clash: boolean;
  changed: boolean;
  old_step: string | null;
}

/**
 * Brings in jobs of known customers. A job is known by its external ID or its number. Its step is written to the
 * timeline when it is new or changes. Rows of one call must not name one job twice.
 */
export async function importJobs(tx: Tx, scope: ImportScope, rows: readonly JobRow[]): Promise<RowOutcome[]> {
  const { outcomes, given } = await replanned(tx, () => resolve(tx, scope, rows));
  const matches = await replanned(tx, () => match(tx, scope.orgId, given));
  for (const found of matches) {
    if (found.clash)
      outcomes[found.ord] = {
        field: 'number',
        reason: 'number-of-another',
        values: { value: rows[found.ord]?.number ?? '' },
      };
    else if (found.known) outcomes[found.ord] = found.changed ? 'updated' : 'unchanged';
  }
  if (scope.write) await write(tx, scope, given, matches, outcomes);
  return outcomes;
}

async function resolve(
  tx: Tx,
  scope: ImportScope,
  rows: readonly JobRow[],
): Promise<{ outcomes: RowOutcome[]; given: Wire[] }> {
  const customers = await resolveCustomers(
    tx,
    scope.orgId,
    rows.map((row) => row.customer),
  );
  const refs = rows.flatMap(({ site }, ord) => {
    const customer = customers[ord];
    return site !== null && typeof customer === 'string' ? [{ ord, customer_id: customer, key: site }] : [];
  });
  const sites = await resolveSites(tx, scope.orgId, refs);
  const outcomes = rows.map((_, ord): RowOutcome => {
    const customer = customers[ord] ?? 'new';
    if (typeof customer !== 'string') return customer;
    const site = sites.get(ord);
    return site === undefined || typeof site === 'string' ? 'new' : site;
  });
  const given = rows.flatMap((row, ord): Wire[] => {
    const customer = customers[ord];
    if (typeof customer !== 'string' || isRefusal(outcomes[ord] ?? 'new')) return [];
    const { customer: _customer, site: _site, ...rest } = row;
    const site = sites.get(ord);
    return [{ ord, id: null, customer_id: customer, site_id: typeof site === 'string' ? site : null, ...rest }];
  });
  return { outcomes, given };
}

async function match(tx: Tx, orgId: string, given: readonly Wire[]): Promise<Match[]> {
  if (given.length === 0) return [];
  const differs = sql.join(
    changing.map((name) => sql`coalesce(r.${sql.ref(name)}, j.${sql.ref(name)}) is distinct from j.${sql.ref(name)}`),
    sql` or `,
  );
  const { rows } = await sql<Match>`
    with r as materialized ${recordset(given, columns)}, keys as (
      select r.ord, by_id.id as by_id, by_number.id as by_number,
        r.external_id is not null and by_number.external_id is not null and by_number.external_id <> r.external_id as other_id
      from r
      left join jobs by_id on by_id.org_id = ${orgId} and by_id.external_id = r.external_id
      left join jobs by_number on by_number.org_id = ${orgId} and by_number.number = r.number
    )
    select r.ord, coalesce(j.id, uuidv7()) as id, j.id is not null as known, j.step as old_step,
      coalesce(keys.by_id <> keys.by_number or (keys.by_id is null and keys.other_id), false) as clash,
      coalesce(j.id is not null and (${differs}), false) as changed
    from r join keys on keys.ord = r.ord
    left join jobs j on j.org_id = ${orgId} and j.id = coalesce(keys.by_id, keys.by_number)`.execute(tx);
  return rows;
}

async function write(
  tx: Tx,
  scope: ImportScope,
  given: readonly Wire[],
  matches: readonly Match[],
  outcomes: readonly RowOutcome[],
): Promise<void> {
  const found = new Map(matches.map((row) => [row.ord, row]));
  const records = given.map((record) => ({ ...record, id: found.get(record.ord)?.id ?? null }));
  const fresh = records.filter(({ ord }) => outcomes[ord] === 'new');
  const changed = records.filter(({ ord }) => outcomes[ord] === 'updated');
  await insert(tx, scope, fresh);
  await update(tx, scope, changed);
  const stepped = changed.filter(({ ord, step }) => step !== null && step !== found.get(ord)?.old_step);
  await noteSteps(tx, scope, [...fresh, ...stepped]);
}

async function insert(tx: Tx, scope: ImportScope, records: readonly Wire[]): Promise<void> {
  if (records.length === 0) return;
  const numbers = await freeNumbers(tx, scope.orgId, records.filter(({ number }) => number === null).length);
  const numbered = records.map((record) => ({
    ...record,
    step: record.step ?? 'received',
    number: record.number ?? numbers.shift() ?? null,
  }));
  const names = sql.join(changing.map((name) => sql.ref(name)));
  await sql`
    insert into jobs (org_id, id, source, created_at, updated_at, ${names})
    select ${scope.orgId}, id, 'import', ${scope.now}, ${scope.now}, ${names} from ${recordset(numbered, columns)} as r`.execute(
    tx,
  );
  await moveSeriesPast(
    tx,
    scope.orgId,
    'job',
    records.flatMap(({ number }) => number ?? []),
  );
}

async function freeNumbers(tx: Tx, orgId: string, count: number): Promise<string[]> {
  const free: string[] = [];
  while (free.length < count) {
    const numbers = await takeNumbers(tx, orgId, 'job', count - free.length);
    const { rows } = await sql<{
      number: string;
    }>`select number from jobs where org_id = ${orgId} and number = any(${numbers}::text[])`.execute(tx);
    const taken = new Set(rows.map(({ number }) => number));
    free.push(...numbers.filter((number) => !taken.has(number)));
  }
  return free;
}

async function update(tx: Tx, scope: ImportScope, records: readonly Wire[]): Promise<void> {
  if (records.length === 0) return;
  const kept = changing.filter((name) => name !== 'completed_at');
  const sets = sql.join(kept.map((name) => sql`${sql.ref(name)} = coalesce(r.${sql.ref(name)}, j.${sql.ref(name)})`));
  // A job has a moment of completion just when it is completed.
  await sql`
    update jobs j set updated_at = ${scope.now}, ${sets},
      completed_at = case when coalesce(r.step, j.step) = 'completed' then coalesce(r.completed_at, j.completed_at, ${scope.now}) end
    from ${recordset(records, columns)} as r
    where j.org_id = ${scope.orgId} and j.id = r.id`.execute(tx);
}

/** One entry of the timeline for each: when the job was completed if it is, else when its window begins or now. */
async function noteSteps(tx: Tx, scope: ImportScope, records: readonly Wire[]): Promise<void> {
  if (records.length === 0) return;
  await sql`
    insert into job_events (org_id, job_id, kind, step, visible, happened_at)
    select ${scope.orgId}, r.id, 'step', coalesce(r.step, 'received'), true, coalesce(r.completed_at, ${scope.now})
    from ${recordset(records, columns)} as r`.execute(tx);
}
