import { sql, type RawBuilder } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import { Invalid, refuse, Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { carryOut } from './carry-out.ts';
import { AT_ONCE, MOST_TARGETS, undoRefusal, type GrantLayer, type Wish } from './grant.ts';
import { findGrant, idsOf } from './queries.ts';

/** @throws Invalid when nobody is chosen, Refused when it is more than may be done at once */
export async function targetsOf(tx: Tx, actor: StaffActor, layer: GrantLayer, of: RawBuilder<boolean>) {
  const ids = await idsOf(tx, actor.orgId, layer, of);
  if (ids.length === 0) throw new Invalid([{ field: 'who', key: 'grants.problem-nobody' }]);
  if (ids.length > MOST_TARGETS) throw new Refused('grants.refused-too-many', { most: MOST_TARGETS });
  return ids;
}

/** Writes down who is meant, and does it: at once for a few, in the background for many. The same id begins once. */
export async function beginGrant(
  tx: Tx,
  actor: StaffActor,
  { id, layer, wish, ids }: { id: string; layer: GrantLayer; wish: Wish; ids: readonly string[] },
  now: Temporal.Instant,
): Promise<void> {
  const begun = await tx
    .insertInto('bulk_grants')
    .values({
      org_id: actor.orgId,
      id,
      layer,
      area: wish.area,
      choice: wish.choice,
      staff_id: actor.staffId,
      total: ids.length,
      asked_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (begun.numInsertedOrUpdatedRows !== 1n) return;
  await sql`insert into bulk_grant_targets (org_id, grant_id, target_id)
    select ${actor.orgId}, ${id}, t from unnest(${[...ids]}::uuid[]) as t`.execute(tx);
  await goOn(tx, actor, id, ids.length, now);
}

/** Puts everything back as it was before, but for what was chosen anew since. @throws Refused */
export async function undoGrant(tx: Tx, actor: StaffActor, id: string, now: Temporal.Instant): Promise<void> {
  const grant = await findGrant(tx, actor, id, { lock: true });
  if (grant.state === 'undoing' || grant.state === 'undone') return;
  refuse(undoRefusal(grant, now));
  await tx
    .updateTable('bulk_grants')
    .set({ state: 'undoing', finished_at: null })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await goOn(tx, actor, id, grant.total, now);
}

async function goOn(tx: Tx, actor: StaffActor, id: string, total: number, now: Temporal.Instant): Promise<void> {
  if (total <= AT_ONCE) await carryOut(tx, actor, id, { most: AT_ONCE + 1, now });
  else await addTask(tx, 'bulk-grant', { org_id: actor.orgId, grant_id: id, staff_id: actor.staffId });
}
