import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { choiceChanges, type LayerChoices } from '../permissions/index.ts';

/** What everybody may do as it is stored; with `lock`, as it stays until the transaction ends. */
export async function orgPermissions(tx: Tx, actor: StaffActor, lock: boolean): Promise<unknown> {
  const { permissions } = await tx
    .selectFrom('orgs')
    .select('permissions')
    .where('id', '=', actor.orgId)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
  return permissions;
}

/** What customers may do unless their own record says otherwise. Open sessions follow from their next request on. */
export async function changeOrgPermissions(
  tx: Tx,
  actor: StaffActor,
  next: LayerChoices,
  now: Temporal.Instant,
): Promise<boolean> {
  const data = choiceChanges(await orgPermissions(tx, actor, true), next);
  if (Object.keys(data).length === 0) return false;
  await tx
    .updateTable('orgs')
    .set({ permissions: JSON.stringify(next) })
    .where('id', '=', actor.orgId)
    .execute();
  await record(tx, actor, 'org.permissions_changed', { now, subject: { kind: 'org', id: actor.orgId }, data });
  return true;
}
