import { paths, withQuery } from '../../kernel/paths.ts';
import { isDayText, pageIn, pageQuery, type PageAsked, type PlaceInList } from '../../platform/db/index.ts';
import { askedDay } from '../../platform/values/index.ts';
import { LIST_STATES, type ListState } from './queries.ts';

/** What the address of the list of credit notes says. */
export interface NoteListAsked {
  readonly state: ListState | null;
  readonly customer: string;
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
  readonly page: PageAsked;
}

/** Reads the query of the list. What can't be read counts as not said. */
export function readList(query: Readonly<Record<string, string>>): NoteListAsked {
  return {
    state: LIST_STATES.find((state) => state === query['state']) ?? null,
    customer: (query['customer'] ?? '').trim(),
    from: askedDay(query['from']),
    to: askedDay(query['to']),
    page: pageIn(query, isDayText),
  };
}

type Change = Partial<Omit<NoteListAsked, 'page'>> & PlaceInList;

/** The list's address with something changed; it begins at its first page again unless a cursor is given. */
export function listHref(asked: NoteListAsked, change: Change = {}): string {
  const { state, customer, from, to } = { ...asked, ...change };
  return withQuery(paths.office.creditNotes, {
    state: state ?? undefined,
    customer,
    from: from?.toString(),
    to: to?.toString(),
    ...pageQuery(change),
  });
}
