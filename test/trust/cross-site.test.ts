import { readdirSync } from 'node:fs';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { csrfToken, OFFICE_COOKIE, portalCookie, readSessionCookie } from '../../src/features/sessions/index.ts';
import { sha256 } from '../../src/platform/crypto/index.ts';
import { BadRequest, readForm, sameOriginOnly } from '../../src/platform/http/index.ts';
import type { Browser } from '../browser.ts';
import { BASE_URL, openWorld } from '../world.ts';
import { caught, tell } from './figures.ts';
import { furnish } from './household.ts';
import { fill, routesOf, type Route } from './routes.ts';
import { tier } from './tier.ts';

/*
 * T10: no form of the product can be sent from elsewhere. Every route that changes something, straight from the router,
 * gets what another site can make a browser send, with the visitor's own cookies and even the right token; and what comes
 * from the right place without the session's own token. None is accepted, and nothing is written.
 */

vi.setConfig({ testTimeout: 120_000 });
const world = await openWorld();
const admin = new pg.Client({ ...world.fresh.admin });
beforeAll(() => admin.connect());
afterAll(() => admin.end());
const house = await furnish(world, 'harbour-hill');
const writes = routesOf(world.app).filter(({ method }) => method === 'POST');
const { keys } = world.services;
const NAMES = {
  org: house.org.slug,
  number: house.ownJob.number,
  id: house.ownJob.id,
  item: house.ownJob.id,
  session: house.ownJob.id,
  token: 'x'.repeat(43),
};

interface Visitor {
  readonly name: string;
  readonly cookie: string;
  readonly token: string;
  readonly routes: readonly Route[];
}

const GATE =
  /^\/(?:setup|[ls]\/|set-password\/|confirm-address\/|stop-change\/|:org\/sign-in|office\/(?:sign-in|forgotten-password|password\/))/;
const isOffice = ({ pattern }: Route) => pattern.startsWith('/office');
const isGate = ({ pattern }: Route) => GATE.test(pattern);

const contact = await world.signInContact(house.org, house.contact);
const linked = await world.openLink(house.org, {
  kind: 'job',
  customerId: house.customer.id,
  jobId: house.ownJob.id,
});
const desk = await world.signInStaff(house.org, house.member);
const stranger = world.browser();
await stranger.get(`/${house.org.slug}/sign-in`);
// The first thing a person does in a session is noted; it is done before anything is compared.
for (const browser of [contact, linked]) await browser.get(`/${house.org.slug}`);
await desk.get('/office');

const inside = (office: boolean) => writes.filter((route) => !isGate(route) && isOffice(route) === office);
const visitors: readonly Visitor[] = [
  await visitorOf('a contact', contact, portalCookie(house.org.slug), inside(false)),
  await visitorOf('whoever came by a link', linked, portalCookie(house.org.slug), inside(false)),
  await visitorOf('staff', desk, OFFICE_COOKIE, inside(true)),
  {
    name: 'nobody',
    cookie: cookieLine(stranger),
    token: csrfToken(keys, stranger.cookies.get('browser') ?? ''),
    routes: writes.filter(isGate),
  },
];

function cookieLine({ cookies }: Browser): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

async function visitorOf(name: string, browser: Browser, cookie: string, routes: readonly Route[]): Promise<Visitor> {
  const session = readSessionCookie(browser.cookies.get(cookie));
  if (session === null) throw new Error(`${name} has no session`);
  const [row] = await world.rows<{ id: string }>(
    house.org,
    `select id from sessions where org_id = '${house.org.id}' and token_hash = '\\x${sha256(session.secret).toString('hex')}'`,
  );
  return { name, cookie: cookieLine(browser), token: csrfToken(keys, row?.id ?? ''), routes };
}

type Kind = 'form' | 'multipart' | 'json' | 'text' | 'none';

interface Attack {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly kind: Kind;
}

