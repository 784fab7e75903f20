import type { ContactActor, StaffActor } from '../../kernel/actor.ts';
import { NotFound, Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { record } from '../audit/index.ts';
import { findRequest } from './queries.ts';

export type RequestKind = 'copy' | 'erasure';

/** A contact asks for a copy of what is held of it, or to be erased. The office decides. Asked twice, it is one. */
export async function askFor(tx: Tx, actor: ContactActor, kind: RequestKind, now: Temporal.Instant): Promise<void> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('data_requests')
    .values({
      org_id: actor.orgId,
      kind,
      state: 'asked',
      customer_id: actor.customerId,
      contact_id: actor.contactId,
      asked_by_contact_id: actor.contactId,
      asked_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) return;
  await record(tx, actor, kind === 'copy' ? 'data.copy_asked' : 'data.erasure_asked', {
    now,
    customerId: actor.customerId,
    subject: { kind: 'contact', id: actor.contactId },
  });
}

/** The office makes a copy, of a customer or of one person, unless one is being made. */
export async function orderCopy(
  tx: Tx,
  actor: StaffActor,
  of: { readonly customerId: string; readonly contactId: string | null },
  now: Temporal.Instant,
): Promise<void> {
  const made = await tx
    .insertInto('data_requests')
    .values({
      org_id: actor.orgId,
      kind: 'copy',
      state: 'making',
      customer_id: of.customerId,
      contact_id: of.contactId,
      decided_by_staff_id: actor.staffId,
      asked_at: now,
      decided_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) await begin(tx, actor, made.id, of, now);
}

/** The office grants a copy that was asked for. */
export async function grantCopy(tx: Tx, actor: StaffActor, id: string, now: Temporal.Instant): Promise<void> {
  const request = await findRequest(tx, actor, id);
  if (request.kind !== 'copy') throw new NotFound();
  const { numUpdatedRows } = await tx
    .updateTable('data_requests')
    .set({ state: 'making', decided_by_staff_id: actor.staffId, decided_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .where('state', 'in', ['asked', 'failed'])
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refused('personal.refused-decided');
  await begin(tx, actor, id, { customerId: request.customer_id, contactId: request.contact_id }, now);
}

/** The office says no; the person sees that in the portal. */
export async function refuseRequest(tx: Tx, actor: StaffActor, id: string, now: Temporal.Instant): Promise<void> {
  const request = await findRequest(tx, actor, id);
  const { numUpdatedRows } = await tx
    .updateTable('data_requests')
    .set({ state: 'refused', decided_by_staff_id: actor.staffId, decided_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refused('personal.refused-decided');
  await record(tx, actor, 'data.request_refused', { now, customerId: request.customer_id });
}

async function begin(
  tx: Tx,
  actor: StaffActor,
  id: string,
  of: { readonly customerId: string; readonly contactId: string | null },
  now: Temporal.Instant,
): Promise<void> {
  await addTask(tx, 'make-copy', { org_id: actor.orgId, request_id: id });
  await record(tx, actor, 'data.copy_ordered', {
    now,
    customerId: of.customerId,
    subject: of.contactId === null ? { kind: 'customer', id: of.customerId } : { kind: 'contact', id: of.contactId },
  });
}
