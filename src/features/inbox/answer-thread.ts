import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound, Refused } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { writeMessage, type Sending } from '../messages/index.ts';
import { lockThread } from './change-thread.ts';

/** The office answers, or writes a note for itself. False when this was sent before. @throws NotFound */
export async function answerThread(tx: Tx, actor: StaffActor, id: string, sending: Sending): Promise<boolean> {
  return writeMessage(tx, actor, await lockThread(tx, actor, id), sending);
}

export interface OfficeBeginning {
  readonly id: string;
  readonly subject: string | null;
  readonly customerId: string;
  readonly contactId: string | null;
  readonly jobId: string | null;
  readonly invoiceId: string | null;
}

/** The office writes first, to one contact of a customer. False when this was sent before. @throws NotFound, Refused */
export async function beginOfficeThread(
  tx: Tx,
  actor: StaffActor,
  { id, subject, customerId, contactId, jobId, invoiceId }: OfficeBeginning,
  sending: Omit<Sending, 'internal'>,
): Promise<boolean> {
  const customer = await tx
    .selectFrom('customers')
    .select('archived_at')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', customerId)
    .executeTakeFirst();
  if (!customer) throw new NotFound();
  if (customer.archived_at !== null) throw new Refused('inbox.refused-archived');
  await tx
    .insertInto('threads')
    .values({
      org_id: actor.orgId,
      id,
      customer_id: customerId,
      subject,
      job_id: jobId,
      invoice_id: invoiceId,
      began_by: 'office',
      assigned_staff_id: actor.staffId,
      last_at: sending.now,
      created_at: sending.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (contactId !== null) await includeContact(tx, actor, { threadId: id, customerId, contactId });
  return answerThread(tx, actor, id, { ...sending, internal: false });
}

async function includeContact(
  tx: Tx,
  actor: StaffActor,
  { threadId, customerId, contactId }: { threadId: string; customerId: string; contactId: string },
): Promise<void> {
  if (!isUuid(contactId)) throw new NotFound();
  const contact = await tx
    .selectFrom('contacts')
    .select('id')
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', customerId)
    .where('id', '=', contactId)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (!contact) throw new NotFound();
  await tx
    .insertInto('thread_contacts')
    .values({ org_id: actor.orgId, thread_id: threadId, contact_id: contactId, customer_id: customerId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
