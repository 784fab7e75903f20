import { sql } from 'kysely';
import type { ImportScope } from '../../kernel/row-outcome.ts';
import { recordset, type RecordColumns, type Tx } from '../../platform/db/index.ts';

/** The person a customer list has beside the address. */
export interface MainContact {
  first_name: string | null;
  last_name: string | null;
  position: string | null;
  email: string | null;
  phone: string | null;
}

export interface MainContactRow {
  ord: number;
  customerId: string;
  isNew: boolean;
  contact: MainContact;
}

type Wire = { ord: number; customer_id: string } & MainContact;
const columns: RecordColumns<Wire> = {
  ord: 'int',
  customer_id: 'uuid',
  first_name: 'text',
  last_name: 'text',
  position: 'text',
  email: 'text',
  phone: 'text',
};
const changing = ['first_name', 'last_name', 'position', 'email', 'phone'] as const;

/**
 * Gives customers their main contact, or changes it; what the file leaves empty stays. Answers the `ord` of the known
 * customers whose main contact changes or comes new.
 */
export async function importMainContacts(
  tx: Tx,
  scope: ImportScope,
  rows: readonly MainContactRow[],
): Promise<number[]> {
  const records = rows.map(({ ord, customerId, contact }): Wire => ({ ord, customer_id: customerId, ...contact }));
  const known = new Set(rows.filter((row) => !row.isNew).map((row) => row.ord));
  const found = await match(
    tx,
    scope.orgId,
    records.filter((record) => known.has(record.ord)),
  );
  const changed = found.filter((row) => row.changed).map((row) => row.ord);
  const existing = new Set(found.filter((row) => row.exists).map((row) => row.ord));
  if (scope.write) {
    await insert(
      tx,
      scope,
      records.filter((record) => !existing.has(record.ord)),
    );
    await update(
      tx,
      scope,
      records.filter((record) => changed.includes(record.ord) && existing.has(record.ord)),
    );
  }
  return changed;
}

async function match(
  tx: Tx,
  orgId: string,
  records: readonly Wire[],
): Promise<{ ord: number; exists: boolean; changed: boolean }[]> {
  if (records.length === 0) return [];
  const differs = sql.join(
    changing.map((name) => sql`coalesce(r.${sql.ref(name)}, c.${sql.ref(name)}) is distinct from c.${sql.ref(name)}`),
    sql` or `,
  );
  const { rows } = await sql<{ ord: number; exists: boolean; changed: boolean }>`
    select r.ord, c.id is not null as exists, c.id is null or (${differs}) as changed
    from ${recordset(records, columns)} as r
    left join contacts c on c.org_id = ${orgId} and c.customer_id = r.customer_id and c.is_main and c.archived_at is null`.execute(
    tx,
  );
  return rows;
}

async function insert(tx: Tx, scope: ImportScope, records: readonly Wire[]): Promise<void> {
  if (records.length === 0) return;
  const names = sql.join(changing.map((name) => sql.ref(name)));
  await sql`
    insert into contacts (org_id, customer_id, is_main, created_at, updated_at, ${names})
    select ${scope.orgId}, customer_id, true, ${scope.now}, ${scope.now}, ${names} from ${recordset(records, columns)} as r`.execute(
    tx,
  );
}

async function update(tx: Tx, scope: ImportScope, records: readonly Wire[]): Promise<void> {
  if (records.length === 0) return;
  const sets = sql.join(
    changing.map((name) => sql`${sql.ref(name)} = coalesce(r.${sql.ref(name)}, c.${sql.ref(name)})`),
  );
  await sql`
    update contacts c set updated_at = ${scope.now}, ${sets}
    from ${recordset(records, columns)} as r
    where c.org_id = ${scope.orgId} and c.customer_id = r.customer_id and c.is_main and c.archived_at is null`.execute(
    tx,
  );
}
