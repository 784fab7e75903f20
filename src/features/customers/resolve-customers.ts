import { sql } from 'kysely';
import type { RowRefusal } from '../../kernel/row-outcome.ts';
import type { Tx } from '../../platform/db/index.ts';

/** How another row names its customer: by number or external ID, or by name. */
export interface CustomerRef {
  readonly key: string | null;
  readonly name: string | null;
}

/**
 * Finds the customers that rows of an import refer to, each once. A number goes before an external ID, an ID before a
 * name; a name counts when exactly one customer that isn't archived bears it, whatever its case.
 * Answers one id or refusal for each ref.
 */
export async function resolveCustomers(
  tx: Tx,
  orgId: string,
  refs: readonly CustomerRef[],
): Promise<(string | RowRefusal)[]> {
  const byKey = await customersByKey(tx, orgId, unique(refs.map((ref) => ref.key)));
  const names = unique(refs.filter((ref) => ref.key === null).map((ref) => ref.name));
  const byName = await customersByName(tx, orgId, names);
  return refs.map(({ key, name }) => {
    if (key !== null) return byKey(key) ?? refusal('customer', 'no-such-customer', key);
    if (name === null) return refusal('customer', 'no-customer-named', '');
    const [found, ...others] = byName.get(name.toLowerCase()) ?? [];
    if (found === undefined) return refusal('customer_name', 'no-such-customer', name);
    return others.length === 0 ? found : refusal('customer_name', 'several-customers', name);
  });
}

function refusal(field: string, reason: string, value: string): RowRefusal {
  return { field, reason, values: { value: value.slice(0, 60) } };
}

function unique(texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.filter((text) => text !== null))];
}

async function customersByKey(
  tx: Tx,
  orgId: string,
  keys: readonly string[],
): Promise<(key: string) => string | undefined> {
  if (keys.length === 0) return () => undefined;
  // Numbers are compared as they are, in small and in capital letters: an index on lower(number) is out of reach
  // below row-level security, since lower() is not leakproof.
  const variants = [...new Set(keys.flatMap((key) => [key, key.toLowerCase(), key.toUpperCase()]))];
  const { rows } = await sql<{ id: string; number: string; external_id: string | null }>`
    select id, number, external_id from customers
    where org_id = ${orgId} and (number = any(${variants}::text[]) or external_id = any(${keys}::text[]))`.execute(tx);
  const byNumber = new Map(rows.map(({ id, number }) => [number.toLowerCase(), id]));
  const byExternal = new Map(rows.map(({ id, external_id }) => [external_id, id]));
  return (key) => byNumber.get(key.toLowerCase()) ?? byExternal.get(key);
}

async function customersByName(tx: Tx, orgId: string, names: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  if (names.length === 0) return found;
  const folded = [...new Set(names.map((name) => name.toLowerCase()))];
  const { rows } = await sql<{ id: string; name: string }>`
    select id, lower(name) as name from customers
    where org_id = ${orgId} and archived_at is null and lower(name) = any(${folded}::text[])`.execute(tx);
  for (const { id, name } of rows) found.set(name, [...(found.get(name) ?? []), id]);
  return found;
}
