import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound, Refused } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { beginSession, type OrgRow } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { contactsOf } from '../contacts/index.ts';
import type { Customer } from './customer.ts';

/**
 * Lets a member of staff see the portal as a contact sees it, or as the customer without naming one. The session reads
 * only and ends within the half-hour; who looked, and as whom, is written down.
 */
export async function viewPortal(
  tx: Tx,
  actor: StaffActor,
  org: OrgRow,
  customer: Customer,
  { contactId, now, device }: { contactId: string | null; now: Temporal.Instant; device: string },
): Promise<Awaited<ReturnType<typeof beginSession>>> {
  if (customer.archived_at !== null) throw new Refused('customers.refused-view-archived');
  const contact = contactId === null ? null : await contactInUse(tx, actor, customer, contactId);
  const subject = contact === null ? { kind: 'customer', id: customer.id } : { kind: 'contact', id: contact };
  await record(tx, actor, 'portal.viewed_as', { now, customerId: customer.id, subject });
  return beginSession(
    tx,
    org,
    {
      kind: 'view_as',
      beganBy: 'view_as',
      staffId: actor.staffId,
      customerId: customer.id,
      contactId: contact ?? undefined,
    },
    { now, device },
  );
}

async function contactInUse(tx: Tx, actor: StaffActor, customer: Customer, id: string): Promise<string> {
  const contact = isUuid(id) ? (await contactsOf(tx, actor, customer.id)).find((one) => one.id === id) : undefined;
  if (!contact) throw new NotFound();
  return contact.id;
}
