import { withQuery } from '../../kernel/paths.ts';
import { isDayText, pageIn, pageQuery, type PageAsked, type PlaceInList } from '../../platform/db/index.ts';
import { askedDay } from '../../platform/values/index.ts';
import { PERIODS, type Range, rangeOf } from '../statement-documents/index.ts';

/** What the address of a statement says. */
export interface StatementAsked {
  readonly range: Range;
  readonly currency: string;
  readonly page: PageAsked;
}

/** Reads the query. What can't be read counts as not said: this year, in the org's currency. */
export function readAsked(
  query: Readonly<Record<string, string>>,
  { today, currency }: { today: Temporal.PlainDate; currency: string },
): StatementAsked {
  const [from, to] = [askedDay(query['from']), askedDay(query['to'])];
  const named = PERIODS.find((period) => period === query['period']) ?? ((from ?? to) ? 'own' : 'year');
  const asked = query['currency'] ?? '';
  return {
    range: rangeOf(named, today, { from, to }),
    currency: /^[A-Z]{3}$/.test(asked) ? asked : currency,
    page: pageIn(query, isDayText),
  };
}

/** The same statement, as the hidden fields of a form. */
export function askedFields({ range, currency }: StatementAsked): Readonly<Record<string, string>> {
  const own = range.period === 'own' ? { from: range.from.toString(), to: range.to.toString() } : {};
  return { period: range.period, ...own, currency };
}

/** An address of the same statement: another page of it, or a file. */
export function statementHref(path: string, { range, currency }: StatementAsked, place: PlaceInList = {}): string {
  const own = range.period === 'own';
  return withQuery(path, {
    period: range.period,
    from: own ? range.from.toString() : undefined,
    to: own ? range.to.toString() : undefined,
    currency,
    ...pageQuery(place),
  });
}
