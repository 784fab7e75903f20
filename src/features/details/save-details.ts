import type { ContactActor, PortalActor } from '../../kernel/actor.ts';
import { Invalid, type Problem } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { changesBetween, writeChanges } from '../detail-history/index.ts';
import { CUSTOMER_FIELDS, lockRefusal, OWN_FIELDS, type CustomerDetails, type OwnDetails } from './details.ts';
import { customerVisibleTo, lockedDetails, ownVisibleTo } from './queries.ts';

/** What was typed, and the state of the record that the form was drawn from. */
export interface Typed<D> {
  readonly fields: D;
  readonly seen: string;
}

/**
 * Changes a customer's details. What is the same already needs no change, so a form sent twice is saved once. False when
 * somebody changed them after the form was drawn. @throws Invalid when an invoice carries what would be changed
 */
export async function saveCustomerDetails(
  tx: Tx,
  actor: PortalActor,
  { fields, seen }: Typed<CustomerDetails>,
  now: Temporal.Instant,
): Promise<boolean> {
  const before = await customerVisibleTo(tx, actor, { lock: true });
  const changes = changesBetween(before, fields, CUSTOMER_FIELDS);
  if (changes.length === 0) return true;
  if (before.updated_at.toString() !== seen) return false;
  const locked = await lockedDetails(tx);
  const problems = (['billing_name', 'vat_id'] as const).flatMap((field): Problem[] => {
    const key = lockRefusal(field, locked, before[field], fields[field]);
    return key === null ? [] : [{ field, key }];
  });
  if (problems.length > 0) throw new Invalid(problems);
  await tx
    .updateTable('customers')
    .set({ ...fields, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', actor.customerId)
    .execute();
  await writeChanges(tx, actor, { customerId: actor.customerId, contactId: null }, changes, now);
  await record(tx, actor, 'customer.changed', {
    now,
    customerId: actor.customerId,
    subject: { kind: 'customer', id: actor.customerId },
    data: { fields: changes.map(({ field }) => field).join(',') },
  });
  return true;
}

/** The same for a person's own. @throws Invalid when there would be nothing left to call the person by */
export async function saveOwnDetails(
  tx: Tx,
  actor: ContactActor,
  { fields, seen }: Typed<OwnDetails>,
  now: Temporal.Instant,
): Promise<boolean> {
  const before = await ownVisibleTo(tx, actor, { lock: true });
  const changes = changesBetween(before, fields, OWN_FIELDS);
  if (changes.length === 0) return true;
  if (before.updated_at.toString() !== seen) return false;
  const reachable = before.email ?? before.phone;
  if (fields.first_name === null && fields.last_name === null && reachable === null)
    throw new Invalid([{ field: 'first_name', key: 'contacts.problem-nameless' }]);
  await tx
    .updateTable('contacts')
    .set({ ...fields, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', actor.customerId)
    .where('id', '=', actor.contactId)
    .execute();
  await writeChanges(tx, actor, { customerId: actor.customerId, contactId: actor.contactId }, changes, now);
  await record(tx, actor, 'contact.changed', {
    now,
    customerId: actor.customerId,
    subject: { kind: 'contact', id: actor.contactId },
    data: { fields: changes.map(({ field }) => field).join(',') },
  });
  return true;
}
