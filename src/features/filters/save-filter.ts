import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import { Invalid, NotFound, Refused } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { OFFICE_LISTS, isListName, type ListName } from '../../kernel/lists.ts';
import { staffMay } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import { defineDeed } from '../undo/index.ts';
import { filterRefusal, MOST_OWN, MOST_TEAM, removedShape, type FilterLine } from './filter.ts';

/** Those of a list that somebody may see: their own and the team's, in order. */
export async function filtersOf(tx: Tx, actor: StaffActor, list: ListName): Promise<readonly FilterLine[]> {
  const rows = await tx
    .selectFrom('saved_filters')
    .select(['id', 'name', 'query', 'staff_id'])
    .where('org_id', '=', actor.orgId)
    .where('list', '=', list)
    .where('removed_at', 'is', null)
    .where((eb) => eb.or([eb('staff_id', 'is', null), eb('staff_id', '=', actor.staffId)]))
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(({ id, name, query, staff_id }) => ({ id, name, query, isTeam: staff_id === null }));
}

/** Keeps how a list is narrowed, for oneself or for the team. The same once more under the same name is one. */
export async function saveFilter(
  tx: Tx,
  actor: StaffActor,
  { list, query, name, forTeam }: { list: ListName; query: string; name: string; forTeam: boolean },
  now: Temporal.Instant,
): Promise<void> {
  const refusal = filterRefusal(name, query);
  if (refusal !== null) throw new Invalid([{ field: 'name', key: refusal }]);
  if (forTeam && !staffMay(actor.role, 'write')) throw new NotFound();
  await lockList(tx, actor, list);
  const known = await filtersOf(tx, actor, list);
  if (known.some((one) => one.name === name && one.query === query && one.isTeam === forTeam)) return;
  const most = forTeam ? MOST_TEAM : MOST_OWN;
  if (known.filter((one) => one.isTeam === forTeam).length >= most) throw new Refused('filters.refused-many', { most });
  await tx
    .insertInto('saved_filters')
    .values({
      org_id: actor.orgId,
      list,
      name,
      query,
      staff_id: forTeam ? null : actor.staffId,
      created_by_staff_id: actor.staffId,
      position: known.length,
      created_at: now,
    })
    .execute();
}

/** Two forms at once take their turns. */
async function lockList(tx: Tx, actor: StaffActor, list: ListName): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`${actor.orgId} filters ${list}`}))`.execute(tx);
}

/** One that somebody may change: their own, and the team's for who may write. @throws NotFound */
async function lockFilter(tx: Tx, actor: StaffActor, id: string) {
  const row = isUuid(id)
    ? await tx
        .selectFrom('saved_filters')
        .selectAll()
        .where('org_id', '=', actor.orgId)
        .where('id', '=', id)
        .where((eb) => eb.or([eb('staff_id', 'is', null), eb('staff_id', '=', actor.staffId)]))
        .forUpdate()
        .executeTakeFirst()
    : undefined;
  if (!row || !isListName(row.list)) throw new NotFound();
  if (row.staff_id === null && !staffMay(actor.role, 'write')) throw new NotFound();
  return { ...row, list: row.list };
}

export async function renameFilter(tx: Tx, actor: StaffActor, id: string, name: string): Promise<ListName> {
  const row = await lockFilter(tx, actor, id);
  const refusal = filterRefusal(name, row.query);
  if (refusal !== null) throw new Invalid([{ field: 'name', key: refusal }]);
  await set(tx, actor, id, { name });
  return row.list;
}

/** One place earlier or later among those that are shown. */
export async function moveFilter(tx: Tx, actor: StaffActor, id: string, by: 1 | -1): Promise<ListName> {
  const { list } = await lockFilter(tx, actor, id);
  await lockList(tx, actor, list);
  const ids = (await filtersOf(tx, actor, list)).map((one) => one.id);
  const at = ids.indexOf(id);
  const to = at + by;
  if (at === -1 || to < 0 || to >= ids.length) return list;
  ids.splice(to, 0, ...ids.splice(at, 1));
  for (const [position, one] of ids.entries()) await set(tx, actor, one, { position });
  return list;
}

/** Takes a filter away; it can be had back for a while. */
export async function removeFilter(
  tx: Tx,
  actor: StaffActor,
  id: string,
  now: Temporal.Instant,
): Promise<{ list: ListName; name: string; undo: string }> {
  const { list, name, removed_at: gone } = await lockFilter(tx, actor, id);
  if (gone !== null) throw new NotFound();
  await set(tx, actor, id, { removed_at: now });
  return { list, name, undo: await removeFilterDeed.offer(tx, actor, { id, list }, now) };
}

export const removeFilterDeed = defineDeed('remove-filter', 'read', removedShape, async (tx, actor, { id }) => {
  const row = await lockFilter(tx, actor, id);
  await set(tx, actor, id, { removed_at: null });
  return { path: OFFICE_LISTS[row.list], said: { key: 'filters.said-back', values: { name: row.name } } };
});

async function set(
  tx: Tx,
  actor: StaffActor,
  id: string,
  values: { readonly name?: string; readonly position?: number; readonly removed_at?: Temporal.Instant | null },
): Promise<void> {
  await tx.updateTable('saved_filters').set(values).where('org_id', '=', actor.orgId).where('id', '=', id).execute();
}

/** Which columns somebody wants of a list. */
export async function chooseColumns(
  tx: Tx,
  actor: StaffActor,
  list: ListName,
  columns: readonly string[],
): Promise<void> {
  const row = { org_id: actor.orgId, staff_id: actor.staffId, list, columns: [...columns] };
  await tx
    .insertInto('chosen_columns')
    .values(row)
    .onConflict((on) => on.columns(['org_id', 'staff_id', 'list']).doUpdateSet({ columns: row.columns }))
    .execute();
}
