import { createHash } from 'node:crypto';

/** An entry of the log with its seal, every value as PostgreSQL prints it. */
export interface SealedEntry {
  readonly seq: string;
  /** Null when the entry is gone though its seal is there. */
  readonly id: string | null;
  readonly org_id: string;
  readonly name: string | null;
  readonly actor_kind: string | null;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly customer_id: string | null;
  readonly subject_kind: string | null;
  readonly subject_id: string | null;
  /** Microseconds since 1970. */
  readonly happened_us: string | null;
  readonly data: string | null;
  readonly salt: Uint8Array | null;
  readonly is_erased: boolean;
  readonly detail_hash: Uint8Array;
  readonly hash: Uint8Array;
}

/** What stands between two sealed values, and in none of them. */
const BETWEEN = '\u001f';
/** What the first entry of an org is chained to. */
export const BEGINNING: Uint8Array = new Uint8Array(32);

/** The digest of what names a person, the same as `app.event_detail` of 0015_audit_chain.sql. */
export function detailHash(entry: Pick<SealedEntry, 'salt' | 'actor_name' | 'data'>): Uint8Array {
  return createHash('sha256')
    .update(entry.salt ?? '')
    .update([entry.actor_name ?? '', entry.data ?? ''].join(BETWEEN))
    .digest();
}

/** The seal of an entry after the entry sealed with `previous`: the same as `app.event_hash`. */
export function entryHash(entry: SealedEntry, previous: Uint8Array): Uint8Array {
  const plain = [
    entry.seq,
    entry.org_id,
    entry.id,
    entry.name,
    entry.actor_kind,
    entry.actor_id,
    entry.customer_id,
    entry.subject_kind,
    entry.subject_id,
    entry.happened_us,
  ];
  return createHash('sha256')
    .update(previous)
    .update(entry.detail_hash)
    .update(plain.map((value) => value ?? '').join(BETWEEN))
    .digest();
}

export type Fault = 'missing-seal' | 'missing-entry' | 'changed' | 'changed-details' | 'not-sealed' | 'cut-off';

/** What is wrong with an entry that stands after `previous`, or null. Erased details can't be checked, and needn't be. */
export function faultOf(entry: SealedEntry, previous: Uint8Array, expectedSeq: bigint): Fault | null {
  if (BigInt(entry.seq) !== expectedSeq) return 'missing-seal';
  if (entry.id === null) return 'missing-entry';
  if (!entry.is_erased && !isSame(detailHash(entry), entry.detail_hash)) return 'changed-details';
  return isSame(entryHash(entry, previous), entry.hash) ? null : 'changed';
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
