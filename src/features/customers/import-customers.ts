import { sql } from 'kysely';
import type { ImportScope, RowOutcome } from '../../kernel/row-outcome.ts';
import { recordset, replanned, type RecordColumns, type Tx } from '../../platform/db/index.ts';
import { moveSeriesPast, takeNumbers } from '../numbering/index.ts';
import { importMainContacts, type MainContact } from './import-main-contacts.ts';

/** A customer as a file has it. null is "the file says nothing": what is in the database then stays. */
export interface CustomerRow {
  external_id: string | null;
  number: string | null;
  kind: 'person' | 'company';
  /** False when the kind is only a guess, which doesn't change a known customer. */
  kindGiven: boolean;
  name: string;
  line1: string | null;
  line2: string | null;
  postcode: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
  billing_name: string | null;
  billing_address: string | null;
  vat_id: string | null;
  language: string | null;
  notes: string | null;
  contact: MainContact | null;
}

const details = [
  'line1',
  'line2',
  'postcode',
  'city',
  'region',
  'country',
  'billing_name',
  'billing_address',
  'vat_id',
  'language',
  'notes',
] as const;
/** What an import may change. `kind` is null here when it is a guess. */
const changing = ['external_id', 'number', 'kind', 'name', ...details] as const;

type Wire = { ord: number; id: string | null; lower_number: string | null; upper_number: string | null } & Record<
  (typeof changing)[number],
  string | null
>;
const columns: RecordColumns<Wire> = {
  ord: 'int',
  id: 'uuid',
  lower_number: 'text',
  upper_number: 'text',
  external_id: 'text',
  number: 'text',
  kind: 'text',
  name: 'text',
  line1: 'text',
  line2: 'text',
  postcode: 'text',
  city: 'text',
  region: 'text',
  country: 'text',
  billing_name: 'text',
  billing_address: 'text',
  vat_id: 'text',
  language: 'text',
  notes: 'text',
};

interface Match {
  ord: number;
  id: string;
  known: boolean;
  clash: boolean;
  changed: boolean;
}

/**
 * Brings in customers, each with its main contact. A row is a known customer when its external ID or its number is one;
 * then it is updated, and empty cells change nothing. Rows of one call must not name one customer twice.
 */
export async function importCustomers(tx: Tx, scope: ImportScope, rows: readonly CustomerRow[]): Promise<RowOutcome[]> {
  const matches = await replanned(tx, () => match(tx, scope.orgId, rows));
  const outcomes: RowOutcome[] = matches.map((found) => {
    if (found.clash)
      return { field: 'number', reason: 'number-of-another', values: { value: rows[found.ord]?.number ?? '' } };
    if (!found.known) return 'new';
    return found.changed ? 'updated' : 'unchanged';
  });
  if (scope.write) {
    const taken = await insert(
      tx,
      scope,
      rows,
      matches.filter((found) => outcomes[found.ord] === 'new'),
    );
    for (const ord of taken)
      outcomes[ord] = { field: 'number', reason: 'number-taken', values: { value: rows[ord]?.number ?? '' } };
    await update(
      tx,
      scope,
      rows,
      matches.filter((found) => outcomes[found.ord] === 'updated'),
    );
  }
  const contacts = matches.flatMap((found) => {
    const contact = rows[found.ord]?.contact;
    return contact && typeof outcomes[found.ord] === 'string'
      ? [{ ord: found.ord, customerId: found.id, isNew: !found.known, contact }]
      : [];
  });
  for (const ord of await importMainContacts(tx, scope, contacts))
    if (outcomes[ord] === 'unchanged') outcomes[ord] = 'updated';
  return outcomes;
}

function wire(rows: readonly CustomerRow[], matches: readonly { ord: number; id: string | null }[]): Wire[] {
  return matches.flatMap(({ ord, id }) => {
    const row = rows[ord];
    if (!row) return [];
    const { contact: _contact, kindGiven, kind, ...rest } = row;
    const cases = { lower_number: row.number?.toLowerCase() ?? null, upper_number: row.number?.toUpperCase() ?? null };
    return [{ ord, id, ...cases, ...rest, kind: kindGiven ? kind : null }];
  });
}

