import type { StaffActor } from '../../kernel/actor.ts';
import { paths, withQuery } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { OfficeVisit } from '../access/index.ts';
import type { JobRecord } from '../jobs/index.ts';
import { JobInvoicesPanel } from './job-invoices.page.tsx';
import { listInvoices } from '../invoices/index.ts';

/** The invoices of a job, for its page. */
export async function jobInvoices(tx: Tx, visit: OfficeVisit, job: JobRecord) {
  const actor: StaffActor = visit.actor;
  const today = visit.now.toZonedDateTimeISO(visit.org.time_zone).toPlainDate();
  const filter = { state: null, customerId: job.customer_id, jobId: job.id, from: null, to: null };
  const { rows } = await listInvoices(tx, actor, filter, {}, today);
  const newHref = visit.may('write')
    ? withQuery(paths.office.newInvoice, { customer: job.customer_number, job: job.number })
    : null;
  return <JobInvoicesPanel invoices={rows} newHref={newHref} />;
}
