import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { listPage, pastCursor, readingOrder, type Order, type Tx } from '../../platform/db/index.ts';
import { hasTerm, matches, searchWords } from '../../platform/db/search-words.ts';
import { filesOfThread, type StoredMessageFile } from '../message-files/index.ts';
import { MESSAGES_PER_PAGE, olderThan } from '../messages/index.ts';
import type { InboxAsked } from './asked.ts';
import type { InboxThread, OfficeThread } from './thread.ts';

export const INBOX_PER_PAGE = 50;

const NEWEST: Order = { column: 't.last_at', id: 't.id', type: 'timestamptz', descending: true };

function listed(tx: Tx, actor: StaffActor) {
  return tx
    .selectFrom('threads as t')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 't.org_id').onRef('c.id', '=', 't.customer_id'))
    .leftJoin('jobs as j', (on) => on.onRef('j.org_id', '=', 't.org_id').onRef('j.id', '=', 't.job_id'))
    .leftJoin('invoices as i', (on) => on.onRef('i.org_id', '=', 't.org_id').onRef('i.id', '=', 't.invoice_id'))
    .leftJoin('staff as a', (on) => on.onRef('a.org_id', '=', 't.org_id').onRef('a.id', '=', 't.assigned_staff_id'))
    .leftJoin('thread_reads as r', (on) =>
      on.onRef('r.org_id', '=', 't.org_id').onRef('r.thread_id', '=', 't.id').on('r.reader_id', '=', actor.staffId),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('messages as m')
          .select(['m.body', 'm.side'])
          .whereRef('m.org_id', '=', 't.org_id')
          .whereRef('m.thread_id', '=', 't.id')
          .where('m.internal', '=', false)
          .orderBy('m.position', 'desc')
          .limit(1)
          .as('l'),
      (on) => on.onTrue(),
    )
    .select([
      't.id',
      't.subject',
      't.subject_kind',
      't.closed_at',
      't.last_at',
      't.assigned_staff_id',
      'c.name as customer_name',
      'c.number as customer_number',
      'j.number as job_number',
      'j.title as job_title',
      'i.number as invoice_number',
      'i.id as invoice_id',
      'a.name as assigned_name',
      'l.body as last_body',
      'l.side as last_side',
      sql<boolean>`t.customer_position > t.staff_read_to`.as('is_unread'),
      sql<boolean>`t.customer_position > coalesce(r.read_to, 0)`.as('is_new_to_me'),
    ])
    .where('t.org_id', '=', actor.orgId);
}

/** One page of the inbox, the newest first. */
export async function inboxPage(tx: Tx, actor: StaffActor, asked: InboxAsked, country: string) {
  const { q, state, who, unread, page } = asked;
  const direction = readingOrder(NEWEST, page).descending ? 'desc' : 'asc';
  const typed = q === '' ? null : await searchWords(tx, q, country);
  const rows: readonly InboxThread[] = await listed(tx, actor)
    .where('t.closed_at', state === 'open' ? 'is' : 'is not', null)
    .$if(who === 'mine', (query) => query.where('t.assigned_staff_id', '=', actor.staffId))
    .$if(who === 'nobody', (query) => query.where('t.assigned_staff_id', 'is', null))
    .$if(unread, (query) => query.whereRef('t.customer_position', '>', 't.staff_read_to'))
    .$if(typed !== null, (query) =>
      query.where((eb) => {
        const has = typed ?? { words: [], phone: null };
        return eb.or([
          matches(has, hasTerm(actor.orgId, 'thread', 't.id')),
          matches(has, hasTerm(actor.orgId, 'customer', 't.customer_id')),
        ]);
      }),
    )
    .where(pastCursor(NEWEST, page))
    .orderBy('t.last_at', direction)
    .orderBy('t.id', direction)
    .limit(INBOX_PER_PAGE + 1)
    .execute();
  return listPage(rows, INBOX_PER_PAGE, page, (row) => ({ key: row.last_at.toString(), id: row.id }));
}

/** The newest threads of a customer, a job or an invoice. */
export async function threadsOf(
  tx: Tx,
  actor: StaffActor,
  of: { readonly customerId: string } | { readonly jobId: string } | { readonly invoiceId: string },
  most = 50,
): Promise<readonly InboxThread[]> {
  const [column, id] =
    'customerId' in of
      ? (['t.customer_id', of.customerId] as const)
      : 'jobId' in of
        ? (['t.job_id', of.jobId] as const)
        : (['t.invoice_id', of.invoiceId] as const);
  return listed(tx, actor)
    .where(column, '=', id)
    .orderBy('t.last_at', 'desc')
    .orderBy('t.id', 'desc')
    .limit(most)
    .execute();
}

