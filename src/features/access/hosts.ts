import type { Context, MiddlewareHandler } from 'hono';
import { NotFound } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { isOffice } from './visitor-choices.ts';

type Addresses = Pick<Services, 'baseUrl' | 'officeUrl'>;

/** Whether the office has a host of its own. */
export function hasOwnHost({ baseUrl, officeUrl }: Addresses): boolean {
  return new URL(baseUrl).host !== new URL(officeUrl).host;
}

/** What pages of both doors load: an org's colours and logo. */
const SHARED = /^\/[a-z0-9-]+\/(?:theme|logo)\/|^\/assets\//;

/**
 * Where the office has a host of its own, each door answers on its own host only. The request's Host chooses between
 * the two that are configured and says nothing else: an unknown one gets the portal. A page of the office that is asked
 * for at the portal's host leads over; nothing leads the other way, so that the office's host says nothing of customers.
 */
export function separateDoors(services: Addresses): MiddlewareHandler {
  if (!hasOwnHost(services)) return (_c, next) => next();
  const office = new URL(services.officeUrl).host;
  return async (c, next) => {
    const here = new URL(c.req.url);
    const isOfOffice = isOffice(c) || c.req.path === paths.setup;
    if (here.host === office) {
      if (c.req.path === paths.start) return c.redirect(paths.office.home, 303);
      if (!isOfOffice && !SHARED.test(c.req.path)) throw new NotFound();
      return next();
    }
    if (!isOfOffice) return next();
    if (c.req.method !== 'GET') throw new NotFound();
    return c.redirect(`${services.officeUrl}${here.pathname}${here.search}`, 303);
  };
}

/** The origin that a request for this host may come from. */
export function originFor(services: Addresses): (c: Context) => string {
  const office = new URL(services.officeUrl);
  const portal = new URL(services.baseUrl);
  return (c) => (new URL(c.req.url).host === office.host ? office.origin : portal.origin);
}
