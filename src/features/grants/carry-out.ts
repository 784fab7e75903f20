import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import { choiceIn, type Area } from '../../kernel/permissions.ts';
import { recordset, type Tx } from '../../platform/db/index.ts';
import { announce } from '../../platform/live/index.ts';
import { record } from '../audit/index.ts';
import { INHERIT } from '../permissions/index.ts';
import { holdOrg } from '../rights/index.ts';
import type { Grant } from './grant.ts';
import { findGrant } from './queries.ts';

interface Target {
  readonly id: string;
  readonly customer_id: string;
  readonly permissions: unknown;
  readonly before_choice: string | null;
}

/** What becomes of one target: its new choice, undefined when it stays, and the state it is then in. */
interface Fate extends Target {
  readonly state: 'changed' | 'same' | 'undone' | 'left';
  readonly was: string | null;
  readonly next: string | null | undefined;
}

/**
 * The next so many of a grant, or of its undoing, in one transaction; each is written into its customer's history. True
 * when it was the last. A second run finds nothing waiting and does nothing.
 */
export async function carryOut(
  tx: Tx,
  actor: StaffActor,
  id: string,
  { most, now }: { most: number; now: Temporal.Instant },
): Promise<boolean> {
  await holdOrg(tx, actor.orgId);
  const grant = await findGrant(tx, actor, id, { lock: true });
  if (grant.state !== 'running' && grant.state !== 'undoing') return true;
  const isUndo = grant.state === 'undoing';
  const waiting = await tx
    .selectFrom('bulk_grant_targets')
    .select(['target_id', 'before_choice'])
    .where('org_id', '=', actor.orgId)
    .where('grant_id', '=', id)
    .where('state', '=', isUndo ? 'changed' : 'waiting')
    .orderBy('target_id')
    .limit(most)
    .execute();
  const fates = (await lockTargets(tx, actor, grant, waiting)).map((target) => fateOf(target, grant, isUndo));
  const gone = waiting.filter((one) => !fates.some((fate) => fate.id === one.target_id)).map((one) => one.target_id);
  await write(tx, actor, grant, fates, now);
  await note(tx, actor, grant, fates, gone);
  // For the page of this grant, where somebody may be waiting.
  await announce(tx, { orgId: actor.orgId, customerId: id, threadId: id, audience: 'office' });
  if (waiting.length === most) return false;
  await tx
    .updateTable('bulk_grants')
    .set({ state: isUndo ? 'undone' : 'done', finished_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await tellOfIt(tx, actor, grant, now);
  return true;
}

/** One line for all of them, besides that in each customer's history; the colleagues hear of it. */
async function tellOfIt(tx: Tx, actor: StaffActor, grant: Grant, now: Temporal.Instant): Promise<void> {
  const { count } = await tx
    .selectFrom('bulk_grant_targets')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
    .where('org_id', '=', actor.orgId)
    .where('grant_id', '=', grant.id)
    .where('state', '=', grant.state === 'undoing' ? 'undone' : 'changed')
    .executeTakeFirstOrThrow();
  if (count === 0) return;
  const data = { layer: grant.layer, area: grant.area, count };
  await record(tx, actor, 'permissions.changed_in_bulk', {
    now,
    subject: { kind: 'grant', id: grant.id },
    data,
  });
}

/** In the order of their ids, so that two grants at once wait for one another instead of for ever. */
async function lockTargets(
  tx: Tx,
  actor: StaffActor,
  { layer }: Grant,
  waiting: readonly { readonly target_id: string; readonly before_choice: string | null }[],
): Promise<readonly Target[]> {
  if (waiting.length === 0) return [];
  const ids = waiting.map((one) => one.target_id);
  const before = new Map(waiting.map((one) => [one.target_id, one.before_choice]));
  const { rows } =
    layer === 'customer'
      ? await sql<Omit<Target, 'before_choice'>>`select id, id as customer_id, permissions from customers
          where org_id = ${actor.orgId} and id = any(${ids}::uuid[]) order by id for update`.execute(tx)
      : await sql<Omit<Target, 'before_choice'>>`select id, customer_id, permissions from contacts
          where org_id = ${actor.orgId} and id = any(${ids}::uuid[]) order by id for update`.execute(tx);
  return rows.map((row) => ({ ...row, before_choice: before.get(row.id) ?? null }));
}

function fateOf(target: Target, grant: Grant, isUndo: boolean): Fate {
  const was = choiceIn(target.permissions, grant.area as Area);
  if (!isUndo)
    return was === grant.choice
      ? { ...target, was, state: 'same', next: undefined }
      : { ...target, was, state: 'changed', next: grant.choice };
  // Chosen otherwise since: that was somebody's wish, and stays.
  return was === grant.choice
    ? { ...target, was, state: 'undone', next: target.before_choice }
    : { ...target, was, state: 'left', next: undefined };
}

async function write(
  tx: Tx,
  actor: StaffActor,
  grant: Grant,
  fates: readonly Fate[],
  now: Temporal.Instant,
): Promise<void> {
  const changing = fates.flatMap(({ id, next }) => (next === undefined ? [] : [{ id, next }]));
  if (changing.length === 0) return;
  const rows = recordset(changing, { id: 'uuid', next: 'text' });
  await sql`update ${sql.table(grant.layer === 'customer' ? 'customers' : 'contacts')} as t
    set permissions = case when r.next is null then t.permissions - ${grant.area}::text
      else t.permissions || jsonb_build_object(${grant.area}::text, r.next) end, updated_at = ${now}::timestamptz
    from ${rows} as r where t.org_id = ${actor.orgId} and t.id = r.id`.execute(tx);
  await Promise.all(
    fates
      .filter((fate) => fate.next !== undefined)
      .map((fate) =>
        record(tx, actor, `${grant.layer}.permissions_changed`, {
          now,
          customerId: fate.customer_id,
          subject: { kind: grant.layer, id: fate.id },
          data: { [grant.area]: `${fate.was ?? INHERIT} > ${fate.next ?? INHERIT}` },
        }),
      ),
  );
}

async function note(
  tx: Tx,
  actor: StaffActor,
  grant: Grant,
  fates: readonly Fate[],
  gone: readonly string[],
): Promise<void> {
  const rows = [
    ...fates.map(({ id, state, was, before_choice }) => ({
      id,
      state: state as string,
      before: state === 'changed' ? was : before_choice,
    })),
    ...gone.map((id) => ({ id, state: 'gone', before: null })),
  ];
  if (rows.length === 0) return;
  await sql`update bulk_grant_targets as t set state = r.state, before_choice = r.before
    from ${recordset(rows, { id: 'uuid', state: 'text', before: 'text' })} as r
    where t.org_id = ${actor.orgId} and t.grant_id = ${grant.id} and t.target_id = r.id`.execute(tx);
}
