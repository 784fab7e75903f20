import type { Client } from 'pg';
import { pageQuery } from '../src/platform/db/index.ts';
import { longVisit, officeCookies, officeVisits, portalVisits } from './data.ts';

/** A page under load: which requests make it up. */
export interface Page {
  readonly name: string;
  readonly requests: readonly Request[];
}

export interface Request {
  readonly path: string;
  readonly cookie: string;
}

/** So many different visitors that the same rows come round seldom, and few enough to be recorded in seconds. */
const VISITORS = 400;

/** The pages that the budgets speak of, each asked for by many visitors in turn. */
export async function pagesOf(admin: Client): Promise<readonly Page[]> {
  const visits = await portalVisits(admin, VISITORS);
  const searches = await officeVisits(admin, 40);
  const portal = (name: string, path: (visit: (typeof visits)[number]) => string): Page => ({
    name,
    requests: visits.map((visit) => ({ path: path(visit), cookie: visit.cookie })),
  });
  return [
    portal('portal home', ({ slug }) => `/${slug}`),
    portal('job list', ({ slug }) => `/${slug}/jobs`),
    portal('invoice detail', ({ slug, invoice }) => `/${slug}/invoices/${invoice}`),
    {
      name: 'sign-in page',
      requests: visits.map(({ slug }) => ({ path: `/${slug}/sign-in`, cookie: `browser=${'b'.repeat(43)}` })),
    },
    ...(await searchPages(admin)),
    ...(await statementPages(admin)),
    {
      name: 'office customer search',
      requests: searches.map(({ cookie, query }) => ({
        path: `/office/search?q=${encodeURIComponent(query)}`,
        cookie,
      })),
    },
  ];
}

/** What people type, from the kindest to the unkindest: as the page and as what the palette asks at each letter. */
const TYPED = [
  ['a rare word', 'weathervane'],
  ['a word of every job', 'window'],
  ['two words of every job', 'window cleaning'],
  ['a phone number', '077 0000 12'],
] as const;

async function searchPages(admin: Client): Promise<readonly Page[]> {
  const cookies = await officeCookies(admin);
  const asked = (name: string, path: string, typed: string): Page => ({
    name,
    requests: cookies.map((cookie) => ({ path: `${path}?q=${encodeURIComponent(typed)}`, cookie })),
  });
  return TYPED.flatMap(([what, typed]) => [
    asked(`office search, ${what}`, '/office/search', typed),
    asked(`office palette, ${what}`, '/office/search/palette', typed),
  ]);
}

/** A statement of 10,000 entries: its first page, and the one in its middle. */
async function statementPages(admin: Client): Promise<readonly Page[]> {
  const { slug, cookie, middle } = await longVisit(admin);
  const { after = '' } = pageQuery({ after: middle });
  const path = `/${slug}/statement?period=all`;
  return [
    { name: 'statement, first page', requests: [{ path, cookie }] },
    { name: 'statement, middle page', requests: [{ path: `${path}&after=${encodeURIComponent(after)}`, cookie }] },
  ];
}
