import type { Context, Hono } from 'hono';
import { gate } from '../../kernel/actor.ts';
import { claimedId, tokenMatches } from '../../platform/crypto/index.ts';
import { readForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { answerPage } from '../access/index.ts';
import { checkCsrf, knownBrowserSecret, orgRow, type OrgRow } from '../sessions/index.ts';
import { arrive } from '../signin/index.ts';
import { confirmReachChange, stopReachChange } from './reach-change.ts';
import { ReachDonePage, ReachLinkPage, ReachOverPage } from './reach.page.tsx';

type Deed = 'confirm' | 'stop';

/** The links in messages about a new address: one makes it count, the other stops it. Nobody has to be signed in. */
export function reachLinkRoutes(app: Hono, services: Services): void {
  app.get('/confirm-address/:token', (c) => show(c, services, 'confirm'));
  app.post('/confirm-address/:token', (c) => use(c, services, 'confirm'));
  app.get('/stop-change/:token', (c) => show(c, services, 'stop'));
  app.post('/stop-change/:token', (c) => use(c, services, 'stop'));
}

/** Looking does nothing, so a mail scanner may; nothing personal is shown. */
async function show(c: Context, services: Services, deed: Deed): Promise<Response> {
  tellNobody(c);
  const found = await findOpen(c, services, deed);
  if (found === null) return overPage(c, services);
  const visit = await arrive(c, services, found.org.slug);
  return visit.page(<ReachLinkPage token={c.req.param('token') ?? ''} deed={deed} />);
}

async function use(c: Context, services: Services, deed: Deed): Promise<Response> {
  tellNobody(c);
  const form = await readForm(c);
  checkCsrf(services.keys, knownBrowserSecret(c, services) ?? '', form);
  const found = await findOpen(c, services, deed);
  if (found === null) return overPage(c, services);
  const change = { orgId: found.org.id, id: found.id };
  const done = await (deed === 'confirm' ? confirmReachChange(services, change) : stopReachChange(services, change));
  if (!done) return overPage(c, services);
  const visit = await arrive(c, services, found.org.slug);
  return visit.page(<ReachDonePage slug={found.org.slug} deed={deed} />);
}

async function findOpen(
  c: Context,
  services: Services,
  deed: Deed,
): Promise<{ readonly id: string; readonly org: OrgRow } | null> {
  const token = c.req.param('token') ?? '';
  const id = claimedId(token);
  const purpose = deed === 'confirm' ? 'reach-confirm' : 'reach-stop';
  if (id === null || !tokenMatches(services.keys, purpose, token, id, 1)) return null;
  const row = await services.db.inReadScope(gate(null, { subjectId: id }), (tx) =>
    tx
      .selectFrom('reach_changes')
      .select(['org_id', 'channel'])
      .where('id', '=', id)
      .where('confirmed_at', 'is', null)
      .where('cancelled_at', 'is', null)
      .where('expires_at', '>', services.now())
      .executeTakeFirst(),
  );
  // A number is confirmed by its PIN alone.
  if (!row || (deed === 'confirm' && row.channel !== 'email')) return null;
  const org = await services.db.inReadScope(gate(row.org_id), (tx) => orgRow(tx, row.org_id));
  return org?.portal_open === true ? { id, org } : null;
}

function tellNobody(c: Context): void {
  c.header('Referrer-Policy', 'no-referrer');
  c.header('X-Robots-Tag', 'noindex');
}

function overPage(c: Context, services: Services): Response {
  return answerPage(c, services, { door: 'portal', csrf: '' }, <ReachOverPage />);
}
