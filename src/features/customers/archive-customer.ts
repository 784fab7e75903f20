import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { endPortalSessions } from '../sessions/index.ts';
import { choiceChanges, type LayerChoices } from '../permissions/index.ts';
import type { Customer } from './customer.ts';
import { tell } from './save-customer.ts';

/** Takes a customer out of use: lists leave it out, links open nothing, sessions end with the next request. */
export async function archiveCustomer(
  tx: Tx,
  actor: StaffActor,
  customer: Customer,
  now: Temporal.Instant,
): Promise<void> {
  if (customer.archived_at !== null) return;
  await set(tx, actor, customer, { archived_at: now, updated_at: now });
  await endPortalSessions(tx, actor.orgId, { customerId: customer.id }, now);
  await tell(tx, actor, 'customer.archived', customer, now);
}

/** Brings it back. Sessions that ended stay ended; enabled links open again. */
export async function restoreCustomer(
  tx: Tx,
  actor: StaffActor,
  customer: Customer,
  now: Temporal.Instant,
): Promise<void> {
  if (customer.archived_at === null) return;
  await set(tx, actor, customer, { archived_at: null, updated_at: now });
  await tell(tx, actor, 'customer.restored', customer, now);
}

/** Writes a customer's own choices. Open sessions of all its contacts read them with their next request. */
export async function changeCustomerPermissions(
  tx: Tx,
  actor: StaffActor,
  customer: Customer,
  next: LayerChoices,
  now: Temporal.Instant,
): Promise<void> {
  const changes = choiceChanges(customer.permissions, next);
  if (Object.keys(changes).length === 0) return;
  await set(tx, actor, customer, { permissions: JSON.stringify(next), updated_at: now });
  await tell(tx, actor, 'customer.permissions_changed', customer, now, changes);
}

async function set(
  tx: Tx,
  actor: StaffActor,
  customer: Customer,
  values: {
    readonly archived_at?: Temporal.Instant | null;
    readonly permissions?: string;
    readonly updated_at: Temporal.Instant;
  },
): Promise<void> {
  await tx
    .updateTable('customers')
    .set(values)
    .where('org_id', '=', actor.orgId)
    .where('id', '=', customer.id)
    .execute();
}