const EVIL = { origin: 'https://evil.example' };
const FROM_ELSEWHERE: readonly Attack[] = [
  { name: 'a form of another site', headers: { ...EVIL, 'sec-fetch-site': 'cross-site' }, kind: 'form' },
  { name: 'JSON of another site', headers: { ...EVIL, 'sec-fetch-site': 'cross-site' }, kind: 'json' },
  { name: 'plain text of another site', headers: { ...EVIL, 'sec-fetch-site': 'cross-site' }, kind: 'text' },
  { name: 'a multipart form of another site', headers: { ...EVIL, 'sec-fetch-site': 'cross-site' }, kind: 'multipart' },
  { name: 'an empty request of another site', headers: { ...EVIL, 'sec-fetch-site': 'cross-site' }, kind: 'none' },
  { name: 'another site, without Origin', headers: { 'sec-fetch-site': 'cross-site' }, kind: 'form' },
  { name: 'a sandboxed frame', headers: { origin: 'null', 'sec-fetch-site': 'cross-site' }, kind: 'form' },
  { name: 'a sandboxed frame of an older browser', headers: { origin: 'null' }, kind: 'form' },
  {
    name: 'a sibling of the same site',
    headers: { origin: 'http://blog.doorstep.test', 'sec-fetch-site': 'same-site' },
    kind: 'form',
  },
  { name: 'another port', headers: { origin: `${BASE_URL}:8080` }, kind: 'form' },
  { name: 'another scheme', headers: { origin: BASE_URL.replace('http:', 'https:') }, kind: 'form' },
  { name: 'an older browser on another site', headers: EVIL, kind: 'form' },
  { name: 'an address that ours begins', headers: { origin: `${BASE_URL}.evil.example` }, kind: 'json' },
  { name: 'neither Origin nor Sec-Fetch-Site', headers: {}, kind: 'form' },
  { name: 'no page at all', headers: { 'sec-fetch-site': 'none' }, kind: 'form' },
];
const OURS = { origin: BASE_URL, 'sec-fetch-site': 'same-origin' };

async function send(
  app: Hono,
  route: Route,
  { cookie, token }: Pick<Visitor, 'cookie' | 'token'>,
  { headers, kind }: Pick<Attack, 'headers' | 'kind'>,
): Promise<Response> {
  const path = fill(route.pattern, NAMES);
  return app.request(`${BASE_URL}${path}`, { method: 'POST', ...bodyOf(kind, token, { ...headers, cookie }) });
}

function bodyOf(kind: Kind, token: string, headers: Record<string, string>): RequestInit {
  const typed = (type: string, body: string): RequestInit => ({ body, headers: { ...headers, 'content-type': type } });
  const fields = token === '' ? {} : { csrf: token };
  if (kind === 'none') return { headers };
  if (kind === 'json') return typed('application/json', JSON.stringify(fields));
  if (kind === 'text') return typed('text/plain', new URLSearchParams(fields).toString());
  if (kind === 'form') return typed('application/x-www-form-urlencoded', new URLSearchParams(fields).toString());
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return { body, headers };
}

/** What got through: every answer but 403 to what came from elsewhere. */
async function acceptedFromElsewhere(app: Hono, visitor: Visitor): Promise<readonly string[]> {
  const found: string[] = [];
  for (const route of visitor.routes) {
    await Promise.all(
      FROM_ELSEWHERE.map(async (attack) => {
        const { status } = await send(app, route, visitor, attack);
        if (status !== 403) found.push(`${visitor.name}: ${route.pattern} took ${attack.name} (${status})`);
      }),
    );
  }
  return found;
}

/**
 * Routes that need no token, and why: signing out must work for a session that has ended already, and how a browser likes
 * its pages is a cookie of that browser. From elsewhere they are refused like all others.
 */
const WITHOUT_TOKEN = new Set(['/:org/sign-out', '/office/sign-out', '/:org/appearance']);
/** Not there at all for whoever lacks the key; the form's token is asked for after it. */
const NOT_THERE = new Set(['/setup']);
/** Takes a file or nothing: a form without one is shown again, whosever it is. */
const FILES_ONLY = new Set(['/office/imports']);

/** None, and that of one other visitor, or of every other. */
const WRONG_TOKENS = tier(2, visitors.length);

