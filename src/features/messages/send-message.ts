import type { PortalActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { threadsVisibleTo } from './visible-threads.ts';
import { writeMessage, type Sending } from './write-message.ts';

/** The customer's side writes in a thread it sees. False when this was sent before. @throws NotFound */
export async function sendMessage(
  tx: Tx,
  actor: PortalActor,
  threadId: string,
  sending: Omit<Sending, 'internal'>,
): Promise<boolean> {
  if (!isUuid(threadId)) throw new NotFound();
  const thread = await threadsVisibleTo(tx, actor)
    .select(['t.id', 't.customer_id', 't.job_id', 't.invoice_id', 't.last_position'])
    .where('t.id', '=', threadId)
    .forUpdate('t')
    .executeTakeFirst();
  if (!thread) throw new NotFound();
  await takePart(tx, actor, threadId);
  return writeMessage(tx, actor, thread, { ...sending, internal: false });
}

/** Whoever writes takes part from then on. */
export async function takePart(tx: Tx, actor: PortalActor, threadId: string): Promise<void> {
  if (actor.kind !== 'contact') return;
  await tx
    .insertInto('thread_contacts')
    .values({
      org_id: actor.orgId,
      thread_id: threadId,
      contact_id: actor.contactId,
      customer_id: actor.customerId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
