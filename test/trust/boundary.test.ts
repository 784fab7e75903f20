import { expect, test, vi } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { OFFICE_COOKIE, portalCookie } from '../../src/features/sessions/index.ts';
import { Browser, type Answer } from '../browser.ts';
import { BASE_URL, openWorld } from '../world.ts';
import { tell } from './figures.ts';
import { furnish } from './household.ts';
import { fill, routesOf, type Route } from './routes.ts';

/*
 * T10: what every answer tells a browser about frames, scripts and keeping; and two doors on two hosts, where the key of
 * one opens nothing of the other.
 */

vi.setConfig({ testTimeout: 120_000 });
const world = await openWorld();
const house = await furnish(world, 'harbour-hill');
const routes = routesOf(world.app);
const NAMES = [house.ownJob, house.ownInvoice, house.customer].map(({ id, number }) => ({
  org: house.org.slug,
  number: number ?? '',
  id,
  item: house.contact.id,
  token: 'x'.repeat(43),
}));

const desk = await world.signInStaff(house.org, house.member);
const contact = await world.signInContact(house.org, house.contact);

/** Shown inside a page of ours, and nowhere else: the preview of a message, and of how the portal looks. */
const FRAMED_BY_US = new Set(['/office/deliveries/:id/message', '/office/settings/look/sample']);

function faultsOf(route: Route, { headers }: Answer): readonly string[] {
  const policy = headers.get('content-security-policy') ?? '';
  const ancestors = FRAMED_BY_US.has(route.pattern) ? /frame-ancestors '(?:none|self)'/ : /frame-ancestors 'none'/;
  const rules: readonly [string, boolean][] = [
    ['may be framed', ancestors.test(policy)],
    ['loads what it likes', policy.includes("default-src 'none'")],
    ['runs scripts of its own', !/unsafe-(?:inline|eval)|script-src[^;]*(?:\*|https?:)/.test(policy)],
    ['lets its type be guessed', headers.get('x-content-type-options') === 'nosniff'],
    ['tells other sites its address', /^(?:same-origin|no-referrer)$/.test(headers.get('referrer-policy') ?? '')],
    ['may be opened into by others', headers.get('cross-origin-opener-policy') === 'same-origin'],
    ['may be read by other sites', headers.get('access-control-allow-origin') === null],
    ['lacks https for the next time', headers.get('strict-transport-security') !== null],
  ];
  return rules.filter(([, holds]) => !holds).map(([fault]) => `${route.pattern} ${fault}`);
}

test('no page of the router may be framed, run scripts of others or be read by them, and https stays https', async () => {
  const services = { ...world.services, baseUrl: 'https://doorstep.test', officeUrl: 'https://doorstep.test' };
  const app = createApp(services);
  const found: string[] = [];
  let pages = 0;
  const look = async (route: Route, like: Browser, names: Record<string, string>) => {
    const browser = new Browser(app, services);
    for (const [name, value] of like.cookies) browser.cookies.set(`__Host-${name}`, value);
    found.push(...faultsOf(route, await browser.get(fill(route.pattern, names))));
    pages++;
  };
  const nobody = world.browser();
  for (const route of routes.filter(({ method }) => method === 'GET')) {
    const rightful = route.pattern.startsWith('/office') ? desk : contact;
    const tried = route.params.some((name) => name !== 'org') ? NAMES : NAMES.slice(0, 1);
    await Promise.all([
      ...tried.map((names) => look(route, rightful, names)),
      ...NAMES.slice(0, 1).map((names) => look(route, nobody, names)),
    ]);
  }
  expect([...new Set(found)]).toEqual([]);
  tell('T10', 'answers whose headers were checked', pages);
});

test('signing out tells the browser to drop the pages it kept, and the session is over', async () => {
  const leaving = [
    {
      path: `/${house.org.slug}/sign-out`,
      page: `/${house.org.slug}`,
      browser: await world.signInContact(house.org, house.contact),
    },
    { path: '/office/sign-out', page: '/office', browser: await world.signInStaff(house.org, house.member) },
  ];
  for (const { path, page, browser } of leaving) {
    const kept = new Map(browser.cookies);
    expect((await browser.get(page)).status, page).toBe(200);
    expect((await browser.post(path)).headers.get('clear-site-data'), path).toBe('"cache", "storage"');
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect((await browser.get(page)).location, page).toContain('/sign-in');
  }
});

test('with two hosts, the key of one door opens nothing of the other, under whichever name it is sent', async () => {
  const officeUrl = 'http://office.test';
  const services = { ...world.services, officeUrl };
  const app = createApp(services);
  const own = portalCookie(house.org.slug);
  const keyOf = (browser: Browser, name: string) => browser.cookies.get(name) ?? '';
  const keys = { office: keyOf(desk, OFFICE_COOKIE), portal: keyOf(contact, own) };
  const both = (value: string) => `${own}=${value}; ${OFFICE_COOKIE}=${value}`;
  const opened: string[] = [];
  let tries = 0;
  const knock = async (host: string, route: Route, names: Record<string, string>, cookie: string) => {
    const headers = { cookie, origin: host, 'sec-fetch-site': 'same-origin' };
    const body = route.method === 'POST' ? { body: new URLSearchParams({ csrf: 'x' }) } : {};
    tries++;
    return app.request(`${host}${fill(route.pattern, names)}`, { method: route.method, headers, ...body });
  };
  for (const route of routes) {
    // Whoever holds a key may end its session at any door; the rest would then be tried with none.
    if (route.pattern.endsWith('/sign-out')) continue;
    const isOffice = route.pattern.startsWith('/office');
    for (const names of NAMES.slice(0, 1)) {
      const [host, wrongHost] = isOffice ? [officeUrl, BASE_URL] : [BASE_URL, officeUrl];
      // The other door's key at this door, and at the other's host; this door's own key at the other's host.
      const answers = [
        {
          told: 'another door’s key',
          answer: await knock(host, route, names, both(isOffice ? keys.portal : keys.office)),
        },
        { told: 'the wrong host', answer: await knock(wrongHost, route, names, both(keys.office)) },
        { told: 'the wrong host, by a customer', answer: await knock(wrongHost, route, names, both(keys.portal)) },
      ];
      const nobody = await knock(host, route, names, '');
      for (const { told, answer } of answers) {
        const leadsAway = answer.status >= 300 && answer.status < 400;
        const asNobody = told.includes('key') && answer.status === nobody.status;
        const isRefused = [403, 404].includes(answer.status);
        const text = await answer.text();
        if (/mark-(?!org|staff)[a-z]+-of/.test(text)) opened.push(`${route.pattern} shows something: ${told}`);
        if (!leadsAway && !asNobody && !isRefused && !SHARED.has(route.pattern))
          opened.push(`${route.method} ${route.pattern}: ${told} (${answer.status})`);
      }
    }
  }
  expect(opened).toEqual([]);
  tell('T10', 'keys tried at the wrong door or host', tries);
});

/** The look of an org, for everybody at both hosts. */
const SHARED = new Set(['/:org/theme/:file', '/:org/logo/:version', '/:org/favicon/:version', '/assets/:file']);

test('the key of each door does open its own, or the above would prove nothing', async () => {
  expect((await desk.get('/office')).status).toBe(200);
  expect((await contact.get(`/${house.org.slug}`)).status).toBe(200);
});
