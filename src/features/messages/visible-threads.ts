import { sql } from 'kysely';
import type { PortalActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import {
  build,
  isFirstPage,
  listPage,
  pastCursor,
  readingOrder,
  type Order,
  type PageAsked,
  type Reads,
  type Tx,
} from '../../platform/db/index.ts';
import { askFor, type Asker } from '../sessions/index.ts';
import { invoicesVisibleTo } from '../visible-papers/index.ts';
import { jobsVisibleTo } from '../visible-jobs/index.ts';
import { filesOfThread, type MessageFile, type StoredMessageFile } from '../message-files/index.ts';
import { MESSAGES_PER_PAGE, THREADS_PER_PAGE, type ShownMessage, type ThreadAbout } from './thread.ts';

/**
 * The threads of the visitor's customer that the visitor may see: all, those it takes part in, or those about the one
 * thing a link is for; of those about a job or invoice, only where that is shown too. Where every read of messages on the
 * customer's side starts.
 */
export function threadsVisibleTo(tx: Reads, actor: Asker) {
  const { messages } = actor.permissions;
  return tx
    .selectFrom('threads as t')
    .where('t.org_id', '=', actor.orgId)
    .where('t.customer_id', '=', actor.customerId)
    .where((eb) => {
      if (messages === 'none') return sql<boolean>`false`;
      if (actor.subject !== null) return eb('t.subject_id', '=', actor.subject.id);
      if (messages === 'all') return sql<boolean>`true`;
      if (actor.kind !== 'contact') return sql<boolean>`false`;
      return eb.exists(
        eb
          .selectFrom('thread_contacts as p')
          .select('p.contact_id')
          .whereRef('p.org_id', '=', 't.org_id')
          .whereRef('p.thread_id', '=', 't.id')
          .where('p.contact_id', '=', actor.contactId),
      );
    })
    .where(
      sql<boolean>`(t.job_id is null or exists (${jobsVisibleTo(tx, actor)
        .select('j.id')
        .where(sql<boolean>`j.id = t.job_id`)}))`,
    )
    .where(
      sql<boolean>`(t.invoice_id is null or exists (${invoicesVisibleTo(tx, actor)
        .select('i.id')
        .where(sql<boolean>`i.id = t.invoice_id`)}))`,
    );
}

export interface VisibleThread extends ThreadAbout {
  readonly id: string;
  readonly closed_at: Temporal.Instant | null;
  readonly last_at: Temporal.Instant;
  readonly is_unread: boolean;
  readonly last_body: string | null;
  readonly last_side: string | null;
  readonly last_writer: string | null;
  readonly last_contact_id: string | null;
}

/** Who has read how far: the contact, or the link of a visitor without one. Null while staff look on without a contact. */
export function readerOf(actor: Asker): { id: string; kind: 'contact' | 'link' } | null {
  if (actor.kind === 'contact') return { id: actor.contactId, kind: 'contact' };
  return actor.linkId === null ? null : { id: actor.linkId, kind: 'link' };
}

function listed(tx: Reads, actor: Asker) {
  const reader = readerOf(actor);
  const readTo = tx
    .selectFrom('thread_reads as r')
    .select('r.read_to')
    .where('r.org_id', '=', actor.orgId)
    .where(sql<boolean>`r.thread_id = t.id`)
    .where('r.reader_id', '=', reader?.id ?? null);
  return threadsVisibleTo(tx, actor)
    .leftJoin('jobs as tj', (on) => on.onRef('tj.org_id', '=', 't.org_id').onRef('tj.id', '=', 't.job_id'))
    .leftJoin('invoices as ti', (on) => on.onRef('ti.org_id', '=', 't.org_id').onRef('ti.id', '=', 't.invoice_id'))
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('messages as m')
          .select(['m.body', 'm.side', 'm.writer_name', 'm.contact_id'])
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
      'tj.number as job_number',
      'tj.title as job_title',
      'ti.number as invoice_number',
      'l.body as last_body',
      'l.side as last_side',
      'l.writer_name as last_writer',
      'l.contact_id as last_contact_id',
      sql<boolean>`t.office_position > coalesce((${readTo}), 0)`.as('is_unread'),
    ]);
}

const NEWEST: Order = { column: 't.last_at', id: 't.id', type: 'timestamptz', descending: true };