/** A thread with messages and notes, oldest first. @throws NotFound */
export async function threadForOffice(
  tx: Tx,
  actor: StaffActor,
  id: string,
  before: string | null,
): Promise<OfficeThread> {
  if (!isUuid(id)) throw new NotFound();
  const [head, messages, files] = await Promise.all([
    listed(tx, actor)
      .select(['t.customer_id', 't.job_id', 't.last_position', 'c.archived_at as customer_archived_at'])
      .where('t.id', '=', id)
      .executeTakeFirst(),
    tx
      .selectFrom('messages as m')
      .leftJoin('staff as s', (on) => on.onRef('s.org_id', '=', 'm.org_id').onRef('s.id', '=', 'm.staff_id'))
      .select(['m.id', 'm.position', 'm.side', 'm.internal', 'm.contact_id', 'm.body', 'm.sent_at'])
      .select(sql<string | null>`coalesce(s.name, m.writer_name)`.as('writer_name'))
      .where('m.org_id', '=', actor.orgId)
      .where('m.thread_id', '=', id)
      .where(olderThan(actor.orgId, before))
      .orderBy('m.position', 'desc')
      .limit(MESSAGES_PER_PAGE + 1)
      .execute(),
    filesOfThread(tx, actor, id),
  ]);
  if (!head) throw new NotFound();
  const shown = messages.slice(0, MESSAGES_PER_PAGE).toReversed();
  return { ...head, messages: shown, hasOlder: messages.length > MESSAGES_PER_PAGE, files };
}

/** How far a thread has come, notes included. @throws NotFound */
export async function lastPosition(tx: Tx, actor: StaffActor, id: string): Promise<number> {
  if (!isUuid(id)) throw new NotFound();
  const row = await tx
    .selectFrom('threads')
    .select('last_position')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return row.last_position;
}

/** Who can be given a thread: whoever may answer. */
export async function answerers(tx: Tx, actor: StaffActor) {
  return tx
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('org_id', '=', actor.orgId)
    .where('archived_at', 'is', null)
    .where('role', '<>', 'viewer')
    .orderBy('name')
    .orderBy('id')
    .limit(200)
    .execute();
}

/** The people of a customer, those who take part first. */
export async function peopleBeside(tx: Tx, actor: StaffActor, customerId: string, threadId: string) {
  return tx
    .selectFrom('contacts as p')
    .leftJoin('thread_contacts as k', (on) =>
      on.onRef('k.org_id', '=', 'p.org_id').onRef('k.contact_id', '=', 'p.id').on('k.thread_id', '=', threadId),
    )
    .select(['p.id', 'p.first_name', 'p.last_name', 'p.email', 'p.phone', 'p.is_main', 'p.position'])
    .select(sql<boolean>`k.contact_id is not null`.as('takes_part'))
    .where('p.org_id', '=', actor.orgId)
    .where('p.customer_id', '=', customerId)
    .where('p.archived_at', 'is', null)
    .orderBy(sql`k.contact_id is null`)
    .orderBy('p.is_main', 'desc')
    .orderBy('p.id')
    .limit(20)
    .execute();
}

/** A customer's next job, for the side of a thread. */
export async function nextJobOf(tx: Tx, actor: StaffActor, customerId: string, now: Temporal.Instant) {
  return tx
    .selectFrom('jobs')
    .select(['number', 'title', 'starts_at', 'ends_at'])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', customerId)
    .where('ends_at', '>=', now)
    .where('step', 'not in', ['completed', 'cancelled'])
    .orderBy('starts_at')
    .limit(1)
    .executeTakeFirst();
}

/** A file of a message or note of the org. @throws NotFound */
export async function fileForOffice(tx: Tx, actor: StaffActor, id: string): Promise<StoredMessageFile> {
  if (!isUuid(id)) throw new NotFound();
  const row = await tx
    .selectFrom('message_files')
    .select(['id', 'message_id', 'name', 'type', 'bytes', 'width', 'height', 'store_key', 'thumb_key'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return row;
}
