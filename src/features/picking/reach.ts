import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';

export interface Reach {
  readonly email: string | null;
  readonly phone: string | null;
}

/** Where a customer's main contact can be reached: where links to its jobs and invoices are sent. */
export async function reachOf(tx: Tx, actor: StaffActor | SystemActor, customerId: string): Promise<Reach> {
  const main = await tx
    .selectFrom('contacts')
    .select(['email', 'phone'])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', customerId)
    .where('is_main', '=', true)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  return main ?? { email: null, phone: null };
}
