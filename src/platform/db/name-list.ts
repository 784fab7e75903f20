import { sql } from 'kysely';
import { withQuery } from '../../kernel/paths.ts';
import { cleanText } from '../values/index.ts';
import { pageIn, pageQuery, type ListPage, type PageAsked, type PlaceInList } from './keyset.ts';

/** Which rows a list by name shows: those with the words of `q`, in use or archived, from a place on. */
export interface NamesAsked {
  readonly q: string;
  readonly archived: boolean;
  readonly page: PageAsked;
}

export interface NamesFound<Row> extends ListPage<Row> {
  /** How many there are in all, at most `COUNTED`. */
  readonly count: number;
}

/** Counting every row of a big org for a number nobody reads to its end would cost more than the page. */
export const COUNTED = 10_000;

const MOST_TYPED = 200;

/** What an address says about the list: `q`, `archived`, and where its page begins. */
export function namesAsked(query: Readonly<Record<string, string>>): NamesAsked {
  return {
    q: cleanText(query['q'] ?? '').slice(0, MOST_TYPED),
    archived: query['archived'] === '1',
    page: pageIn(query, isName),
  };
}

/** The same list behind another path; `place` begins its page elsewhere, `{}` at the start. */
export function namesHref(path: string, { q, archived, page }: NamesAsked, place: PlaceInList = page): string {
  const { after, before } = pageQuery(place);
  return withQuery(path, {
    q,
    archived: archived ? '1' : undefined,
    after,
    before: after === undefined ? before : undefined,
  });
}

/** PostgreSQL takes neither NUL nor half a character. */
function isName(text: string): boolean {
  return cleanText(text) === text.trim();
}

/** The order of names as SQL, for the table that `alias` stands for: what to sort by, which way, and from where. */
export function byName(alias: string, page: PageAsked) {
  const back = page.before !== undefined && page.after === undefined;
  const cursor = page.after ?? page.before;
  const name = sql<string>`${sql.ref(`${alias}.name_folded`)}`;
  const id = sql.ref(`${alias}.id`);
  const at = sql`(${cursor?.key}::text, ${cursor?.id}::uuid)`;
  return {
    name,
    direction: back ? ('desc' as const) : ('asc' as const),
    past:
      cursor === undefined
        ? sql<boolean>`true`
        : back
          ? sql<boolean>`(${name}, ${id}) < ${at}`
          : sql<boolean>`(${name}, ${id}) > ${at}`,
  };
}
