import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { readAbout } from '../messages/index.ts';
import { nameOf } from './thread.ts';

/** The job or invoice a message is about. */
export interface AboutFound {
  readonly job_id: string | null;
  readonly job_number: string | null;
  readonly invoice_id: string | null;
  readonly invoice_number: string | null;
}

/** A job or issued invoice of this customer, from `job:1187`; null for nothing in particular. @throws NotFound */
export async function aboutOf(tx: Tx, actor: StaffActor, customerId: string, text: string): Promise<AboutFound | null> {
  if (text === '') return null;
  const about = readAbout(text);
  if (about === null) throw new NotFound();
  const row = await tx
    .selectFrom(about.kind === 'job' ? 'jobs' : 'invoices')
    .select(['id', 'number'])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', customerId)
    .where('number', '=', about.number)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return about.kind === 'job'
    ? { job_id: row.id, job_number: row.number, invoice_id: null, invoice_number: null }
    : { job_id: null, job_number: null, invoice_id: row.id, invoice_number: row.number };
}

/** The contacts of a customer, the main one first. */
export async function peopleOf(tx: Tx, actor: StaffActor, customerId: string) {
  const rows = await tx
    .selectFrom('contacts')
    .select(['id', 'first_name', 'last_name', 'email', 'phone'])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', customerId)
    .where('archived_at', 'is', null)
    .orderBy('is_main', 'desc')
    .orderBy('id')
    .limit(100)
    .execute();
  return rows.map((row) => ({ id: row.id, first_name: row.first_name, name: nameOf(row) }));
}

/** What fills a saved reply in this thread. The first name is that of whoever wrote last, else of the main contact. @throws NotFound */
export async function threadFacts(tx: Tx, actor: StaffActor, id: string) {
  if (!isUuid(id)) throw new NotFound();
  const row = await tx
    .selectFrom('threads as t')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 't.org_id').onRef('c.id', '=', 't.customer_id'))
    .leftJoin('jobs as j', (on) => on.onRef('j.org_id', '=', 't.org_id').onRef('j.id', '=', 't.job_id'))
    .leftJoin('invoices as i', (on) => on.onRef('i.org_id', '=', 't.org_id').onRef('i.id', '=', 't.invoice_id'))
    .select(['t.customer_id', 'c.name as customer_name', 'c.number as customer_number'])
    .select(sql<string | null>`coalesce(j.number, i.number)`.as('subject_number'))
    .select(
      sql<string | null>`coalesce(
        (select p.first_name from messages m join contacts p on p.org_id = m.org_id and p.id = m.contact_id
          where m.org_id = t.org_id and m.thread_id = t.id order by m.position desc limit 1),
        (select p.first_name from contacts p where p.org_id = t.org_id and p.customer_id = t.customer_id
          and p.is_main and p.archived_at is null))`.as('first_name'),
    )
    .where('t.org_id', '=', actor.orgId)
    .where('t.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return row;
}