async function match(tx: Tx, orgId: string, rows: readonly CustomerRow[]): Promise<Match[]> {
  const given = wire(
    rows,
    rows.map((_, ord) => ({ ord, id: null })),
  );
  const differs = sql.join(
    changing.map((name) => sql`coalesce(r.${sql.ref(name)}, c.${sql.ref(name)}) is distinct from c.${sql.ref(name)}`),
    sql` or `,
  );
  const { rows: found } = await sql<Match>`
    with r as materialized ${recordset(given, columns)}, keys as (
      select r.ord, by_id.id as by_id, by_number.id as by_number,
        r.external_id is not null and by_number.external_id is not null and by_number.external_id <> r.external_id as other_id
      from r
      left join customers by_id on by_id.org_id = ${orgId} and by_id.external_id = r.external_id
      left join lateral (
        select id, external_id from customers
        where org_id = ${orgId} and number in (r.number, r.lower_number, r.upper_number) limit 1
      ) by_number on true
    )
    select r.ord, coalesce(c.id, uuidv7()) as id, c.id is not null as known,
      coalesce(keys.by_id <> keys.by_number or (keys.by_id is null and keys.other_id), false) as clash,
      coalesce(c.id is not null and (${differs}), false) as changed
    from r join keys on keys.ord = r.ord
    left join customers c on c.org_id = ${orgId} and c.id = coalesce(keys.by_id, keys.by_number)
    order by r.ord`.execute(tx);
  return found;
}

/** Writes new customers; answers the rows whose number somebody has after all, which were not written. */
async function insert(
  tx: Tx,
  scope: ImportScope,
  rows: readonly CustomerRow[],
  matches: readonly Match[],
): Promise<number[]> {
  if (matches.length === 0) return [];
  const numberless = matches.filter(({ ord }) => rows[ord]?.number === null);
  const numbers = await freeNumbers(tx, scope.orgId, numberless.length);
  const given = new Map(numberless.map(({ ord }, n) => [ord, numbers[n] ?? null]));
  const records = wire(rows, matches).map((record) => ({
    ...record,
    number: record.number ?? given.get(record.ord) ?? null,
    kind: rows[record.ord]?.kind ?? 'person',
  }));
  const names = sql.join(changing.map((name) => sql.ref(name)));
  const { rows: written } = await sql<{ id: string }>`
    insert into customers (org_id, id, created_at, updated_at, ${names})
    select ${scope.orgId}, r.id, ${scope.now}, ${scope.now}, ${names} from ${recordset(records, columns)} as r
    on conflict do nothing returning id`.execute(tx);
  await moveSeriesPast(
    tx,
    scope.orgId,
    'customer',
    matches.flatMap(({ ord }) => rows[ord]?.number ?? []),
  );
  const kept = new Set(written.map(({ id }) => id));
  return matches.filter(({ id }) => !kept.has(id)).map(({ ord }) => ord);
}

/** Numbers of the series that no customer has: an earlier import may have brought numbers of another shape or case. */
async function freeNumbers(tx: Tx, orgId: string, count: number): Promise<string[]> {
  const free: string[] = [];
  while (free.length < count) {
    const numbers = await takeNumbers(tx, orgId, 'customer', count - free.length);
    const { rows } = await sql<{ number: string }>`
      select number from customers where org_id = ${orgId} and number = any(${numbers}::text[])`.execute(tx);
    const taken = new Set(rows.map(({ number }) => number));
    free.push(...numbers.filter((number) => !taken.has(number)));
  }
  return free;
}

async function update(
  tx: Tx,
  scope: ImportScope,
  rows: readonly CustomerRow[],
  matches: readonly Match[],
): Promise<void> {
  if (matches.length === 0) return;
  const sets = sql.join(
    changing.map((name) => sql`${sql.ref(name)} = coalesce(r.${sql.ref(name)}, c.${sql.ref(name)})`),
  );
  await sql`
    update customers c set updated_at = ${scope.now}, ${sets}
    from ${recordset(wire(rows, matches), columns)} as r
    where c.org_id = ${scope.orgId} and c.id = r.id`.execute(tx);
}
