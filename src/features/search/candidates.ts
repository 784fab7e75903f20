import { sql, type RawBuilder } from 'kysely';
import { beginsAs, termsLike, type Word } from '../../platform/db/search-words.ts';
import type { Kind, Plan, Reach } from './plan.ts';

interface Asked {
  readonly orgId: string;
  /** How many are shown, and one more. */
  readonly most: number;
  readonly reach: Reach;
  /** The newest things of the kind, as `select id from …`, without a limit. */
  readonly newest: RawBuilder<unknown>;
  /** The thing whose number was typed, likewise. */
  readonly exact: RawBuilder<unknown>;
}

/** The ids of things that have every word: all of them, or the newest. */
export function candidates(kind: Kind, plan: Plan, asked: Asked): RawBuilder<unknown> {
  const { orgId, most, reach, newest, exact } = asked;
  const has = (id: string) => hasAll(entriesOf(orgId, kind, id), plan.rest);
  if (plan.by === 'few') {
    const entries = termsLike(orgId, kind, plan.lead).select('t.subject_id as id').distinct();
    return sql`select f.id from ${entries} as f where ${has('f.id')}`;
  }
  if (plan.by === 'newest') {
    const some = sql`select n.id from (${newest} limit ${reach.newest}) as n where ${has('n.id')} limit ${most}`;
    return sql`(${some}) union (${exact})`;
  }
  const ofTerm = sql`
    select distinct t.subject_id as id from search_terms as t
    where t.org_id = ${orgId} and t.kind = ${kind} and t.term = x.term order by id desc limit ${reach.newest}`;
  return sql`
    (select distinct n.id from unnest(${plan.terms}::text[]) as x (term)
      cross join lateral (select o.id from (${ofTerm}) as o where ${has('o.id')} order by o.id desc limit ${most}) as n
      order by n.id desc limit ${most})
    union (${exact})`;
}

/** Contacts or sites of customers: the entries that are their own lead to them. */
export function ownCandidates(orgId: string, lead: Word, rest: readonly Word[]): RawBuilder<unknown> {
  const entries = termsLike(orgId, 'customer', lead).select('t.source_id as id').distinct();
  return sql`select f.id from ${entries} as f where ${hasAll(ownEntries(orgId, 'f.id'), rest)}`;
}

/**
 * The thing has a term that begins as each word does. As a subquery that gives one value the database asks it of each
 * candidate; as `exists` it may choose to read every entry of a common word first.
 */
function hasAll(entries: RawBuilder<unknown>, words: readonly Word[]): RawBuilder<boolean> {
  if (words.length === 0) return sql<boolean>`true`;
  const each = words.map((word) => sql`(select true ${entries} and ${beginsAs('w.term', word)} limit 1)`);
  return sql<boolean>`(${sql.join(each, sql` and `)})`;
}

/** The entries of one thing. Those of a customer are its contacts' and sites' too, those of a thread its messages'. */
function entriesOf(orgId: string, kind: Kind, id: string): RawBuilder<unknown> {
  if (kind !== 'customer' && kind !== 'thread') return ownEntries(orgId, id);
  // Written out, for the index that has no others.
  const ofKind = kind === 'customer' ? sql`w.kind = 'customer'` : sql`w.kind = 'thread'`;
  return sql`from search_terms as w where w.org_id = ${orgId} and ${ofKind} and w.subject_id = ${sql.ref(id)}`;
}

function ownEntries(orgId: string, id: string): RawBuilder<unknown> {
  return sql`from search_terms as w where w.org_id = ${orgId} and w.source_id = ${sql.ref(id)}`;
}