/** What got through from the right place, without the token of the session. */
async function acceptedWithoutToken(app: Hono, visitor: Visitor): Promise<readonly string[]> {
  const others = visitors.filter((one) => one.name !== visitor.name).map((one) => one.token);
  const wrong = ['', ...others].slice(0, WRONG_TOKENS);
  const found: string[] = [];
  for (const route of visitor.routes) {
    if (WITHOUT_TOKEN.has(route.pattern)) continue;
    await Promise.all(
      wrong.flatMap((token) =>
        (['form', 'multipart'] as const).map(async (kind) => {
          const { status } = await send(app, route, { ...visitor, token }, { headers: OURS, kind });
          const isUnread = kind === 'form' && status === 422 && FILES_ONLY.has(route.pattern);
          if (!isUnread && !isRefused(status, visitor, route))
            found.push(`${visitor.name}: ${route.pattern} took a ${kind} without its token (${status})`);
        }),
      ),
    );
  }
  return found;
}

/** A link opens less than a contact has: there the rest isn't there, before any token is looked at. */
function isRefused(status: number, { name }: Visitor, { pattern }: Route): boolean {
  return status === 403 || (status === 404 && (name === 'whoever came by a link' || NOT_THERE.has(pattern)));
}

/** Every row of the database, and every file. */
async function everything(): Promise<string> {
  const { rows } = await admin.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const sums = rows.map(
    ({ name }) => `select md5(coalesce(string_agg(t::text, '' order by t::text), '')) from ${name} t`,
  );
  const { rows: found } = await admin.query(`select ${sums.map((sum, at) => `(${sum}) as t${at}`).join(', ')}`);
  return JSON.stringify([found, readdirSync(world.services.dataDir, { recursive: true })]);
}

test('nothing that another site, a sibling or a sandboxed frame can send is accepted, and nothing is written', async () => {
  const before = await everything();
  const found: string[] = [];
  for (const visitor of visitors) {
    expect(visitor.routes.length, visitor.name).toBeGreaterThan(0);
    found.push(...(await acceptedFromElsewhere(world.app, visitor)));
    tell('T10', 'requests from elsewhere, refused', visitor.routes.length * FROM_ELSEWHERE.length);
  }
  expect(found).toEqual([]);
  expect(await everything()).toBe(before);
});

test('from the right place, a form without the token of its own session is refused, and nothing is written', async () => {
  const before = await everything();
  const found: string[] = [];
  for (const visitor of visitors) {
    found.push(...(await acceptedWithoutToken(world.app, visitor)));
    tell('T10', 'forms without their session’s token, refused', visitor.routes.length * WRONG_TOKENS * 2);
  }
  expect(found).toEqual([]);
  expect(await everything()).toBe(before);
});

test('with its token and from the right place the same form is let in, or the above would prove nothing', async () => {
  const refused: string[] = [];
  for (const visitor of visitors) {
    for (const route of visitor.routes) {
      // Signing out would leave the rest to nobody.
      if (WITHOUT_TOKEN.has(route.pattern)) continue;
      const { status } = await send(world.app, route, visitor, { headers: OURS, kind: 'form' });
      if (status === 403) refused.push(`${visitor.name}: ${route.pattern}`);
    }
  }
  expect(refused).toEqual([]);
});

test('the check itself: a guard that looks at form types only, and a route that asks for no token, are found', async () => {
  const planted = (app: Hono): Hono =>
    app.onError((error, c) => c.text('', error instanceof BadRequest ? error.status : 403));
  const route: Route = { method: 'POST', pattern: '/:org/planted', params: ['org'] };
  const [visitor] = visitors;
  if (!visitor) throw new Error('nobody to try it');
  const trying = { ...visitor, routes: [route] };

  const formTypesOnly = planted(new Hono());
  formTypesOnly.use(csrf({ origin: BASE_URL, secFetchSite: 'same-origin' }));
  formTypesOnly.post('/:org/planted', (c) => c.text('written'));
  expect((await acceptedFromElsewhere(formTypesOnly, trying)).join('\n')).toMatch(/took JSON of another site \(200\)/);
  caught('T10', 'a guard that looks at form types only (hono/csrf alone)');

  const noToken = planted(new Hono());
  noToken.use(sameOriginOnly(() => BASE_URL));
  noToken.post('/:org/planted', async (c) => {
    await readForm(c);
    return c.text('written');
  });
  expect(await acceptedFromElsewhere(noToken, trying)).toEqual([]);
  expect((await acceptedWithoutToken(noToken, trying)).length).toBeGreaterThan(0);
  caught('T10', 'a route that asks for no token');
});