/** One page of the visitor's threads, the newest first. */
export async function threadsPage(tx: Tx, actor: PortalActor, page: PageAsked, size: number = THREADS_PER_PAGE) {
  const direction = readingOrder(NEWEST, page).descending ? 'desc' : 'asc';
  const rowsOf = (reads: Reads, who: Asker, most: number) =>
    listed(reads, who)
      .where(pastCursor(NEWEST, page))
      .orderBy('t.last_at', direction)
      .orderBy('t.id', direction)
      .limit(most);
  const rows: readonly VisibleThread[] = isFirstPage(page)
    ? await askFor(tx, 'threads', actor, { most: size + 1 }, (asker, { most }) => rowsOf(build, asker, most))
    : await rowsOf(tx, actor, size + 1).execute();
  return listPage(rows, size, page, (row) => ({ key: row.last_at.toString(), id: row.id }));
}

/** The visitor's threads about one job or invoice, by its number. */
export async function threadsAbout(
  tx: Tx,
  actor: PortalActor,
  about: { readonly kind: 'job' | 'invoice'; readonly number: string },
): Promise<readonly VisibleThread[]> {
  return askFor(tx, `threads about a ${about.kind}`, actor, { number: about.number }, (asker, { number }) =>
    listed(build, asker)
      .where(about.kind === 'job' ? 'tj.number' : 'ti.number', '=', number)
      .orderBy('t.last_at', 'desc')
      .orderBy('t.id', 'desc')
      .limit(THREADS_PER_PAGE),
  );
}

export interface VisibleThreadDetail extends ThreadAbout {
  readonly id: string;
  readonly closed_at: Temporal.Instant | null;
  readonly last_position: number;
  readonly office_position: number;
  readonly customer_position: number;
  readonly is_unread: boolean;
  readonly messages: readonly ShownMessage[];
  /** There are older ones than those. */
  readonly hasOlder: boolean;
  readonly files: readonly MessageFile[];
}

/** A thread with its messages, oldest first, in one round trip. @throws NotFound */
export async function threadById(
  tx: Tx,
  actor: PortalActor,
  id: string,
  before: string | null,
): Promise<VisibleThreadDetail> {
  const [head, messages, files] = await Promise.all([
    listed(tx, actor)
      .select(['t.last_position', 't.office_position', 't.customer_position'])
      .where('t.id', '=', id)
      .executeTakeFirst(),
    threadsVisibleTo(tx, actor)
      .innerJoin('messages as m', (on) => on.onRef('m.org_id', '=', 't.org_id').onRef('m.thread_id', '=', 't.id'))
      .select(['m.id', 'm.position', 'm.side', 'm.internal', 'm.contact_id', 'm.writer_name', 'm.body', 'm.sent_at'])
      .where('t.id', '=', id)
      .where('m.internal', '=', false)
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

/** Messages before one of the thread; all when none is named. */
export function olderThan(orgId: string, before: string | null) {
  if (before === null || !isUuid(before)) return sql<boolean>`true`;
  return sql<boolean>`m.position < (select o.position from messages as o where o.org_id = ${orgId} and o.id = ${before}
    and o.thread_id = m.thread_id)`;
}

/** Where the visitor may look on: the thread, and how far it has come. Null for a stranger's or missing one. */
export async function placeInThread(tx: Tx, actor: PortalActor, id: string): Promise<number | null> {
  if (!isUuid(id)) return null;
  const row = await threadsVisibleTo(tx, actor)
    .select(['t.office_position', 't.customer_position'])
    .where('t.id', '=', id)
    .executeTakeFirst();
  return row ? Math.max(row.office_position, row.customer_position) : null;
}

/** A file whose message the visitor may see. @throws NotFound */
export async function fileVisibleTo(tx: Tx, actor: PortalActor, id: string): Promise<StoredMessageFile> {
  const row = await threadsVisibleTo(tx, actor)
    .innerJoin('message_files as f', (on) => on.onRef('f.org_id', '=', 't.org_id').onRef('f.thread_id', '=', 't.id'))
    .select([
      'f.id',
      'f.message_id',
      'f.name',
      'f.type',
      'f.bytes',
      'f.width',
      'f.height',
      'f.store_key',
      'f.thumb_key',
    ])
    .where('f.id', '=', id)
    .where('f.internal', '=', false)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return row;
}
