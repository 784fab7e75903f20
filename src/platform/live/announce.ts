import { sql } from 'kysely';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../db/index.ts';

/** The one channel of the database that processes listen to. */
export const CHANNEL = 'doorstep_live';

/** That something changed in a thread, and for whom; never what. */
export interface Hint {
  readonly orgId: string;
  readonly customerId: string;
  readonly threadId: string;
  /** `office`: nothing that the customer's side may know of, such as a note. */
  readonly audience: 'everybody' | 'office';
}

/** A change of rights: of everybody of an org, or of one customer, link's customer, session or member of staff. */
export interface AccessHint {
  readonly orgId: string;
  /** Null for everybody of the org. */
  readonly who: string | null;
}

/** Tells the screens that are open, when the transaction is committed and not otherwise. */
export async function announce(tx: Tx, { orgId, customerId, threadId, audience }: Hint): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${`${audience} ${orgId} ${customerId} ${threadId}`})`.execute(tx);
}

/** What a member of staff is counting has changed: how many, they ask. */
export interface CountsHint {
  readonly orgId: string;
  readonly countedBy: string;
}

export async function announceCounts(tx: Tx, orgId: string, staffIds: readonly string[]): Promise<void> {
  if (staffIds.length === 0) return;
  await sql`select pg_notify(${CHANNEL}, concat_ws(' ', 'counts', ${orgId}::text, id)) from unnest(${staffIds}::text[]) id`.execute(
    tx,
  );
}

/** What came over the channel, or null for what is none of ours. Changes of rights are told by triggers (0010_messages.sql). */
export function readHint(payload: string): Hint | AccessHint | CountsHint | null {
  const [word = '', orgId = '', ...ids] = payload.split(' ');
  if (!isUuid(orgId) || !ids.every(isUuid)) return null;
  const [first = null, threadId] = ids;
  if (word === 'access') return { orgId, who: first };
  if (word === 'counts' && first !== null) return { orgId, countedBy: first };
  if ((word !== 'everybody' && word !== 'office') || first === null || threadId === undefined) return null;
  return { orgId, customerId: first, threadId, audience: word };
}
