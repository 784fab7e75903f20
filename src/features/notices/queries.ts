import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { staffMay } from '../../kernel/permissions.ts';
import {
  listPage,
  pastCursor,
  readingOrder,
  type ListPage,
  type Order,
  type PageAsked,
  type Tx,
} from '../../platform/db/index.ts';
import { announceCounts } from '../../platform/live/index.ts';
import {
  NOTICE_KINDS,
  isNoticeChoice,
  rightFor,
  type NoticeChoice,
  type NoticeKind,
  type NoticeLine,
} from './notice.ts';

const PER_PAGE = 50;
const ORDER: Order = { column: 'n.last_at', id: 'n.id', type: 'timestamptz', descending: true };

/** The data of a notice as its sentence takes it. */
export function factsOf(data: unknown): Readonly<Record<string, string | number>> {
  if (typeof data !== 'object' || data === null) return {};
  return Object.fromEntries(
    Object.entries(data).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
}

function own(tx: Tx, actor: StaffActor) {
  return tx
    .selectFrom('staff_notices as n')
    .leftJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'n.org_id').onRef('c.id', '=', 'n.customer_id'))
    .select(['n.id', 'n.kind', 'n.times', 'n.data', 'n.subject_kind', 'n.subject_id', 'n.last_at', 'n.read_at'])
    .select('c.number as customer_number')
    .where('n.org_id', '=', actor.orgId)
    .where('n.staff_id', '=', actor.staffId);
}

type Row = Awaited<ReturnType<ReturnType<typeof own>['executeTakeFirstOrThrow']>>;

function lineOf(row: Row): NoticeLine {
  return {
    id: row.id,
    kind: row.kind,
    times: row.times,
    data: factsOf(row.data),
    customerNumber: row.customer_number,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    lastAt: row.last_at,
    readAt: row.read_at,
  };
}

/** A page of one's own notices, newest first. */
export async function ownNotices(
  tx: Tx,
  actor: StaffActor,
  show: 'unread' | 'all',
  page: PageAsked,
): Promise<ListPage<NoticeLine>> {
  const direction = readingOrder(ORDER, page).descending ? 'desc' : 'asc';
  const rows = await own(tx, actor)
    .where(pastCursor(ORDER, page))
    .$if(show === 'unread', (query) => query.where('n.read_at', 'is', null))
    .orderBy('n.last_at', direction)
    .orderBy('n.id', direction)
    .limit(PER_PAGE + 1)
    .execute();
  return listPage(rows.map(lineOf), PER_PAGE, page, (line) => ({ key: line.lastAt.toString(), id: line.id }));
}

/** One of one's own. @throws NotFound */
export async function ownNotice(tx: Tx, actor: StaffActor, id: string): Promise<NoticeLine> {
  const row = isUuid(id) ? await own(tx, actor).where('n.id', '=', id).executeTakeFirst() : undefined;
  if (!row) throw new NotFound();
  return lineOf(row);
}

/** How this member of staff hears of each kind that its role may hear of. */
export async function ownChoices(
  tx: Tx,
  actor: StaffActor,
): Promise<readonly { readonly kind: NoticeKind; readonly choice: NoticeChoice }[]> {
  const rows = await tx
    .selectFrom('notice_choices')
    .select(['kind', 'choice'])
    .where('org_id', '=', actor.orgId)
    .where('staff_id', '=', actor.staffId)
    .execute();
  const chosen = new Map(rows.map((row) => [row.kind, row.choice]));
  return NOTICE_KINDS.filter((kind) => staffMay(actor.role, rightFor(kind))).map((kind) => {
    const choice = chosen.get(kind) ?? 'office';
    return { kind, choice: isNoticeChoice(choice) ? choice : 'office' };
  });
}

/** Read now, all of them or one. Returns those that were unread. */
export async function markRead(
  tx: Tx,
  actor: StaffActor,
  which: { readonly id: string } | 'all',
  now: Temporal.Instant,
): Promise<readonly string[]> {
  const rows = await tx
    .updateTable('staff_notices')
    .set({ read_at: now })
    .where('org_id', '=', actor.orgId)
    .where('staff_id', '=', actor.staffId)
    .where('read_at', 'is', null)
    .$if(which !== 'all', (query) => query.where('id', '=', which === 'all' ? '' : which.id))
    .returning('id')
    .execute();
  if (rows.length > 0) await announceCounts(tx, actor.orgId, [actor.staffId]);
  return rows.map((row) => row.id);
}

/** Unread again. One that has counted on under its group meanwhile stays read: it is told of already. */
export async function markUnread(tx: Tx, actor: StaffActor, ids: readonly string[]): Promise<void> {
  await tx
    .updateTable('staff_notices as n')
    .set({ read_at: null })
    .where('n.org_id', '=', actor.orgId)
    .where('n.staff_id', '=', actor.staffId)
    .where('n.id', '=', sql<string>`any(${ids}::uuid[])`)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('staff_notices as u')
            .select('u.id')
            .where('u.org_id', '=', actor.orgId)
            .where('u.staff_id', '=', actor.staffId)
            .whereRef('u.group_key', '=', 'n.group_key')
            .where('u.read_at', 'is', null),
        ),
      ),
    )
    .execute();
  await announceCounts(tx, actor.orgId, [actor.staffId]);
}

/** Writes down how somebody wants to hear of each kind. */
export async function chooseNotices(
  tx: Tx,
  actor: StaffActor,
  choices: ReadonlyMap<NoticeKind, NoticeChoice>,
): Promise<void> {
  const allowed = [...choices].filter(([kind]) => staffMay(actor.role, rightFor(kind)));
  if (allowed.length === 0) return;
  await tx
    .insertInto('notice_choices')
    .values(allowed.map(([kind, choice]) => ({ org_id: actor.orgId, staff_id: actor.staffId, kind, choice })))
    .onConflict((on) =>
      on.columns(['org_id', 'staff_id', 'kind']).doUpdateSet((eb) => ({ choice: eb.ref('excluded.choice') })),
    )
    .execute();
}
