import type { Context, Hono } from 'hono';
import { gate } from '../../kernel/actor.ts';
import { paths } from '../../kernel/paths.ts';
import { readForm } from '../../platform/http/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { answerPage, portalDoor, sessionOf } from '../access/index.ts';
import {
  browserSecret,
  checkCsrf,
  csrfToken,
  deviceOf,
  giveCookie,
  knownBrowserSecret,
  portalCookie,
  type OrgRow,
} from '../sessions/index.ts';
import { record } from '../audit/index.ts';
import { askForRenewal, findByToken, openLink, type Found } from './open-link.ts';
import { DeadLinkPage, ExpiredLinkPage, RenewalPage } from './portal.page.tsx';
import { renewLinkTask } from './tasks.ts';

/**
 * Standing links. Opening one begins a session and leads to a clean address; it uses nothing up and counts no view, so
 * scanners and previews may open it as often as they like.
 */
export function linkRoutes(app: Hono, services: Services): void {
  app.get('/l/:token', async (c) => {
    c.header('Referrer-Policy', 'no-referrer');
    c.header('X-Robots-Tag', 'noindex');
    const found = await findByToken(services, c.req.param('token'));
    if (found.kind === 'expired') return expiredPage(c, services, found);
    if (found.kind === 'dead') return c.html(await deadPage(c, services, 'dead').text(), 404);
    // HEAD only asks whether there is something; it gets no session.
    if (c.req.method === 'HEAD') return c.body(null, 200);
    return enter(c, services, found);
  });
  // The door has noted the deed by the time this answers.
  portalDoor(app, services).post('/:org/seen', {}, ({ c }) => c.body(null, 204));
  app.post('/l/:token/renewal', async (c) => {
    c.header('Referrer-Policy', 'no-referrer');
    c.header('X-Robots-Tag', 'noindex');
    const form = await readForm(c);
    checkCsrf(services.keys, knownBrowserSecret(c, services) ?? '', form);
    const found = await findByToken(services, c.req.param('token'));
    if (found.kind === 'live') return c.redirect(paths.link(c.req.param('token')), 303);
    if (found.kind === 'dead') return c.html(await deadPage(c, services, 'dead').text(), 404);
    await askOnce(services, found);
    return answerPage(c, services, { door: 'portal', org: found.org, csrf: '' }, <RenewalPage />);
  });
}

async function enter(c: Context, services: Services, found: Found & { kind: 'live' }): Promise<Response> {
  const { org, link } = found;
  const open = await sessionOf(c, services, org.slug);
  if (open?.linkId === link.id) return c.redirect(paths.portal.home(org.slug), 303);
  const session = await openLink(services, found, deviceOf(c));
  if (session === null) return deadPage(c, services, 'busy', org);
  giveCookie(c, services, portalCookie(org.slug), session);
  return c.redirect(paths.portal.home(org.slug), 303);
}

function expiredPage(c: Context, services: Services, { org, link }: Found & { kind: 'expired' }): Response {
  const csrf = csrfToken(services.keys, browserSecret(c, services));
  const token = c.req.param('token') ?? '';
  return answerPage(
    c,
    services,
    { door: 'portal', org, csrf },
    <ExpiredLinkPage token={token} endedAt={link.expires_at} />,
  );
}

function deadPage(c: Context, services: Services, why: 'dead' | 'busy', org?: OrgRow): Response {
  return answerPage(c, services, { door: 'portal', org, csrf: '' }, <DeadLinkPage why={why} />);
}

async function askOnce(services: Services, found: Found & { kind: 'expired' }): Promise<void> {
  const { link, org } = found;
  await services.db.inScope(gate(org.id, { subjectId: link.id }), async (tx) => {
    if (await askForRenewal(services, found, tx)) await askedAgain(tx, found, services.now());
  });
}

async function askedAgain(tx: Tx, { link, org }: Found & { kind: 'expired' }, now: Temporal.Instant): Promise<void> {
  await addTask(tx, renewLinkTask, { org_id: org.id, link_id: link.id });
  await record(tx, gate(org.id), 'link.renewal_asked', {
    now,
    customerId: link.customer_id,
    subject: { kind: 'link', id: link.id },
  });
}
