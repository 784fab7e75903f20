import { paths } from './paths.ts';

/** The lists of the office that can be narrowed, and whose narrowing can be kept under a name. */
export const OFFICE_LISTS = {
  jobs: paths.office.jobs,
  invoices: paths.office.invoices,
  payments: paths.office.payments,
  customers: paths.office.customers,
  sites: paths.office.sites,
  deliveries: paths.office.deliveries,
  messages: '/office/messages',
} as const;

export type ListName = keyof typeof OFFICE_LISTS;
export const LIST_NAMES = Object.keys(OFFICE_LISTS).filter(isListName);

export function isListName(text: string): text is ListName {
  return Object.hasOwn(OFFICE_LISTS, text);
}

/** The list at a path, or null. */
export function listAt(path: string): ListName | null {
  return LIST_NAMES.find((name) => OFFICE_LISTS[name] === path) ?? null;
}

/** As long as a saved filter may be. */
export const MOST_QUERY = 1000;

/**
 * What a list's address says of how it is narrowed and sorted, in one order, without where its page begins. '' when it is
 * too long to be kept or holds nothing.
 */
export function filterQuery(list: ListName, search: string): string {
  // The deliveries keep their place under another name.
  const places = list === 'deliveries' ? ['after', 'before', 'from'] : ['after', 'before'];
  const kept = [...new URLSearchParams(search)]
    .filter(([name, value]) => value !== '' && !places.includes(name))
    .toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  const query = new URLSearchParams(kept).toString();
  return query.length > MOST_QUERY ? '' : query;
}
