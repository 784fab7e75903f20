import { paths, withQuery } from '../../kernel/paths.ts';
import { isInstantText, pageIn, pageQuery, type PageAsked, type PlaceInList } from '../../platform/db/index.ts';
import { cleanText } from '../../platform/values/index.ts';

/** Which threads the inbox shows. */
export interface InboxAsked {
  readonly q: string;
  readonly state: 'open' | 'closed';
  readonly who: 'all' | 'mine' | 'nobody';
  /** Only what nobody in the office has read. */
  readonly unread: boolean;
  readonly page: PageAsked;
}

const MOST_TYPED = 200;

export function inboxAsked(query: Readonly<Record<string, string>>): InboxAsked {
  const who = query['who'];
  return {
    q: cleanText(query['q'] ?? '').slice(0, MOST_TYPED),
    state: query['state'] === 'closed' ? 'closed' : 'open',
    who: who === 'mine' || who === 'nobody' ? who : 'all',
    unread: query['unread'] === '1',
    page: pageIn(query, isInstantText),
  };
}

/** The same list behind a path; what is said of `change` is otherwise, and then it begins at its start. */
export function inboxHref(path: string, asked: InboxAsked, change?: Partial<InboxAsked>, place?: PlaceInList): string {
  const { q, state, who, unread } = { ...asked, ...change };
  const { after, before } = pageQuery(place ?? (change === undefined ? asked.page : {}));
  return withQuery(path, {
    q,
    state: state === 'closed' ? state : undefined,
    who: who === 'all' ? undefined : who,
    unread: unread ? '1' : undefined,
    after,
    before: after === undefined ? before : undefined,
  });
}

export function threadHref(id: string, asked: InboxAsked): string {
  return inboxHref(paths.office.thread(id), asked);
}
