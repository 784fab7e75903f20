import type { Client } from 'pg';
import { officeVisits, portalVisits } from './data.ts';

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
    {
      name: 'office customer search',
      requests: searches.map(({ cookie, query }) => ({
        path: `/office/search?q=${encodeURIComponent(query)}`,
        cookie,
      })),
    },
  ];
}
