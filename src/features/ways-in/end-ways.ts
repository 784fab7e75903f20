import type { ContactActor, StaffActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record, type EventName } from '../audit/index.ts';

/** A contact ends one of its own sessions; with that, whoever holds it is out at the next click. @throws NotFound */
export async function endOwnSession(tx: Tx, actor: ContactActor, id: string, now: Temporal.Instant): Promise<void> {
  await endOne(tx, actor, actor.contactId, id, now);
  await tell(tx, actor, own(actor), 'session.ended', now);
}

/** All but the one that asks. */
export async function endOtherSessions(tx: Tx, actor: ContactActor, now: Temporal.Instant): Promise<void> {
  await openOnes(tx, actor, actor.contactId).where('id', '<>', actor.sessionId).set({ ended_at: now }).execute();
  await tell(tx, actor, own(actor), 'session.all_ended', now);
}

/** On a forgotten device a PIN is not enough any more. @throws NotFound */
export async function forgetOwnDevice(tx: Tx, actor: ContactActor, id: string, now: Temporal.Instant): Promise<void> {
  await forget(tx, actor, actor.contactId, id);
  await tell(tx, actor, own(actor), 'device.forgotten', now);
}

interface OfContact {
  readonly id: string;
  readonly customer_id: string;
}

/** @throws NotFound when it is none of this contact's */
export async function endContactSession(
  tx: Tx,
  actor: StaffActor,
  contact: OfContact,
  id: string,
  now: Temporal.Instant,
): Promise<void> {
  await endOne(tx, actor, contact.id, id, now);
  await tell(tx, actor, contact, 'session.ended', now);
}

export async function endContactSessions(
  tx: Tx,
  actor: StaffActor,
  contact: OfContact,
  now: Temporal.Instant,
): Promise<void> {
  await openOnes(tx, actor, contact.id).set({ ended_at: now }).execute();
  await tell(tx, actor, contact, 'session.all_ended', now);
}

/** @throws NotFound */
export async function forgetContactDevice(
  tx: Tx,
  actor: StaffActor,
  contact: OfContact,
  id: string,
  now: Temporal.Instant,
): Promise<void> {
  await forget(tx, actor, contact.id, id);
  await tell(tx, actor, contact, 'device.forgotten', now);
}

function own({ contactId, customerId }: ContactActor): OfContact {
  return { id: contactId, customer_id: customerId };
}

async function endOne(
  tx: Tx,
  actor: ContactActor | StaffActor,
  contactId: string,
  id: string,
  now: Temporal.Instant,
): Promise<void> {
  if (!isUuid(id)) throw new NotFound();
  const ended = await openOnes(tx, actor, contactId).where('id', '=', id).set({ ended_at: now }).executeTakeFirst();
  if (ended.numUpdatedRows === 0n) throw new NotFound();
}

function openOnes(tx: Tx, { orgId }: ContactActor | StaffActor, contactId: string) {
  return tx
    .updateTable('sessions')
    .where('org_id', '=', orgId)
    .where('contact_id', '=', contactId)
    .where('kind', '=', 'portal')
    .where('ended_at', 'is', null);
}

async function forget(tx: Tx, { orgId }: ContactActor | StaffActor, contactId: string, id: string): Promise<void> {
  if (!isUuid(id)) throw new NotFound();
  const gone = await tx
    .deleteFrom('known_devices')
    .where('org_id', '=', orgId)
    .where('contact_id', '=', contactId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new NotFound();
}

function tell(
  tx: Tx,
  actor: ContactActor | StaffActor,
  contact: OfContact,
  name: EventName,
  now: Temporal.Instant,
): Promise<void> {
  return record(tx, actor, name, {
    now,
    customerId: contact.customer_id,
    subject: { kind: 'contact', id: contact.id },
  });
}
