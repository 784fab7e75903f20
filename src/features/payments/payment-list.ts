import { paths, withQuery } from '../../kernel/paths.ts';
import { isDayText, pageIn, pageQuery, type PageAsked, type PlaceInList } from '../../platform/db/index.ts';
import { askedDay } from '../../platform/values/index.ts';
import { isMethod, type Method } from './payment.ts';

/** What the address of the payment list says. */
export interface PaymentListAsked {
  readonly state: 'cleared' | 'returned' | null;
  readonly method: Method | null;
  readonly customer: string;
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
  readonly page: PageAsked;
}

/** Reads the query of the list. What can't be read counts as not said. */
export function readList(query: Readonly<Record<string, string>>): PaymentListAsked {
  const { state = '', method = '', customer = '' } = query;
  return {
    state: state === 'cleared' || state === 'returned' ? state : null,
    method: isMethod(method) ? method : null,
    customer: customer.trim(),
    from: askedDay(query['from']),
    to: askedDay(query['to']),
    page: pageIn(query, isDayText),
  };
}

type Change = Partial<Omit<PaymentListAsked, 'page'>> & PlaceInList;

/** The list's address with something changed; it begins at its first page again unless a cursor is given. */
export function listHref(asked: PaymentListAsked, change: Change = {}): string {
  const { state, method, customer, from, to } = { ...asked, ...change };
  return withQuery(paths.office.payments, {
    state: state ?? undefined,
    method: method ?? undefined,
    customer,
    from: from?.toString(),
    to: to?.toString(),
    ...pageQuery(change),
  });
}
