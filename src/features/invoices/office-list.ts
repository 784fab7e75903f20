import { paths, withQuery } from '../../kernel/paths.ts';
import { decodeCursor, encodeCursor, isDayText, type Cursor, type PageAsked } from '../../platform/db/index.ts';
import { BadValue, typedDay } from '../../platform/values/index.ts';
import { LIST_STATES, type ListState } from './queries.ts';

/** What the address of the invoice list says. */
export interface InvoiceListAsked {
  readonly state: ListState | null;
  readonly customer: string;
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
  readonly page: PageAsked;
}

/** Reads the query of the list. What can't be read counts as not said. */
export function readList(query: Readonly<Record<string, string>>): InvoiceListAsked {
  return {
    state: LIST_STATES.find((state) => state === query['state']) ?? null,
    customer: (query['customer'] ?? '').trim(),
    from: dayIn(query['from']),
    to: dayIn(query['to']),
    page: { after: decodeCursor(query['after'], isDayText), before: decodeCursor(query['before'], isDayText) },
  };
}

function dayIn(text: string | undefined): Temporal.PlainDate | null {
  if (text === undefined || text === '') return null;
  const day = typedDay(text);
  return day instanceof BadValue ? null : day;
}

type Change = Partial<Omit<InvoiceListAsked, 'page'>> & { after?: Cursor | null; before?: Cursor | null };

/** The list's address with something changed; it begins at its first page again unless a cursor is given. */
export function listHref(asked: InvoiceListAsked, change: Change = {}): string {
  const { state, customer, from, to, after, before } = { ...asked, ...change };
  return withQuery(paths.office.invoices, {
    state: state ?? undefined,
    customer,
    from: from?.toString(),
    to: to?.toString(),
    after: after ? encodeCursor(after) : undefined,
    before: before ? encodeCursor(before) : undefined,
  });
}
