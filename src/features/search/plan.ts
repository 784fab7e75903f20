import { sql, type RawBuilder } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { afterAll, termsLike, type Word } from '../../platform/db/search-words.ts';

export type Kind = 'customer' | 'job' | 'invoice' | 'credit_note' | 'thread';
const KINDS: readonly Kind[] = ['customer', 'job', 'invoice', 'credit_note', 'thread'];

/** How far a search looks. Smaller in tests, so that little data is much. */
export interface Reach {
  /** A word that no more entries than this begin with leads the search, and each of them is looked at. */
  readonly few: number;
  /** Of a more common word, so many of the newest are looked at: of each term that begins as the word does. */
  readonly newest: number;
  /** With more terms than this, as the beginning of a number has, the newest things of the kind are looked at instead. */
  readonly terms: number;
}

export const REACH: Reach = { few: 200, newest: 150, terms: 6 };

/** How a kind is looked through, so that the cost has an end, however big the org and whatever is typed. */
export type Plan =
  | { readonly by: 'few'; readonly lead: Word; readonly rest: readonly Word[] }
  | { readonly by: 'terms'; readonly terms: readonly string[]; readonly rest: readonly Word[] }
  | { readonly by: 'newest'; readonly rest: readonly Word[] };

interface Counted {
  readonly word: Word;
  /** Never counted further than one more than few. */
  readonly count: number;
  /** Of a word with more than few entries; one more than may be says that there are more. */
  readonly terms: readonly string[] | null;
}

/** Counts the entries of each word and kind, never further than it matters. One round trip. */
export async function plansFor(
  tx: Tx,
  { orgId }: StaffActor,
  words: readonly Word[],
  reach: Reach,
): Promise<Readonly<Record<Kind, Plan>>> {
  const asked = KINDS.flatMap((kind) => words.map((word) => countOf(orgId, kind, word, reach)));
  const { rows } = await sql<{ at: number } & Omit<Counted, 'word'>>`
    ${sql.join(
      asked.map((one, at) => sql`select ${at}::int as at, f.count, f.terms from (${one}) as f`),
      sql` union all `,
    )}`.execute(tx);
  const found = new Map(rows.map((row) => [row.at, row]));
  const planOf = (kind: Kind): Plan => {
    const from = KINDS.indexOf(kind) * words.length;
    return choose(
      words.map((word, at) => ({ count: 0, terms: null, ...found.get(from + at), word })),
      reach,
    );
  };
  return {
    customer: planOf('customer'),
    job: planOf('job'),
    invoice: planOf('invoice'),
    credit_note: planOf('credit_note'),
    thread: planOf('thread'),
  };
}

/** The rarest word leads. Of common ones, that with the fewest terms: it says the most of what it leads to. */
function choose(words: readonly Counted[], reach: Reach): Plan {
  const [lead] = words.toSorted(
    (one, other) => one.count - other.count || (one.terms?.length ?? 0) - (other.terms?.length ?? 0),
  );
  const rest = words.filter((one) => one !== lead).map(({ word }) => word);
  if (lead !== undefined && lead.count <= reach.few) return { by: 'few', lead: lead.word, rest };
  if (lead?.terms && lead.terms.length <= reach.terms) return { by: 'terms', terms: lead.terms, rest };
  return { by: 'newest', rest: words.map(({ word }) => word) };
}

function countOf(orgId: string, kind: Kind, word: Word, { few, terms }: Reach): RawBuilder<unknown> {
  const some = termsLike(orgId, kind, word)
    .select('t.subject_id')
    .limit(few + 1);
  return sql`
    select c.count, case when c.count > ${few} then array(${sql.join(
      word.map((prefix) => sql`(${termsFrom(orgId, kind, prefix, terms + 1)})`),
      sql` union all `,
    )}) end as terms
    from (select count(*)::int as count from ${some} as found) as c`;
}

/** The terms with this beginning, each found from the one before it: entries of the same term are not read. */
function termsFrom(orgId: string, kind: Kind, prefix: string, most: number): RawBuilder<unknown> {
  const next = (from: RawBuilder<unknown>) => sql`
    select t.term from search_terms as t
    where t.org_id = ${orgId} and t.kind = ${kind} and ${from} and t.term < ${afterAll(prefix)}
    order by t.term limit 1`;
  return sql`
    with recursive each as (
      (${next(sql`t.term >= ${prefix}`)})
      union all
      select n.term from each as e cross join lateral (${next(sql`t.term > e.term`)}) as n
    ) select term from each limit ${most}`;
}
