import { decodeCursor, encodeCursor, type Cursor } from '../../platform/db/keyset.ts';
import { cleanText } from '../../platform/http/index.ts';
import type { SitesAsked } from './site.ts';

/** Where a page of a list begins. */
type Place = { readonly after?: Cursor | null | undefined; readonly before?: Cursor | null | undefined };

/** What an address says about the list: `q`, `archived`, and where its page begins. */
export function readAsked(query: (name: string) => string | undefined): SitesAsked {
  return {
    q: cleanText(query('q') ?? '').slice(0, 200),
    archived: query('archived') === '1',
    page: { after: decodeCursor(query('after'), isName), before: decodeCursor(query('before'), isName) },
  };
}

/** The same list behind another path; `place` begins its page elsewhere. */
export function askedHref(path: string, { q, archived, page }: SitesAsked, place: Place = page): string {
  const params = new URLSearchParams();
  if (q !== '') params.set('q', q);
  if (archived) params.set('archived', '1');
  if (place.after) params.set('after', encodeCursor(place.after));
  else if (place.before) params.set('before', encodeCursor(place.before));
  const query = params.toString();
  return query === '' ? path : `${path}?${query}`;
}

/** PostgreSQL takes neither NUL nor half a character. */
function isName(text: string): boolean {
  return cleanText(text) === text.trim();
}
