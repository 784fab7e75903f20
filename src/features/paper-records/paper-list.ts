import { withQuery } from '../../kernel/paths.ts';
import { isDayText, pageIn, pageQuery, type PageAsked, type PlaceInList } from '../../platform/db/index.ts';
import { askedDay } from '../../platform/values/index.ts';

export type { ListPage } from '../../platform/db/index.ts';

/** What the address of a list of papers says. */
export interface PapersAsked<State extends string> {
  readonly state: State | null;
  readonly customer: string;
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
  readonly page: PageAsked;
}

/** Reads the query of a list. What can't be read counts as not said. */
export function readList<State extends string>(
  query: Readonly<Record<string, string>>,
  states: readonly State[],
): PapersAsked<State> {
  return {
    state: states.find((state) => state === query['state']) ?? null,
    customer: (query['customer'] ?? '').trim(),
    from: askedDay(query['from']),
    to: askedDay(query['to']),
    page: pageIn(query, isDayText),
  };
}

type Change = Partial<Omit<PapersAsked<string>, 'page'>> & PlaceInList;

/** The list's address with something changed; it begins at its first page again unless a cursor is given. */
export function listHref(list: string, asked: PapersAsked<string>, change: Change = {}): string {
  const { state, customer, from, to } = { ...asked, ...change };
  return withQuery(list, {
    state: state ?? undefined,
    customer,
    from: from?.toString(),
    to: to?.toString(),
    ...pageQuery(change),
  });
}
