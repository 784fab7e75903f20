import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { choiceChanges, type LayerChoices } from '../permissions/index.ts';

/** What customers may do unless their own record says otherwise. Open sessions follow from their next request on. */
export async function changeOrgPermissions(
  tx: Tx,
  actor: StaffActor,
  choose: (stored: unknown) => LayerChoices,
  now: Temporal.Instant,
): Promise<boolean> {
  const { permissions } = await tx
    .selectFrom('orgs')
    .select('permissions')
    .where('id', '=', actor.orgId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const next = choose(permissions);
  const data = choiceChanges(permissions, next);
  if (Object.keys(data).length === 0) return false;
  await tx
    .updateTable('orgs')
    .set({ permissions: JSON.stringify(next) })
    .where('id', '=', actor.orgId)
    .execute();
  await record(tx, actor, 'org.permissions_changed', { now, subject: { kind: 'org', id: actor.orgId }, data });
  return true;
}
