import type { Tx } from '../../src/platform/db/index.ts';

/** What a member of staff has at its desk: notices, saved filters, chosen columns and what can be taken back. */
export async function furnishDesk(
  tx: Tx,
  { orgId, staffId, mark, now }: { orgId: string; staffId: string; mark: string; now: Temporal.Instant },
): Promise<void> {
  const own = { org_id: orgId, staff_id: staffId };
  const data = JSON.stringify({ name: mark });
  await tx
    .insertInto('staff_notices')
    .values({ ...own, kind: 'details', group_key: mark, data, first_at: now, last_at: now })
    .execute();
  await tx
    .insertInto('notice_choices')
    .values({ ...own, kind: 'details', choice: 'office' })
    .execute();
  await tx
    .insertInto('saved_filters')
    .values([
      { ...own, list: 'jobs', name: mark.slice(0, 40), query: mark, created_at: now },
      { ...own, staff_id: null, list: 'jobs', name: 'Team', query: mark, created_at: now },
    ])
    .execute();
  await tx
    .insertInto('chosen_columns')
    .values({ ...own, list: 'jobs', columns: [mark] })
    .execute();
  await tx
    .insertInto('undo_offers')
    .values({ ...own, deed: 'read-notices', data: JSON.stringify({ ids: [], mark }), offered_at: now })
    .execute();
  await tx.insertInto('done_once').values({ org_id: orgId, key: mark, done_at: now }).execute();
}
