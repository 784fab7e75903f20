import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound, refuse } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { announce } from '../../platform/live/index.ts';
import { record, type EventName } from '../audit/index.ts';
import { closeRefusal, reopenRefusal } from './thread.ts';

/** A thread of the org, locked. @throws NotFound */
export async function lockThread(tx: Tx, actor: StaffActor, id: string) {
  if (!isUuid(id)) throw new NotFound();
  const thread = await tx
    .selectFrom('threads')
    .select(['id', 'customer_id', 'job_id', 'invoice_id', 'last_position', 'closed_at', 'assigned_staff_id'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!thread) throw new NotFound();
  return thread;
}

type Locked = Awaited<ReturnType<typeof lockThread>>;

/** Done with, until the customer writes again. The customer sees that it is closed. */
export async function closeThread(tx: Tx, actor: StaffActor, id: string, now: Temporal.Instant): Promise<void> {
  const thread = await lockThread(tx, actor, id);
  refuse(closeRefusal(thread));
  await change(tx, actor, thread, { closed_at: now }, { name: 'thread.closed', audience: 'everybody', now });
}

export async function reopenThread(tx: Tx, actor: StaffActor, id: string, now: Temporal.Instant): Promise<void> {
  const thread = await lockThread(tx, actor, id);
  refuse(reopenRefusal(thread));
  await change(tx, actor, thread, { closed_at: null }, { name: 'thread.reopened', audience: 'everybody', now });
}

/** Gives a thread to somebody who may answer, or to nobody. @throws NotFound for a person who is none of them */
export async function assignThread(
  tx: Tx,
  actor: StaffActor,
  id: string,
  staffId: string | null,
  now: Temporal.Instant,
): Promise<string | null> {
  const thread = await lockThread(tx, actor, id);
  const member = staffId === null ? null : await answerer(tx, actor, staffId);
  if (thread.assigned_staff_id === staffId) return member?.name ?? null;
  const happened = { name: 'thread.assigned', audience: 'office', now, data: { to: member?.name ?? '' } } as const;
  await change(tx, actor, thread, { assigned_staff_id: staffId }, happened);
  return member?.name ?? null;
}

async function answerer(tx: Tx, actor: StaffActor, id: string) {
  if (!isUuid(id)) throw new NotFound();
  const row = await tx
    .selectFrom('staff')
    .select('name')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .where('role', '<>', 'viewer')
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return row;
}

interface Happened {
  readonly name: EventName;
  readonly audience: 'everybody' | 'office';
  readonly now: Temporal.Instant;
  readonly data?: Readonly<Record<string, string>>;
}

async function change(
  tx: Tx,
  actor: StaffActor,
  thread: Locked,
  values: { closed_at: Temporal.Instant | null } | { assigned_staff_id: string | null },
  { name, audience, now, data = {} }: Happened,
): Promise<void> {
  await tx.updateTable('threads').set(values).where('org_id', '=', actor.orgId).where('id', '=', thread.id).execute();
  const about = { orgId: actor.orgId, customerId: thread.customer_id, threadId: thread.id };
  await announce(tx, { ...about, audience });
  await record(tx, actor, name, {
    now,
    customerId: thread.customer_id,
    subject: { kind: 'thread', id: thread.id },
    data,
  });
}
