import { paths, withQuery } from '../../kernel/paths.ts';
import { isInstantText, pageIn, pageQuery, type PageAsked, type PlaceInList } from '../../platform/db/index.ts';
import { askedDay } from '../../platform/values/index.ts';
import { isStep, type Step } from '../jobs/index.ts';
import { SORTS, type Sort } from './queries.ts';

/** What the address of the job list says: filters as typed, and how to read them. */
export interface JobListAsked {
  /** `open` when nothing is said. */
  readonly step: Step | 'open' | 'all';
  readonly staffId: string;
  readonly customer: string;
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
  readonly sort: Sort;
  readonly page: PageAsked;
}

/** Reads the query of the list. What can't be read counts as not said. */
export function readList(query: Readonly<Record<string, string>>): JobListAsked {
  const step = query['step'] ?? '';
  const sort = SORTS.find((one) => one === query['sort']) ?? 'newest';
  return {
    step: step === 'all' || isStep(step) ? step : 'open',
    staffId: query['who'] ?? '',
    customer: (query['customer'] ?? '').trim(),
    from: askedDay(query['from']),
    to: askedDay(query['to']),
    sort,
    page: pageIn(query, isInstantText),
  };
}

type Change = Partial<Omit<JobListAsked, 'page'>> & PlaceInList;

/** The list's address with something changed; it begins at its first page again unless a cursor is given. */
export function listHref(asked: JobListAsked, change: Change = {}): string {
  const { step, staffId, customer, from, to, sort } = { ...asked, ...change };
  return withQuery(paths.office.jobs, {
    step: step === 'open' ? undefined : step,
    who: staffId,
    customer,
    from: from?.toString(),
    to: to?.toString(),
    sort: sort === 'newest' ? undefined : sort,
    ...pageQuery(change),
  });
}
