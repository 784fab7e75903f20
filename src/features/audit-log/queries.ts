import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import {
  listPage,
  pastCursor,
  readingOrder,
  type Cursor,
  type Order,
  type PageAsked,
  type Tx,
} from '../../platform/db/index.ts';
import { entriesOf, historyEntry, type HistoryEntry } from '../audit/index.ts';
import { ACTOR_KINDS, GROUPS, type LogGroup, type Who } from './groups.ts';

export interface LogFilter {
  readonly group: LogGroup | null;
  readonly who: Who | null;
  readonly customerId: string | null;
  /** From this moment on. */
  readonly since: Temporal.Instant | null;
  /** Before this moment. */
  readonly until: Temporal.Instant | null;
}

/** An entry with its place in the chain. */
export interface LogEntry extends HistoryEntry {
  readonly seq: bigint | null;
  readonly hash: Uint8Array | null;
  readonly isErased: boolean;
  readonly customer: { readonly number: string; readonly name: string } | null;
}

const ORDER: Order = { column: 'e.happened_at', id: 'e.id', type: 'timestamptz', descending: true };
export const LOG_PAGE = 50;

/** A page of the org's log, newest first, `size` entries long. */
export async function listLog(tx: Tx, actor: StaffActor, filter: LogFilter, page: PageAsked, size = LOG_PAGE) {
  const direction = readingOrder(ORDER, page).descending ? 'desc' : 'asc';
  const { group, who, customerId, since, until } = filter;
  const rows = await entriesOf(tx, actor)
    .leftJoin('event_seals as s', (on) => on.onRef('s.org_id', '=', 'e.org_id').onRef('s.event_id', '=', 'e.id'))
    .leftJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'e.org_id').onRef('c.id', '=', 'e.customer_id'))
    .select(['s.seq', 's.hash', 'e.erased_at', 'c.number as customer_number', 'c.name as customer_name'])
    .where(pastCursor(ORDER, page))
    .$if(group !== null, (query) => query.where(isOfGroup(group ?? 'people')))
    .$if(who !== null, (query) => query.where('e.actor_kind', 'in', [...ACTOR_KINDS[who ?? 'staff']]))
    .$if(customerId !== null, (query) => query.where('e.customer_id', '=', customerId ?? ''))
    .$if(since !== null, (query) => query.where('e.happened_at', '>=', since))
    .$if(until !== null, (query) => query.where('e.happened_at', '<', until))
    .orderBy('e.happened_at', direction)
    .orderBy('e.id', direction)
    .limit(size + 1)
    .execute();
  return listPage(
    rows.map((row): LogEntry => ({
      ...historyEntry(row),
      seq: row.seq,
      hash: row.hash,
      isErased: row.erased_at !== null,
      customer: row.customer_number === null ? null : { number: row.customer_number, name: row.customer_name ?? '' },
    })),
    size,
    page,
    (row): Cursor => ({ key: row.at.toString(), id: row.id }),
  );
}

/** By range rather than by pattern: `like` is not leakproof and would be asked of every row of the table first. */
function isOfGroup(group: LogGroup) {
  const ranges = GROUPS[group].map((noun) => sql<boolean>`(e.name >= ${`${noun}.`} and e.name < ${`${noun}/`})`);
  return sql<boolean>`(${sql.join(ranges, sql` or `)})`;
}

/** Where the chain of the org ends now, and what the last check of it found. */
export async function stateOfLog(tx: Tx, actor: StaffActor) {
  const [head, checked] = await Promise.all([
    tx.selectFrom('event_heads').select(['seq', 'hash']).where('org_id', '=', actor.orgId).executeTakeFirst(),
    tx
      .selectFrom('events')
      .select(['name', 'happened_at', 'data'])
      .where('org_id', '=', actor.orgId)
      .where('subject_kind', '=', 'log')
      .where('subject_id', '=', actor.orgId)
      .orderBy('happened_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ]);
  return { head: head ?? null, checked: checked ?? null };
}

export type LogState = Awaited<ReturnType<typeof stateOfLog>>;
