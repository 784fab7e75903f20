import { sql } from 'kysely';
import type { Tx } from '../../platform/db/index.ts';

/** Finds jobs by number or external ID: what a row of an import calls them → the job and its customer. */
export async function resolveJobs(
  tx: Tx,
  orgId: string,
  keys: readonly string[],
): Promise<Map<string, { id: string; customer_id: string }>> {
  const found = new Map<string, { id: string; customer_id: string }>();
  if (keys.length === 0) return found;
  const wanted = [...new Set(keys)];
  const { rows } = await sql<{ id: string; customer_id: string; number: string; external_id: string | null }>`
    select id, customer_id, number, external_id from jobs
    where org_id = ${orgId} and (number = any(${wanted}::text[]) or external_id = any(${wanted}::text[]))`.execute(tx);
  for (const { external_id, id, customer_id } of rows)
    if (external_id !== null) found.set(external_id, { id, customer_id });
  for (const { number, id, customer_id } of rows) found.set(number, { id, customer_id });
  return found;
}
