import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';

/** How long an org keeps what; null is for ever. */
export interface Kept {
  readonly keep_messages_months: number | null;
  readonly keep_deliveries_months: number | null;
  readonly keep_log_names_months: number | null;
  readonly keep_archived_months: number | null;
  readonly keep_imports_days: number | null;
  readonly keep_books_years: number;
}

/** Each setting's least and most, as the database checks them. */
export const LIMITS = {
  keep_messages_months: [1, 240],
  keep_deliveries_months: [1, 240],
  keep_log_names_months: [6, 240],
  keep_archived_months: [1, 240],
  keep_imports_days: [1, 3650],
  keep_books_years: [1, 30],
} as const satisfies Record<keyof Kept, readonly [number, number]>;

export type KeptName = keyof typeof LIMITS;
export const KEPT_NAMES = Object.keys(LIMITS) as KeptName[];

const DEFAULTS: Kept = {
  keep_messages_months: null,
  keep_deliveries_months: null,
  keep_log_names_months: null,
  keep_archived_months: null,
  keep_imports_days: 30,
  keep_books_years: 10,
};

export async function keptBy(tx: Tx, orgId: string): Promise<Kept> {
  const row = await tx.selectFrom('retention').select(KEPT_NAMES).where('org_id', '=', orgId).executeTakeFirst();
  return row ?? DEFAULTS;
}

/** Nothing goes at once: the next night follows the new times. */
export async function changeKept(tx: Tx, actor: StaffActor, kept: Kept, now: Temporal.Instant): Promise<void> {
  await tx
    .insertInto('retention')
    .values({ org_id: actor.orgId, ...kept })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet({ ...kept }))
    .execute();
  await record(tx, actor, 'org.retention_changed', { now, data: { ...kept } });
}
