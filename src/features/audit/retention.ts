import { sql } from 'kysely';
import type { RetentionRule } from '../personal-parts/index.ts';

/** Entries of the log stay; who it was, and what was said of them, goes. */
export const logNamesKept: RetentionRule = {
  setting: 'keep_log_names_months',
  unit: 'months',
  async remove(tx, orgId, before, most) {
    const { numAffectedRows = 0n } = await sql`
      update events e set actor_name = null, data = '{}', salt = null, erased_at = now()
       where e.org_id = ${orgId} and e.id in (
         select t.id from events t where t.org_id = ${orgId} and t.happened_at < ${before} and t.erased_at is null
          order by t.happened_at limit ${most})`.execute(tx);
    return { rows: Number(numAffectedRows), keys: [] };
  },
};
