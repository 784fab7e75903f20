import type { PortalActor, StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { announce } from '../../platform/live/index.ts';
import { addTask } from '../../platform/tasks/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import type { UploadPlace } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { attachFiles, type PreparedFile } from '../message-files/index.ts';
import type { NewMessage } from './thread.ts';

/** A thread whose row is locked: messages are counted one after the other. */
export interface LockedThread {
  readonly id: string;
  readonly customer_id: string;
  readonly job_id: string | null;
  readonly invoice_id: string | null;
  readonly last_position: number;
}

export interface Sending {
  readonly message: NewMessage;
  readonly internal: boolean;
  readonly files: readonly PreparedFile[];
  readonly place: UploadPlace | null;
  readonly now: Temporal.Instant;
  readonly org: Pick<OrgRow, 'answer_notice'>;
}

/** False when the very same message is there already: it was sent twice. */
export async function writeMessage(
  tx: Tx,
  actor: PortalActor | StaffActor,
  thread: LockedThread,
  { message, internal, files, place, now, org }: Sending,
): Promise<boolean> {
  const known = await tx
    .selectFrom('messages')
    .select('id')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', message.id)
    .executeTakeFirst();
  if (known) return false;
  const position = thread.last_position + 1;
  await tx
    .insertInto('messages')
    .values({
      org_id: actor.orgId,
      id: message.id,
      thread_id: thread.id,
      position,
      internal,
      body: message.body,
      sent_at: now,
      ...(await writerOf(tx, actor)),
    })
    .execute();
  await attachFiles(
    tx,
    actor,
    { id: message.id, threadId: thread.id, customerId: thread.customer_id, internal },
    files,
    place,
  );
  await moveOn(tx, actor, thread.id, { position, internal, now });
  const about = { orgId: actor.orgId, customerId: thread.customer_id, threadId: thread.id };
  await announce(tx, { ...about, audience: internal ? 'office' : 'everybody' });
  await record(tx, actor, eventOf(actor, internal), {
    now,
    customerId: thread.customer_id,
    subject: { kind: 'thread', id: thread.id },
    data: { files: files.length, job_id: thread.job_id, invoice_id: thread.invoice_id },
  });
  if (actor.kind === 'staff' && !internal && org.answer_notice !== 'off') await tellLater(tx, actor, thread.id, now);
  return true;
}

/** Whoever has the thread open reads the answer there; only who hasn't after this is told by other means. */
const PATIENCE_MINUTES = 2;

async function tellLater(tx: Tx, actor: StaffActor, threadId: string, now: Temporal.Instant): Promise<void> {
  const payload = { org_id: actor.orgId, thread_id: threadId };
  const runAt = now.add({ minutes: PATIENCE_MINUTES });
  await addTask(tx, 'tell-of-answer', payload, { jobKey: `${threadId}:tell-of-answer`, runAt });
}

function eventOf(actor: PortalActor | StaffActor, internal: boolean) {
  if (actor.kind !== 'staff') return 'message.received';
  return internal ? 'message.noted' : 'message.sent';
}

async function writerOf(tx: Tx, actor: PortalActor | StaffActor) {
  if (actor.kind !== 'staff') {
    const contact_id = actor.kind === 'contact' ? actor.contactId : null;
    return { side: 'customer', contact_id, staff_id: null, writer_name: actor.name.slice(0, 200) || null };
  }
  const member = await tx
    .selectFrom('staff')
    .select('public_name')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', actor.staffId)
    .executeTakeFirst();
  return { side: 'office', contact_id: null, staff_id: actor.staffId, writer_name: member?.public_name ?? null };
}

interface Step {
  readonly position: number;
  readonly internal: boolean;
  readonly now: Temporal.Instant;
}

/** A customer's message opens a closed thread again; an answer was written by somebody who has read. */
async function moveOn(tx: Tx, actor: PortalActor | StaffActor, threadId: string, { position, internal, now }: Step) {
  await tx
    .updateTable('threads')
    .set({
      last_position: position,
      ...(internal ? {} : { last_at: now }),
      ...(actor.kind === 'staff'
        ? { staff_read_to: position, ...(internal ? {} : { office_position: position }) }
        : { customer_position: position, closed_at: null }),
    })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', threadId)
    .execute();
}
