import { sql } from 'kysely';
import { system } from '../../kernel/actor.ts';
import type { Database, Tx } from '../../platform/db/index.ts';
import { BEGINNING, faultOf, type Fault, type SealedEntry } from './seal.ts';

/** A place in an org's chain that was written down outside the database. */
export interface Head {
  readonly seq: bigint;
  /** Lower-case hex. */
  readonly hash: string;
}

export interface CheckedLog {
  readonly entries: bigint;
  /** Entries whose personal part was erased; their place in the chain is checked, their words can't be. */
  readonly erased: number;
  /** Where the chain ends now; null while there is no entry. */
  readonly head: Head | null;
  /** At most `MOST_FAULTS`, in the order of the chain. */
  readonly faults: readonly { readonly seq: bigint; readonly fault: Fault }[];
}

const BATCH = 5_000;
/** One changed entry is one fault, but a broken chain may be all of one. */
export const MOST_FAULTS = 100;

/**
 * Reads an org's whole log and follows its chain, in bounded memory. `heads` are places written down outside: without
 * them, entries cut off the end together with their seals can't be noticed, because what is left is a whole chain.
 */
export async function checkLog(db: Database, orgId: string, heads: readonly Head[] = []): Promise<CheckedLog> {
  const faults: { seq: bigint; fault: Fault }[] = [];
  const begun = await db.inReadScope(system(orgId, 'check-log'), (tx) => endOf(tx, orgId));
  const expected = new Map(heads.map(({ seq, hash }) => [seq, hash]));
  if (begun.seq > 0n) expected.set(begun.seq, expected.get(begun.seq) ?? begun.hash);
  let previous = BEGINNING;
  let seq = 0n;
  let erased = 0;
  for (;;) {
    const after = seq;
    const rows = await db.inReadScope(system(orgId, 'check-log'), (tx) => sealedAfter(tx, orgId, after));
    for (const row of rows) {
      const fault = faultOf(row, previous, seq + 1n);
      seq = BigInt(row.seq);
      if (fault !== null) faults.push({ seq, fault });
      else if (differs(expected.get(seq), row.hash)) faults.push({ seq, fault: 'changed' });
      expected.delete(seq);
      if (row.is_erased) erased += 1;
      previous = row.hash;
    }
    if (faults.length >= MOST_FAULTS || rows.length < BATCH) break;
  }
  for (const cut of expected.keys()) if (cut > seq) faults.push({ seq: cut, fault: 'cut-off' });
  if (begun.unsealed > 0) faults.push({ seq: begun.seq + 1n, fault: 'not-sealed' });
  const head = seq === 0n ? null : { seq, hash: Buffer.from(previous).toString('hex') };
  return { entries: seq, erased, head, faults: faults.slice(0, MOST_FAULTS) };
}

function differs(written: string | undefined, hash: Uint8Array): boolean {
  return written !== undefined && written !== Buffer.from(hash).toString('hex');
}

async function sealedAfter(tx: Tx, orgId: string, after: bigint): Promise<readonly SealedEntry[]> {
  const { rows } = await sql<SealedEntry>`
    select s.seq::text, s.org_id::text, e.id::text, e.name, e.actor_kind, e.actor_id::text, e.actor_name, e.customer_id::text,
           e.subject_kind, e.subject_id::text, (extract(epoch from e.happened_at) * 1000000)::bigint::text as happened_us,
           e.data::text, e.salt, e.erased_at is not null as is_erased, s.detail_hash, s.hash
      from event_seals s left join events e on e.org_id = s.org_id and e.id = s.event_id
     where s.org_id = ${orgId} and s.seq > ${after}
     order by s.seq limit ${BATCH}`.execute(tx);
  return rows;
}

async function endOf(tx: Tx, orgId: string): Promise<Head & { unsealed: number }> {
  const [head, { rows }] = await Promise.all([
    tx.selectFrom('event_heads').select(['seq', 'hash']).where('org_id', '=', orgId).executeTakeFirst(),
    sql<{ unsealed: number }>`
      select count(*)::int as unsealed from (
        select from events e where e.org_id = ${orgId}
           and not exists (select from event_seals s where s.org_id = e.org_id and s.event_id = e.id) limit 1) as found`.execute(
      tx,
    ),
  ]);
  return {
    seq: head?.seq ?? 0n,
    hash: Buffer.from(head?.hash ?? BEGINNING).toString('hex'),
    unsealed: rows[0]?.unsealed ?? 0,
  };
}
