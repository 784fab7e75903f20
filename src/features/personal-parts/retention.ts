import { sql, type RawBuilder } from 'kysely';
import type { DB } from '../../../db/types.ts';
import type { Tx } from '../../platform/db/index.ts';

/** How long one kind of thing is kept, by an org's setting, and how what is older goes. */
export interface RetentionRule {
  readonly setting: 'keep_messages_months' | 'keep_deliveries_months' | 'keep_log_names_months' | 'keep_imports_days';
  readonly unit: 'months' | 'days';
  /** Removes at most so many of what is older; the files are removed after the commit. */
  readonly remove: (
    tx: Tx,
    orgId: string,
    before: Temporal.Instant,
    most: number,
  ) => Promise<{ readonly rows: number; readonly keys: readonly string[] }>;
}

/** Deletes rows of `table t` that `isOld` holds for. */
export function deleting(
  table: keyof DB,
  isOld: (before: Temporal.Instant) => RawBuilder<boolean>,
): RetentionRule['remove'] {
  return async (tx, orgId, before, most) => {
    const { numAffectedRows = 0n } = await sql`
      delete from ${sql.table(table)} d where d.org_id = ${orgId} and d.id in (
        select t.id from ${sql.table(table)} t where t.org_id = ${orgId} and ${isOld(before)} limit ${most})`.execute(
      tx,
    );
    return { rows: Number(numAffectedRows), keys: [] };
  };
}
