import type { Context, Hono } from 'hono';
import { gate } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { claimedId, sha256, tokenMatches } from '../../platform/crypto/index.ts';
import { readForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { answerPage } from '../access/index.ts';
import { checkCsrf, knownBrowserSecret, orgRow } from '../sessions/index.ts';
import { arrive, type Arrival } from './arrival.ts';
import { enterOrChoose, peopleOf } from './enter-or-choose.ts';
import { LinkPage } from './portal.page.tsx';
import { CODE_TRIES, findRequest, proveRequest, type SignInRequest } from './requests.ts';

/** The link in a sign-in message. */
export function singleUseLinkRoutes(app: Hono, services: Services): void {
  app.get('/s/:token', async (c) => showLink(c, services));
  app.post('/s/:token', async (c) => useLink(c, services));
}

/** A single-use link: looking does nothing, the button signs in. Nothing personal is shown before that. */
async function showLink(c: Context, services: Services): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const id = claimedId(token);
  const request = id === null ? null : await findRequest(services, id);
  const slug =
    request && tokenMatches(services.keys, 'sign-in-link', token, request.id, 1)
      ? await slugOf(services, request.org_id)
      : null;
  const over =
    !request ||
    slug === null ||
    request.used_at !== null ||
    request.proved_at !== null ||
    Temporal.Instant.compare(request.expires_at, services.now()) <= 0;
  c.header('Referrer-Policy', 'no-referrer');
  c.header('X-Robots-Tag', 'noindex');
  if (over) return answerPage(c, services, { door: 'portal', csrf: '' }, <LinkPage state="over" />);
  const visit = await arrive(c, services, slug);
  return visit.page(<LinkPage state="ready" token={token} sameBrowser={isAsker(visit, request)} />);
}

async function useLink(c: Context, services: Services): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const form = await readForm(c);
  checkCsrf(services.keys, knownBrowserSecret(c, services) ?? '', form);
  c.header('Referrer-Policy', 'no-referrer');
  c.header('X-Robots-Tag', 'noindex');
  const id = claimedId(token);
  const browser = knownBrowserSecret(c, services);
  const code = form.text('code').replaceAll(/\s/g, '');
  const request = id === null ? null : await proveRequest(services, id, { kind: 'link', token, browser, code });
  if (request === null) {
    const known = id === null ? null : await findRequest(services, id);
    const genuine = known && tokenMatches(services.keys, 'sign-in-link', token, known.id, 1);
    const waiting = genuine && known.used_at === null && known.proved_at === null && known.tries < CODE_TRIES;
    const org = known && waiting ? await slugOf(services, known.org_id) : null;
    if (org === null || !known) return answerPage(c, services, { door: 'portal', csrf: '' }, <LinkPage state="over" />);
    const visit = await arrive(c, services, org);
    const problem = 'signin.code-wrong';
    return visit.page(
      <LinkPage state="ready" token={token} sameBrowser={isAsker(visit, known)} problem={problem} />,
      422,
    );
  }
  const visit = { ...(await arrive(c, services, await slugOf(services, request.org_id))), form };
  const people = await peopleOf(visit, request);
  if (people.length === 0) return visit.page(<LinkPage state="over" />);
  return enterOrChoose(visit, request, people, 'sign_in_link', '');
}

async function slugOf(services: Services, orgId: string): Promise<string> {
  const org = await services.db.inReadScope(gate(orgId), (tx) => orgRow(tx, orgId));
  if (!org) throw new NotFound();
  return org.slug;
}

function isAsker(visit: Arrival, request: SignInRequest): boolean {
  return sha256(visit.browser).equals(request.browser_hash);
}
