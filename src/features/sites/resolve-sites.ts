import { sql } from 'kysely';
import type { RowRefusal } from '../../kernel/row-outcome.ts';
import { recordset, type Tx } from '../../platform/db/index.ts';

interface SiteRef {
  ord: number;
  customer_id: string;
  key: string;
}

/** Finds the sites that rows of an import refer to: by external ID, or by name among the sites of the row's customer. */
export async function resolveSites(
  tx: Tx,
  orgId: string,
  refs: readonly SiteRef[],
): Promise<Map<number, string | RowRefusal>> {
  const found = new Map<number, string | RowRefusal>();
  if (refs.length === 0) return found;
  const { rows } = await sql<{ ord: number; id: string | null; owner: string | null }>`
    select r.ord, coalesce(by_id.id, by_name.id) as id, by_id.customer_id as owner
    from ${recordset(refs, { ord: 'int', customer_id: 'uuid', key: 'text' })} as r
    left join sites by_id on by_id.org_id = ${orgId} and by_id.external_id = r.key
    left join lateral (
      select s.id from sites s
      where s.org_id = ${orgId} and s.customer_id = r.customer_id and lower(s.name) = lower(r.key)
      order by s.archived_at nulls first, s.id limit 1
    ) by_name on true`.execute(tx);
  for (const { ord, id, owner } of rows) {
    const ref = refs.find((candidate) => candidate.ord === ord);
    const isOthers = owner !== null && owner !== ref?.customer_id;
    const values = { value: ref?.key.slice(0, 60) ?? '' };
    if (id === null) found.set(ord, { field: 'site', reason: 'no-such-site', values });
    else found.set(ord, isOthers ? { field: 'site', reason: 'of-another-customer', values } : id);
  }
  return found;
}
