import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { takeNumber } from '../numbering/index.ts';
import type { Job } from './job.ts';

/** What the office says about a job, parsed. Ids are the org's own; who isn't there is refused. */
export interface JobFacts {
  readonly customerId: string;
  readonly siteId: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly internal_notes: string | null;
  /** The arrival window, [starts_at, ends_at). */
  readonly window: { readonly starts_at: Temporal.Instant; readonly ends_at: Temporal.Instant } | null;
  readonly assigned_staff_id: string | null;
  readonly main_contact_id: string | null;
  readonly affected_first_name: string | null;
  readonly affected_last_name: string | null;
  readonly affected_email: string | null;
  readonly affected_phone: string | null;
  readonly customer_reference: string | null;
  readonly price: { readonly minor: bigint; readonly currency: string } | null;
  readonly repeats: string | null;
  readonly next_due_on: Temporal.PlainDate | null;
}

type Writer = StaffActor | SystemActor;

/**
 * A new job with the next number of its series, at its first step. With an `id`, the job of that id when it was made
 * before: a form that is sent twice makes one. @throws NotFound, Invalid for others' ids
 */
export async function createJob(
  tx: Tx,
  actor: Writer,
  facts: JobFacts,
  { now, id: givenId = null }: { now: Temporal.Instant; id?: string | null },
): Promise<{ id: string; number: string }> {
  const made = givenId === null ? null : await jobMadeBefore(tx, actor, facts.customerId, givenId);
  if (made !== null) return made;
  await checkRelated(tx, actor, facts);
  const number = await takeNumber(tx, actor, 'job');
  const { id } = await tx
    .insertInto('jobs')
    .values({
      ...(givenId === null ? {} : { id: givenId }),
      org_id: actor.orgId,
      number,
      customer_id: facts.customerId,
      ...columnsOf(facts),
      created_at: now,
      updated_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('job_events')
    .values({
      org_id: actor.orgId,
      job_id: id,
      kind: 'step',
      step: 'received',
      visible: true,
      staff_id: staffOf(actor),
      happened_at: now,
    })
    .execute();
  await record(tx, actor, 'job.created', {
    now,
    customerId: facts.customerId,
    subject: { kind: 'job', id },
    data: { number },
  });
  return { id, number };
}

/** Holds the customer until the transaction ends, so that the second of two copies waits here for the first. */
async function jobMadeBefore(tx: Tx, actor: Writer, customerId: string, id: string) {
  await tx
    .selectFrom('customers')
    .select('id')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', customerId)
    .forNoKeyUpdate()
    .execute();
  const made = await tx
    .selectFrom('jobs')
    .select(['id', 'number'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return made ?? null;
}

/** Changes a job's facts. A new window is an entry of its timeline. @throws NotFound, Invalid for others' ids */
export async function editJob(
  tx: Tx,
  actor: Writer,
  number: string,
  facts: JobFacts,
  now: Temporal.Instant,
): Promise<void> {
  const job = await lockJob(tx, actor, number);
  // A job stays with its customer: links, invoices and sessions hang on it.
  if (facts.customerId !== job.customer_id) throw new NotFound();
  await checkRelated(tx, actor, facts);
  await tx
    .updateTable('jobs')
    .set({ ...columnsOf(facts), updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', job.id)
    .execute();
  if (windowMoved(job, facts)) {
    await tx
      .insertInto('job_events')
      .values({
        org_id: actor.orgId,
        job_id: job.id,
        kind: 'window',
        visible: true,
        staff_id: staffOf(actor),
        happened_at: now,
      })
      .execute();
  }
  await record(tx, actor, 'job.changed', {
    now,
    customerId: job.customer_id,
    subject: { kind: 'job', id: job.id },
    data: { number },
  });
}

/** The job, held until the transaction ends. @throws NotFound */
export async function lockJob(tx: Tx, actor: Writer, number: string): Promise<Job> {
  const job = await tx
    .selectFrom('jobs')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst();
  if (!job) throw new NotFound();
  return job;
}

export function staffOf(actor: Writer): string | null {
  return actor.kind === 'staff' ? actor.staffId : null;
}

function windowMoved(job: Job, { window }: JobFacts): boolean {
  const same = (one: Temporal.Instant | null, other: Temporal.Instant | undefined) =>
    one === null || other === undefined ? one === null && other === undefined : one.equals(other);
  return !same(job.starts_at, window?.starts_at) || !same(job.ends_at, window?.ends_at);
}

function columnsOf(facts: JobFacts) {
  const { customerId: _customer, siteId: site_id, window, price, ...columns } = facts;
  return {
    ...columns,
    site_id,
    starts_at: window?.starts_at ?? null,
    ends_at: window?.ends_at ?? null,
    price_minor: price?.minor ?? null,
    currency: price?.currency ?? null,
  };
}

/** Site and contact are the customer's own (a site may belong to nobody), the engineer is of the org and there. */
async function checkRelated(tx: Tx, actor: Writer, facts: JobFacts): Promise<void> {
  const { customerId, siteId, main_contact_id: contactId, assigned_staff_id: staffId } = facts;
  const found = await Promise.all([
    tx
      .selectFrom('customers')
      .select('id')
      .where('org_id', '=', actor.orgId)
      .where('id', '=', customerId)
      .executeTakeFirst(),
    siteId === null ||
      tx
        .selectFrom('sites')
        .select('id')
        .where('org_id', '=', actor.orgId)
        .where('id', '=', siteId)
        .where((eb) => eb.or([eb('customer_id', '=', customerId), eb('customer_id', 'is', null)]))
        .executeTakeFirst(),
    contactId === null ||
      tx
        .selectFrom('contacts')
        .select('id')
        .where('org_id', '=', actor.orgId)
        .where('customer_id', '=', customerId)
        .where('id', '=', contactId)
        .executeTakeFirst(),
    staffId === null ||
      tx
        .selectFrom('staff')
        .select('id')
        .where('org_id', '=', actor.orgId)
        .where('id', '=', staffId)
        .executeTakeFirst(),
  ]);
  const [customer, site, contact, engineer] = found;
  if (!customer) throw new NotFound();
  if (!site) throw new Invalid([{ field: 'site', key: 'jobs.error-site' }]);
  if (!contact) throw new Invalid([{ field: 'main_contact', key: 'jobs.error-contact' }]);
  if (!engineer) throw new Invalid([{ field: 'engineer', key: 'jobs.error-engineer' }]);
}
