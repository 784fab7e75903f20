import { paths, withQuery } from '../../kernel/paths.ts';
import { isInstantText, pageIn, pageQuery, type PageAsked, type PlaceInList } from '../../platform/db/index.ts';
import { askedDay } from '../../platform/values/index.ts';
import { isLogGroup, WHO, type LogGroup, type Who } from './groups.ts';

/** What the address of the log says. */
export interface LogAsked {
  readonly group: LogGroup | null;
  readonly who: Who | null;
  readonly customer: string;
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
  readonly page: PageAsked;
}

/** Reads the query of the log. What can't be read counts as not said. */
export function readLog(query: Readonly<Record<string, string>>): LogAsked {
  const { group = '', customer = '' } = query;
  return {
    group: isLogGroup(group) ? group : null,
    who: WHO.find((one) => one === query['who']) ?? null,
    customer: customer.trim(),
    from: askedDay(query['from']),
    to: askedDay(query['to']),
    page: pageIn(query, isInstantText),
  };
}

type Change = Partial<Omit<LogAsked, 'page'>> & PlaceInList;

/** The log's address with something changed, or its file's; it begins at its first page unless a cursor is given. */
export function logHref(asked: LogAsked, change: Change = {}, path: string = paths.office.log): string {
  const { group, who, customer, from, to } = { ...asked, ...change };
  return withQuery(path, {
    group: group ?? undefined,
    who: who ?? undefined,
    customer,
    from: from?.toString(),
    to: to?.toString(),
    ...pageQuery(change),
  });
}
