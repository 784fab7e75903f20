import type { Tx } from '../../platform/db/index.ts';
import type { OfficeVisit } from '../access/index.ts';
import type { InvoiceRecord } from '../invoices/index.ts';
import { jobTitles } from '../visible-jobs/index.ts';
import type { JobRecord } from '../jobs/index.ts';
import { threadsOf } from './queries.ts';
import { ThreadsPanel, writeHref } from './side.page.tsx';

/** The messages about a job, for its record. */
export async function jobThreads(tx: Tx, visit: OfficeVisit, job: JobRecord) {
  const threads = await threadsOf(tx, visit.actor, { jobId: job.id });
  return panel(visit, threads, writeHref(job.customer_number, `job:${job.number}`));
}

/** The messages about an invoice, for its record; of a draft the customer knows nothing. */
export async function invoiceThreads(tx: Tx, visit: OfficeVisit, invoice: InvoiceRecord) {
  if (invoice.number === null) return null;
  const threads = await threadsOf(tx, visit.actor, { invoiceId: invoice.id });
  return panel(visit, threads, writeHref(invoice.customer_number, `invoice:${invoice.number}`));
}

/** All messages of a customer, for the tab of its record. */
export async function customerThreads(
  tx: Tx,
  visit: OfficeVisit,
  customer: { readonly id: string; readonly number: string },
) {
  return panel(visit, await threadsOf(tx, visit.actor, { customerId: customer.id }), writeHref(customer.number));
}

function panel(visit: OfficeVisit, threads: Awaited<ReturnType<typeof threadsOf>>, newHref: string) {
  const { t, org } = visit;
  return (
    <ThreadsPanel
      id="messages"
      title={t('inbox.title')}
      threads={threads}
      jobWord={jobTitles(org, t).job}
      newHref={visit.may('write') ? newHref : null}
      empty={t('inbox.panel-none')}
    />
  );
}
