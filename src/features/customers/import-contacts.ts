import { sql } from 'kysely';
import { isRefusal, type ImportScope, type RowOutcome } from '../../kernel/row-outcome.ts';
import { recordset, replanned, type RecordColumns, type Tx } from '../../platform/db/index.ts';
import { resolveCustomers, type CustomerRef } from './resolve-customers.ts';

/** A contact as a file has it. null is "the file says nothing": what is in the database then stays. */
export interface ContactRow {
  external_id: string | null;
  customer: CustomerRef;
  first_name: string | null;
  last_name: string | null;
  position: string | null;
  email: string | null;
  phone: string | null;
  is_main: boolean | null;
  language: string | null;
}

const changing = ['external_id', 'first_name', 'last_name', 'position', 'email', 'phone', 'language'] as const;
type Wire = { ord: number; id: string | null; customer_id: string; is_main: boolean | null } & Record<
  (typeof changing)[number],
  string | null
>;
const columns: RecordColumns<Wire> = {
  ord: 'int',
  id: 'uuid',
  customer_id: 'uuid',
  is_main: 'boolean',
  external_id: 'text',
  first_name: 'text',
  last_name: 'text',
  position: 'text',
  email: 'text',
  phone: 'text',
  language: 'text',
};

interface Match {
  ord: number;
  id: string;
  known: boolean;
  elsewhere: boolean;
  changed: boolean;
}

/**
 * Brings in contacts of known customers. A contact is known by its external ID; without one, by its customer and its
 * name, or its e-mail address or phone where it has no name. Two people may share an address or a number. A new main
 * contact takes the place of the old one. Rows of one call must not name one contact twice.
 */
export async function importContacts(tx: Tx, scope: ImportScope, rows: readonly ContactRow[]): Promise<RowOutcome[]> {
  const customers = await resolveCustomers(
    tx,
    scope.orgId,
    rows.map((row) => row.customer),
  );
  const outcomes: RowOutcome[] = customers.map((customer) => (typeof customer === 'string' ? 'new' : customer));
  const mains = new Map(customers.map((customer, ord) => [rows[ord]?.is_main ? customer : null, ord]));
  const given = customers.flatMap((customer, ord): Wire[] => {
    const row = rows[ord];
    if (!row || typeof customer !== 'string') return [];
    const { customer: _ref, is_main, ...rest } = row;
    // Of several rows that claim to be a customer's main contact, the last one is.
    return [{ ord, id: null, customer_id: customer, ...rest, is_main: is_main && mains.get(customer) === ord }];
  });
  const matches = await replanned(tx, () => match(tx, scope.orgId, given));
  for (const found of matches) {
    if (found.elsewhere) outcomes[found.ord] = { field: 'external_id', reason: 'of-another-customer' };
    else if (found.known) outcomes[found.ord] = found.changed ? 'updated' : 'unchanged';
  }
  if (scope.write) {
    const ids = new Map(matches.map(({ ord, id }) => [ord, id]));
    const writable = given
      .map((record) => ({ ...record, id: ids.get(record.ord) ?? null }))
      .filter(({ ord }) => !isRefusal(outcomes[ord] ?? 'new'));
    const writing = writable.filter(({ ord }) => outcomes[ord] !== 'unchanged');
    await stepDown(
      tx,
      scope,
      writing.filter((record) => record.is_main),
    );
    await insert(
      tx,
      scope,
      writing.filter(({ ord }) => outcomes[ord] === 'new'),
    );
    await update(
      tx,
      scope,
      writing.filter(({ ord }) => outcomes[ord] === 'updated'),
    );
  }
  return outcomes;
}

async function match(tx: Tx, orgId: string, given: readonly Wire[]): Promise<Match[]> {
  if (given.length === 0) return [];
  const differs = sql.join(
    changing.map((name) => sql`coalesce(r.${sql.ref(name)}, c.${sql.ref(name)}) is distinct from c.${sql.ref(name)}`),
    sql` or `,
  );
  const { rows } = await sql<Match>`
    with r as materialized ${recordset(given, columns)}, keys as (
      select r.ord, coalesce(by_id.id, alike.id) as id, coalesce(by_id.customer_id <> r.customer_id, false) as elsewhere
      from r
      left join contacts by_id on by_id.org_id = ${orgId} and by_id.external_id = r.external_id
      left join lateral (
        select c.id from contacts c
        where c.org_id = ${orgId} and c.customer_id = r.customer_id and c.archived_at is null
          and (r.external_id is null or c.external_id is null)
          and case when coalesce(r.first_name, r.last_name) is not null
            then lower(coalesce(c.first_name, '')) = lower(coalesce(r.first_name, '')) and lower(coalesce(c.last_name, '')) = lower(coalesce(r.last_name, ''))
            else coalesce(c.first_name, c.last_name) is null and (c.email = r.email or (r.email is null and c.phone = r.phone)) end
        order by c.id limit 1
      ) alike on true
    )
    select r.ord, coalesce(c.id, uuidv7()) as id, c.id is not null as known, keys.elsewhere,
      coalesce(c.id is not null and (${differs} or coalesce(r.is_main, c.is_main) <> c.is_main), false) as changed
    from r join keys on keys.ord = r.ord
    left join contacts c on c.org_id = ${orgId} and c.id = keys.id`.execute(tx);
  return rows;
}

/** A customer has one main contact: whoever was it before makes room. */
async function stepDown(tx: Tx, scope: ImportScope, records: readonly Wire[]): Promise<void> {
  if (records.length === 0) return;
  await sql`
    update contacts c set is_main = false, updated_at = ${scope.now}
    from ${recordset(records, columns)} as r
    where c.org_id = ${scope.orgId} and c.customer_id = r.customer_id and c.is_main and c.id <> r.id`.execute(tx);
}

async function insert(tx: Tx, scope: ImportScope, records: readonly Wire[]): Promise<void> {
  if (records.length === 0) return;
  const names = sql.join(changing.map((name) => sql.ref(name)));
  await sql`
    insert into contacts (org_id, id, customer_id, is_main, created_at, updated_at, ${names})
    select ${scope.orgId}, id, customer_id, coalesce(is_main, false), ${scope.now}, ${scope.now}, ${names}
    from ${recordset(records, columns)} as r`.execute(tx);
}

async function update(tx: Tx, scope: ImportScope, records: readonly Wire[]): Promise<void> {
  if (records.length === 0) return;
  const sets = sql.join(
    changing.map((name) => sql`${sql.ref(name)} = coalesce(r.${sql.ref(name)}, c.${sql.ref(name)})`),
  );
  await sql`
    update contacts c set updated_at = ${scope.now}, is_main = coalesce(r.is_main, c.is_main), ${sets}
    from ${recordset(records, columns)} as r
    where c.org_id = ${scope.orgId} and c.id = r.id`.execute(tx);
}
