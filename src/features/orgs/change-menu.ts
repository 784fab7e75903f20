import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { MenuEntry } from '../access/index.ts';
import { record } from '../audit/index.ts';

/** The order, names and places of the portal's menu. False when it is as it was. */
export async function changeMenu(
  tx: Tx,
  actor: StaffActor,
  menu: readonly MenuEntry[],
  now: Temporal.Instant,
): Promise<boolean> {
  const next = JSON.stringify(menu);
  const changed = await tx
    .updateTable('orgs')
    .set({ portal_menu: next })
    .where('id', '=', actor.orgId)
    .where('portal_menu', '<>', next)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return false;
  await record(tx, actor, 'org.menu_changed', { now, subject: { kind: 'org', id: actor.orgId } });
  return true;
}
