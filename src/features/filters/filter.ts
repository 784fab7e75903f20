import { z } from 'zod';
import { filterQuery, isListName, type ListName } from '../../kernel/lists.ts';

/** As long as a tab can be read. */
export const MOST_NAME = 40;
/** More of one's own for one list are no help any more. */
export const MOST_OWN = 20;
/** More of the whole team's fill everybody's page. */
export const MOST_TEAM = 20;
export const MOST_COLUMNS = 40;

export interface FilterLine {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly isTeam: boolean;
}

/** Why this can't be kept, or null. */
export function filterRefusal(
  name: string,
  query: string,
): 'filters.error-name' | 'filters.error-long' | 'filters.error-empty' | null {
  if (name === '') return 'filters.error-name';
  if ([...name].length > MOST_NAME) return 'filters.error-long';
  return query === '' ? 'filters.error-empty' : null;
}

/** What a form says of a list and how it is narrowed, in the one order in which it is compared. */
export function readFilter(list: string, query: string): { readonly list: ListName; readonly query: string } | null {
  return isListName(list) ? { list, query: filterQuery(list, query) } : null;
}

/** The data of taking a removal back. */
export const removedShape = z.object({ id: z.uuid(), list: z.string() });
