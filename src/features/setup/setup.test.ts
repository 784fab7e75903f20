import { beforeEach, expect, test } from 'vitest';
import { withClient } from '../../platform/db/connection.ts';
import { openWorld } from '../../../test/world.ts';
import { slugFrom, slugRefusal, usualCurrency, usualZone } from '../orgs/index.ts';
import { setupUrl } from './index.ts';

const world = await openWorld();
const address = setupUrl(world.services).slice(world.services.baseUrl.length);
const key = new URLSearchParams(address.split('?')[1]).get('key') ?? '';

const filled = {
  key,
  name: 'Größ & Söhne',
  slug: '',
  country: 'DE',
  time_zone: '',
  currency: '',
  person: 'Änne Größ',
  email: 'Aenne@groess.example',
  password: 'seven ladders on a windy day',
};

async function asAdmin(sql: string) {
  return withClient(world.fresh.admin, { name: 'test' }, async (client) => (await client.query(sql)).rows);
}

beforeEach(async () => {
  // The log is kept by trigger, whoever asks; only a test begins anew.
  await asAdmin('set session_replication_role = replica; truncate orgs cascade');
});

/** A browser that has the set-up page open. */
async function atSetup() {
  const browser = world.browser();
  const page = await browser.get(address);
  return { browser, page };
}

test('the bare address of a new installation says where set-up is, without its key', async () => {
  const page = await world.browser().get('/');
  expect(page.status).toBe(200);
  expect(page.html).toContain('Doorstep is running, and new');
  expect(page.html).not.toContain(key);
});

test('set-up opens with its key only, and is gone once there is an org', async () => {
  const { page, browser } = await atSetup();
  expect(page.status).toBe(200);
  expect(page.html).toContain('Set up your business');
  expect((await browser.get('/setup')).status).toBe(404);
  expect((await browser.get('/setup?key=AAAAAAAAAAAAAAAAAAAAAA')).status).toBe(404);
  await world.org();
  expect((await browser.get(address)).status).toBe(404);
  expect((await browser.post(address, filled)).status).toBe(404);
  expect((await world.browser().get('/')).html).toContain('Go to the office');
});

test('a business is set up with what its country has as usual, and its owner is signed in', async () => {
  const { browser } = await atSetup();
  const answer = await browser.post(address, filled);
  expect(answer).toMatchObject({ status: 303, location: '/office' });
  const [org] = await asAdmin('select slug, currency, time_zone, country, portal_open, email from orgs');
  expect(org).toEqual({
    slug: 'groess-soehne',
    currency: 'EUR',
    time_zone: 'Europe/Berlin',
    country: 'DE',
    portal_open: false,
    email: 'aenne@groess.example',
  });
  expect(await asAdmin('select name, rate_bp, is_default from tax_rates order by rate_bp desc')).toEqual([
    { name: '19%', rate_bp: 1900, is_default: true },
    { name: '0%', rate_bp: 0, is_default: false },
  ]);
  expect(await asAdmin(`select role, email from staff`)).toEqual([{ role: 'owner', email: 'aenne@groess.example' }]);
  expect(browser.cookies.get('office')).toMatch(/^[0-9a-f-]{36}\.[\w-]{43}$/);
});

test('two set-ups at once make one org', async () => {
  const [one, two] = await Promise.all([atSetup(), atSetup()]);
  const answers = await Promise.all([
    one.browser.post(address, filled),
    two.browser.post(address, { ...filled, name: 'Another', email: 'b@example.com' }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 404]);
  expect(await asAdmin('select count(*)::int as n from orgs')).toEqual([{ n: 1 }]);
  expect(await asAdmin('select count(*)::int as n from staff')).toEqual([{ n: 1 }]);
});

test('what is wrong is said beside each field, what was typed stays, and nothing is written', async () => {
  const { browser } = await atSetup();
  const answer = await browser.post(address, {
    ...filled,
    slug: 'office',
    country: 'US',
    email: 'nowhere',
    password: 'short',
  });
  expect(answer.status).toBe(422);
  for (const text of [
    'This address is needed by the program itself',
    'This country has several time zones',
    'Type your e-mail address',
    'A password has at least 15 characters',
    'value="Größ &amp; Söhne"',
  ])
    expect(answer.html).toContain(text);
  expect(answer.html).not.toContain('value="short"');
  expect(await asAdmin('select count(*)::int as n from orgs')).toEqual([{ n: 0 }]);
});

test('a password made of the business’s and one’s own names is refused', async () => {
  const { browser } = await atSetup();
  const answer = await browser.post(address, {
    ...filled,
    name: 'Harbour Windows',
    person: 'Anne Smith',
    password: 'harbourwindowssmith',
  });
  expect(answer.html).toContain('Leave out your name');
});

test('a set-up form from another page or site writes nothing', async () => {
  const { browser } = await atSetup();
  expect((await browser.post(address, { ...filled, csrf: 'made-up' })).status).toBe(403);
  expect((await browser.postBare(address, filled, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect(await asAdmin('select count(*)::int as n from orgs')).toEqual([{ n: 0 }]);
});

test('names become addresses, and the program’s own are kept free', () => {
  expect(slugFrom('Harbour & Hill Property Care')).toBe('harbour-hill-property-care');
  expect(slugFrom('Łódź’s Best — Über 100!')).toBe('lodzs-best-ueber-100');
  expect(slugFrom('نور')).toBe('');
  expect(slugRefusal('setup')).toBe('setup.slug-reserved');
  expect(slugRefusal('a'.repeat(40))).toBeNull();
  expect(slugRefusal('a'.repeat(41))).toBe('setup.slug-shape');
  expect(slugRefusal('')).toBe('setup.slug-shape');
});

test('a country gives its currency, and its zone when all its clocks agree', () => {
  expect([usualCurrency('GB'), usualCurrency('CH'), usualCurrency('XX'), usualCurrency('gb')]).toEqual([
    'GBP',
    'CHF',
    null,
    null,
  ]);
  expect([usualZone('DE', 2026), usualZone('US', 2026), usualZone('GB', 2026)]).toEqual([
    'Europe/Berlin',
    null,
    'Europe/London',
  ]);
});
