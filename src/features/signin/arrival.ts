import type { Context } from 'hono';
import type { VNode } from 'preact';
import { NotFound } from '../../kernel/errors.ts';
import { clientAddress, readForm, type TypedForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { answerPage } from '../access/index.ts';
import { browserSecret, checkCsrf, csrfToken, findOrg, knownBrowserSecret, type OrgRow } from '../sessions/index.ts';
import type { Asker } from './requests.ts';

/** Somebody on the sign-in pages of an org, whom nobody knows yet. */
export interface Arrival {
  readonly c: Context;
  readonly services: Services;
  readonly org: OrgRow;
  readonly browser: string;
  page(page: VNode, status?: 200 | 422): Response;
}

export interface FormArrival extends Arrival {
  readonly form: TypedForm;
}

/** @throws NotFound when there is no such org, or its portal is closed */
export async function arrive(c: Context, services: Services, slug = c.req.param('org') ?? ''): Promise<Arrival> {
  const org = await findOrg(services.db, slug);
  if (org === null || !org.portal_open) throw new NotFound();
  const browser = browserSecret(c, services);
  const csrf = csrfToken(services.keys, browser);
  return {
    c,
    services,
    org,
    browser,
    page: (page, status) => answerPage(c, services, { door: 'portal', org, csrf }, page, status),
  };
}

export async function arriveWithForm(c: Context, services: Services): Promise<FormArrival> {
  const form = await readForm(c);
  checkCsrf(services.keys, knownBrowserSecret(c, services) ?? '', form);
  return { ...(await arrive(c, services)), form };
}

export function asker({ c, services, browser }: Arrival): Asker {
  return { browser, client: clientAddress(c, services.trustedProxies) };
}
