import { sql } from 'kysely';
import type { ImportScope, RowOutcome } from '../../kernel/row-outcome.ts';
import { recordset, replanned, type RecordColumns, type Tx } from '../../platform/db/index.ts';
import { resolveCustomers, type CustomerRef } from '../customers/index.ts';

/** A site as a file has it. null is "the file says nothing": what is in the database then stays. */
export interface SiteRow {
  external_id: string | null;
  /** null when the site belongs to no customer yet. */
  customer: CustomerRef | null;
  name: string;
  line1: string | null;
  line2: string | null;
  postcode: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
  latitude: number | null;
  longitude: number | null;
  time_zone: string | null;
  access_notes: string | null;
}

const texts = [
  'external_id',
  'name',
  'line1',
  'line2',
  'postcode',
  'city',
  'region',
  'country',
  'time_zone',
  'access_notes',
] as const;
const changing = [...texts, 'customer_id', 'latitude', 'longitude'] as const;
type Wire = {
  ord: number;
  id: string | null;
  customer_id: string | null;
  latitude: number | null;
  longitude: number | null;
} & Record<(typeof texts)[number], string | null>;
const columns: RecordColumns<Wire> = {
  ord: 'int',
  id: 'uuid',
  customer_id: 'uuid',
  latitude: 'float8',
  longitude: 'float8',
  external_id: 'text',
  name: 'text',
  line1: 'text',
  line2: 'text',
  postcode: 'text',
  city: 'text',
  region: 'text',
  country: 'text',
  time_zone: 'text',
  access_notes: 'text',
};

interface Match {
  ord: number;
  id: string;
  known: boolean;
  changed: boolean;
}

/**
 * Brings in sites. A site is known by its external ID; without one, by its customer and its name. Rows of one call must
 * not name one site twice.
 */
export async function importSites(tx: Tx, scope: ImportScope, rows: readonly SiteRow[]): Promise<RowOutcome[]> {
  const customers = await resolveCustomers(
    tx,
    scope.orgId,
    rows.map((row) => row.customer ?? { key: null, name: null }),
  );
  const outcomes: RowOutcome[] = rows.map((row, ord) => {
    const customer = customers[ord];
    return row.customer === null || typeof customer === 'string' || customer === undefined ? 'new' : customer;
  });
  const given = rows.flatMap((row, ord): Wire[] => {
    const customer = row.customer === null ? null : customers[ord];
    if (typeof outcomes[ord] !== 'string') return [];
    const { customer: _ref, ...rest } = row;
    return [{ ord, id: null, customer_id: typeof customer === 'string' ? customer : null, ...rest }];
  });
  const matches = await replanned(tx, () => match(tx, scope.orgId, given));
  for (const found of matches) if (found.known) outcomes[found.ord] = found.changed ? 'updated' : 'unchanged';
  if (scope.write) {
    const ids = new Map(matches.map(({ ord, id }) => [ord, id]));
    const records = given.map((record) => ({ ...record, id: ids.get(record.ord) ?? null }));
    await insert(
      tx,
      scope,
      records.filter(({ ord }) => outcomes[ord] === 'new'),
    );
    await update(
      tx,
      scope,
      records.filter(({ ord }) => outcomes[ord] === 'updated'),
    );
  }
  return outcomes;
}

async function match(tx: Tx, orgId: string, given: readonly Wire[]): Promise<Match[]> {
  if (given.length === 0) return [];
  const differs = sql.join(
    changing.map((name) => sql`coalesce(r.${sql.ref(name)}, s.${sql.ref(name)}) is distinct from s.${sql.ref(name)}`),
    sql` or `,
  );
  const { rows } = await sql<Match>`
    with r as materialized ${recordset(given, columns)}, keys as (
      select r.ord, coalesce(by_id.id, alike.id) as id
      from r
      left join sites by_id on by_id.org_id = ${orgId} and by_id.external_id = r.external_id
      left join lateral (
        select s.id from sites s
        where s.org_id = ${orgId} and s.customer_id = r.customer_id and s.archived_at is null
          and (r.external_id is null or s.external_id is null) and lower(s.name) = lower(r.name)
        order by s.id limit 1
      ) alike on true
    )
    select r.ord, coalesce(s.id, uuidv7()) as id, s.id is not null as known, coalesce(s.id is not null and (${differs}), false) as changed
    from r join keys on keys.ord = r.ord
    left join sites s on s.org_id = ${orgId} and s.id = keys.id`.execute(tx);
  return rows;
}

async function insert(tx: Tx, scope: ImportScope, records: readonly Wire[]): Promise<void> {
  if (records.length === 0) return;
  const names = sql.join(changing.map((name) => sql.ref(name)));
  await sql`
    insert into sites (org_id, id, created_at, updated_at, ${names})
    select ${scope.orgId}, id, ${scope.now}, ${scope.now}, ${names} from ${recordset(records, columns)} as r`.execute(
    tx,
  );
}

async function update(tx: Tx, scope: ImportScope, records: readonly Wire[]): Promise<void> {
  if (records.length === 0) return;
  const sets = sql.join(
    changing.map((name) => sql`${sql.ref(name)} = coalesce(r.${sql.ref(name)}, s.${sql.ref(name)})`),
  );
  await sql`
    update sites s set updated_at = ${scope.now}, ${sets}
    from ${recordset(records, columns)} as r
    where s.org_id = ${scope.orgId} and s.id = r.id`.execute(tx);
}
