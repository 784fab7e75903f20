import { sql } from 'kysely';
import type { RetentionRule } from '../personal-parts/index.ts';

/** Uploaded files and what was shown of them: rows that could not be taken hold whatever was in the file. */
export const importsKept: RetentionRule = {
  setting: 'keep_imports_days',
  unit: 'days',
  async remove(tx, orgId, before, most) {
    const { rows } = await sql<{ id: string; file_key: string | null }>`
      with old as (
        select i.id, i.file_key from imports i
         where i.org_id = ${orgId} and i.created_at < ${before} and i.state not in ('checking', 'running')
         order by i.created_at limit ${most}),
      problems as (delete from import_problems p using old where p.org_id = ${orgId} and p.import_id = old.id)
      select id, file_key from old`.execute(tx);
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) await tx.deleteFrom('imports').where('org_id', '=', orgId).where('id', 'in', ids).execute();
    return { rows: rows.length, keys: rows.flatMap(({ file_key }) => (file_key === null ? [] : [file_key])) };
  },
};
