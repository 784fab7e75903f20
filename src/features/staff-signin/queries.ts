import type { StaffActor } from '../../kernel/actor.ts';
import {
  listPage,
  type ListPage,
  pastCursor,
  readingOrder,
  type Order,
  type PageAsked,
  type Tx,
} from '../../platform/db/index.ts';
import type { OfficeSession, SignInTry } from './history.ts';
import { TRIES_KEPT_DAYS } from './tries.ts';

/** More sessions than this at once is no person. */
const MOST_SESSIONS = 100;
const TRIES_SHOWN = 50;

/** Sessions of a member that still open something, the one used last first. */
export async function sessionsOf(
  tx: Tx,
  actor: StaffActor,
  staffId: string,
  { now, idleMinutes }: { now: Temporal.Instant; idleMinutes: number },
): Promise<readonly OfficeSession[]> {
  return tx
    .selectFrom('sessions')
    .select(['id', 'device', 'began_by', 'created_at', 'last_seen_at', 'expires_at'])
    .where('org_id', '=', actor.orgId)
    .where('staff_id', '=', staffId)
    .where('kind', '=', 'office')
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', now.subtract({ minutes: idleMinutes }))
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_SESSIONS)
    .execute();
}

const NEWEST: Order = { column: 't.tried_at', id: 't.id', type: 'timestamptz', descending: true };

/** A page of the tries to sign in, newest first: of one member, or of everybody. */
export async function triesOf(
  tx: Tx,
  actor: StaffActor,
  { staffId, page = {}, now }: { staffId?: string; page?: PageAsked; now: Temporal.Instant },
): Promise<ListPage<SignInTry>> {
  const reading = readingOrder(NEWEST, page);
  const found = await tx
    .selectFrom('staff_tries as t')
    .innerJoin('staff as s', (on) => on.onRef('s.org_id', '=', 't.org_id').onRef('s.id', '=', 't.staff_id'))
    .select(['t.id', 't.staff_id', 's.name', 't.way', 't.outcome', 't.device', 't.network', 't.tried_at'])
    .where('t.org_id', '=', actor.orgId)
    .where('t.tried_at', '>', now.subtract({ hours: 24 * TRIES_KEPT_DAYS }))
    .$if(staffId !== undefined, (query) => query.where('t.staff_id', '=', staffId ?? ''))
    .where(pastCursor(NEWEST, page))
    .orderBy('t.tried_at', reading.descending ? 'desc' : 'asc')
    .orderBy('t.id', reading.descending ? 'desc' : 'asc')
    .limit(TRIES_SHOWN + 1)
    .execute();
  return listPage(found, TRIES_SHOWN, page, ({ tried_at, id }) => ({ key: tried_at.toString(), id }));
}
