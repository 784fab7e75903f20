import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { lockJob } from './save-job.ts';

/**
 * Says who does a job; null is nobody yet. The one who has it already keeps it, and nothing is written.
 * @returns who had it before
 * @throws NotFound, also for a person who isn't there
 */
export async function assignJob(
  tx: Tx,
  actor: StaffActor,
  number: string,
  staffId: string | null,
  now: Temporal.Instant,
): Promise<{ before: string | null }> {
  const job = await lockJob(tx, actor, number);
  if (job.assigned_staff_id === staffId) return { before: staffId };
  if (staffId !== null && !(await isThere(tx, actor, staffId))) throw new NotFound();
  await tx
    .updateTable('jobs')
    .set({ assigned_staff_id: staffId, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', job.id)
    .execute();
  await record(tx, actor, 'job.assigned', {
    now,
    customerId: job.customer_id,
    subject: { kind: 'job', id: job.id },
    data: { number },
  });
  return { before: job.assigned_staff_id };
}

async function isThere(tx: Tx, actor: StaffActor, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  const row = await tx
    .selectFrom('staff')
    .select('id')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
