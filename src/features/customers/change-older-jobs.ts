import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Customer } from './customer.ts';
import { tell } from './save-customer.ts';

/** How many months back this customer's jobs are shown: null as the org says, 0 all of them. */
export async function changeOlderJobs(
  tx: Tx,
  actor: StaffActor,
  customer: Customer,
  months: number | null,
  now: Temporal.Instant,
): Promise<void> {
  if (customer.jobs_shown_months === months) return;
  await tx
    .updateTable('customers')
    .set({ jobs_shown_months: months, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', customer.id)
    .execute();
  const word = (value: number | null) => (value === null ? '–' : String(value));
  const data = { from: word(customer.jobs_shown_months), to: word(months) };
  await tell(tx, actor, 'customer.older_jobs_changed', customer, now, data);
}
