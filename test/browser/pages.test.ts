import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../setup/browser.ts';
import { routesOf } from '../trust/routes.ts';
import { codeAt } from '../office-people.ts';
import { openWorld } from '../world.ts';
import { watchedPage } from './page-faults.ts';
import {
  askForMessage,
  signInAtADesk,
  demo,
  linkOf,
  lookAgainUntil,
  messageFrom,
  somebody,
  typeCode,
} from './people.ts';

/** A phone, and a desk. */
const WIDTHS = [390, 1440];

const { app } = await openWorld();
const patterns = routesOf(app)
  .filter(({ method }) => method === 'GET')
  .map(({ pattern }) => pattern);

/** Answers that are no pages. */
const NO_PAGES = new Set([
  '/:org/theme/:file',
  '/:org/logo/:version',
  '/:org/favicon/:version',
  // A piece of the portal in a frame, with a policy of its own; the tests of the look hold it to the rules.
  '/office/settings/look/sample',
  '/:org/jobs/:number/calendar.ics',
  '/:org/invoices/:number/pdf',
  '/office/invoices/:id/pdf',
  '/:org/credit-notes/:number/pdf',
  '/office/credit-notes/:id/pdf',
  '/:org/statement/pdf',
  '/:org/statement/csv',
  '/office/customers/:number/statement/pdf',
  '/office/customers/:number/statement/csv',
  '/office/log/file.csv',
  '/office/settings/access/permissions/people',
  '/office/customers/:number/permissions/people',
  '/office/customers/:number/contacts/:id/permissions/people',
  '/:org/files/:id',
  '/:org/files/:id/small',
  '/office/files/:id',
  '/office/files/:id/small',
  '/:org/details/data/:id/file',
  '/office/data-requests/:id/file',
  // What screens that are open listen to.
  '/:org/live',
  '/office/live',
  '/office/grants/live',
  // The figures they ask for.
  '/:org/counts',
  '/office/counts',
  // A piece of the palette; desk-tools.test.ts looks at it where it stands.
  '/office/search/palette',
  '/office/imports/samples/:file',
  '/office/imports/:id/errors.csv',
  // The mail as it is sent, in a frame; the tests of letters hold it to their own rules.
  '/office/deliveries/:id/preview',
  // These lead on to another page.
  '/:org/sign-in/pin',
  '/:org/confirm/code',
  '/:org/view/:ticket',
  '/office/notices/:id',
]);

const ELSEWHERE = new Set([
  // Only there while an installation is empty: door.test.ts looks at it.
  '/setup',
  // Asks ten minutes after a sign-in: staff-signin.test.ts turns the clock and reads it.
  '/office/confirm',
  // Stand while a new address or number waits to be confirmed: reach.test.ts reads them.
  '/confirm-address/:token',
  '/stop-change/:token',
  '/:org/details/phone-code',
]);

const browser = await openBrowser();
let desk: Page;
/** Every pattern that was looked at. */
const seen = new Set<string>();

beforeAll(async () => {
  desk = await signInAtADesk(browser);
}, 60_000);
afterAll(() => browser.close());

/** What the demo world lacks for every page to be there: an import at each of its stages, a grant, an erasure. */
async function fillTheGaps(): Promise<void> {
  await desk.goto('/office/grants');
  await desk.getByRole('row').filter({ hasText: 'Agnes Penhaligon' }).getByRole('checkbox').check();
  await desk.getByLabel('What they may do').selectOption('messages.all');
  await desk.getByRole('button', { name: 'See who gains and loses' }).click();
  await desk.getByRole('button', { name: 'Carry out' }).click();
  await desk.waitForURL(/grants\/[0-9a-f-]{36}$/);
  await desk.goto(`/office/customers/${TO_ERASE}/data/erasure`);
  await desk.getByLabel('To confirm, type the customer number').fill(TO_ERASE);
  await desk.getByRole('button', { name: 'Erase for good' }).click();
  await desk.waitForURL(/erasures\/[0-9a-f-]{36}$/);
  for (const isChecked of [false, true]) {
    await desk.goto('/office/imports/new');
    await desk.getByLabel('CSV file').setInputFiles({
      name: 'people-with-a-rather-long-file-name-2026.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Name;Town;Email\nIda Quill;Saltmouth;ida@quill.example\nPer Holm;Saltmouth;nowhere\n'),
    });
    await desk.getByRole('button', { name: 'Upload and choose columns' }).click();
    await desk.getByRole('heading', { level: 1, name: 'Choose columns' }).waitFor();
    if (!isChecked) continue;
    await desk.getByRole('button', { name: 'Check the file' }).click();
    await lookAgainUntil(desk, '2 rows checked');
  }
}

/** Somebody who owes nothing, is owed nothing, and is in no other test. */
const TO_ERASE = '10382';
const ERASABLE = '10381';

/** Rosemary Tain paid too much. */
async function paymentWithCredit(): Promise<string> {
  await desk.goto('/office/payments?customer=10299');
  const row = desk.getByRole('row').filter({ hasText: '£12.50' });
  return (await row.getByRole('link').first().getAttribute('href')) ?? '';
}

const matchers = patterns.map((pattern) => ({
  pattern,
  // Words before parameters, as in the router, where `new` is registered before `:number`.
  exact: new RegExp(`^${pattern.replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`),
  parameters: pattern.split(':').length,
}));

function patternOf(path: string): string | undefined {
  const bare = path.split('?')[0] ?? path;
  const fitting = matchers.filter(({ exact }) => exact.test(bare));
  return fitting.toSorted((a, b) => a.parameters - b.parameters)[0]?.pattern;
}

/** The first and the last page of every pattern that links lead to from here: the newest, and the oldest or longest. */
async function pagesFrom(page: Page, starts: readonly string[], most = 2): Promise<string[]> {
  const found = new Map<string, string[]>();
  const waiting = [...starts];
  const asked = new Set<string>();
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (asked.has(path)) continue;
    asked.add(path);
    const pattern = patternOf(path);
    const pages = pattern === undefined || NO_PAGES.has(pattern) ? undefined : (found.get(pattern) ?? []);
    if (pattern === undefined || pages === undefined || pages.length >= most) continue;
    const answer = await page.request.get(path);
    if (!answer.ok() || !(answer.headers()['content-type'] ?? '').startsWith('text/html')) continue;
    found.set(pattern, [...pages, path]);
    const links = [...(await answer.text()).matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map(([, href = '']) => href);
    waiting.push(...firstAndLast(links.map((href) => href.replaceAll('&amp;', '&'))));
  }
  for (const pattern of found.keys()) seen.add(pattern);
  return [...found.values()].flat();
}

/** Of a page's links, the first and the last to each pattern. */
function firstAndLast(links: readonly string[]): string[] {
  const ends = new Map<string, [string, string]>();
  for (const link of links) {
    const pattern = patternOf(link) ?? '';
    ends.set(pattern, [ends.get(pattern)?.[0] ?? link, link]);
  }
  return [...ends.values()].flat();
}

/** Looks at pages with several windows at once: one waits for the server while another is measured. */
async function faultsOf(
  windows: readonly Page[],
  paths: readonly string[],
  widthsOf: (path: string) => readonly number[] = () => WIDTHS,
): Promise<string[]> {
  const found: string[] = [];
  const waiting = [...paths];
  await Promise.all(
    windows.map(async (page) => {
      const watched = await watchedPage(page);
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift())
        found.push(...(await watched.faultsAt(path, widthsOf(path))));
    }),
  );
  return found;
}

/** Of two pages of a pattern the first is looked at on a phone and the other at a desk; one alone on both. */
function oneWidthEach(paths: readonly string[]): (path: string) => readonly number[] {
  const groups = Map.groupBy(paths, patternOf);
  return (path) => {
    const group = groups.get(patternOf(path)) ?? [];
    return group.length === 1 ? WIDTHS : WIDTHS.slice(group.indexOf(path), group.indexOf(path) + 1);
  };
}

async function twoWindows(page: Page): Promise<Page[]> {
  return [await page.context().newPage(), await page.context().newPage()];
}

describe('no page breaks a rule of HTML or of accessibility, moves, is too wide, or asks anybody else for anything:', () => {
  test.each([
    ['a customer’s portal', 'Priya Raman', 2, 6, 'en-GB'],
    ['a customer with many sites and a long name', 'Saltmouth Harbour Estates and Market Trust', 1, 6, 'en-GB'],
    ['another business’s portal, in German', 'Stadtbücherei Köpenick', 1, 5, 'de-DE'],
  ] as const)('%s', { timeout: 300_000 }, async (_, customer, most, least, locale) => {
    const page = await somebody(browser, { locale });
    await page.goto(linkOf('contact', customer));
    const home = new URL(page.url()).pathname;
    const paths = await pagesFrom(page, [home, `${home}/details/pin`], most);
    expect(paths.length).toBeGreaterThanOrEqual(least);
    expect(await faultsOf(await twoWindows(page), paths)).toEqual([]);
    await page.context().close();
  });

  test('the doors, and what stands behind none', { timeout: 300_000 }, async () => {
    const page = await somebody(browser, { colorScheme: 'dark' });
    const watched = await watchedPage(page);
    const open = [
      '/',
      '/harbour-hill/sign-in',
      '/harbour-hill/sign-in/code',
      '/kessler/sign-in',
      '/harbour-hill/sign-in/password',
      '/harbour-hill/sign-in/forgotten-password',
      '/office/sign-in',
      '/office/forgotten-password',
    ];
    const found = await faultsOf(await twoWindows(page), open);
    for (const path of open) note(path);

    const dead = (state: string) => new URL(demo.dead_links.find((link) => link.state === state)?.url ?? '').pathname;
    found.push(...(await watched.faultsAt(dead('expired'), WIDTHS)));
    for (const path of [dead('disabled'), '/harbour-hill/nothing/here', '/office/nothing-here'])
      found.push(...(await watched.faultsAt(path, WIDTHS, 404)));
    note(dead('expired'));

    const reset = await messageFrom(desk, 'bea@harbourandhill.example', async () => {
      await page.goto('/office/forgotten-password');
      await page.getByLabel('E-mail address').fill('bea@harbourandhill.example');
      await page.getByRole('button', { name: 'Send me a link' }).click();
      await page.getByRole('heading', { name: 'If we know this address' }).waitFor();
    });
    found.push(...(await watched.faultsAt(reset.link, WIDTHS)));
    note(reset.link);

    const { link, code } = await messageFrom(desk, '07700 900221', () => askForMessage(page, '07700 900221'));
    found.push(...(await watched.faultsHere(WIDTHS)));
    found.push(...(await watched.faultsAt(link, WIDTHS)));
    note(link);
    await page.goto('/harbour-hill/sign-in/code');
    await typeCode(page, '12');
    found.push(...(await watched.faultsHere(WIDTHS)));
    await typeCode(page, code);
    await page.getByRole('heading', { name: 'Which customer is it?' }).waitFor();
    found.push(...(await watched.faultsHere(WIDTHS)));
    note(new URL(page.url()).pathname);
    expect(found).toEqual([]);
    await page.context().close();
  });

  test('a password of one’s own, in the portal', { timeout: 300_000 }, async () => {
    const page = await somebody(browser);
    const watched = await watchedPage(page);
    await desk.goto('/office/customers/10355/contacts');
    await desk.getByRole('link', { name: 'Owen Bright', exact: true }).first().click();
    await desk.getByRole('textbox', { name: /^Username/ }).fill('owen');
    const { link } = await messageFrom(desk, 'Owen Bright', () =>
      desk.getByRole('button', { name: 'Invite with username and password' }).click(),
    );
    const found = await watched.faultsAt(link, WIDTHS);
    await page.getByLabel('New password').fill('four lanterns in the fog');
    await page.getByRole('button', { name: 'Save and sign in' }).click();
    await page.getByRole('contentinfo').getByText('Signed in as Owen Bright').waitFor();
    found.push(...(await watched.faultsAt('/harbour-hill/details/password', WIDTHS)));
    note(link);
    note('/harbour-hill/details/password');
    expect(found).toEqual([]);
    await page.context().close();
  });

  test('a second step, in the office', { timeout: 300_000 }, async () => {
    const page = await somebody(browser);
    const watched = await watchedPage(page);
    const signIn = async () => {
      await page.goto('/office/sign-in');
      await page.getByLabel('E-mail address').fill('colin@harbourandhill.example');
      await page.getByLabel('Password').fill(demo.office.password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    };
    await signIn();
    await page.waitForURL('**/office');
    await page.goto('/office/account/second-step');
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await page.getByRole('img', { name: 'QR code for an authenticator app' }).waitFor();
    const secret = ((await page.locator('b.num').textContent()) ?? '').replaceAll(' ', '');
    const found = await watched.faultsHere(WIDTHS);
    await page.getByLabel('Code that the app shows').fill(codeAt(secret, Temporal.Now.instant()));
    await page.getByRole('button', { name: 'Switch it on', exact: true }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.context().clearCookies();
    await signIn();
    await page.waitForURL('**/office/sign-in/second-step');
    found.push(...(await watched.faultsAt('/office/sign-in/second-step', WIDTHS)));
    note('/office/sign-in/second-step');
    expect(found).toEqual([]);
    await page.context().close();
  });

  test('the office in German, of which the words are longer', { timeout: 300_000 }, async () => {
    const context = await browser.newContext({
      locale: 'de-DE',
      baseURL: demo.base_url,
      storageState: await desk.context().storageState(),
    });
    const page = await context.newPage();
    await page.goto('/office');
    await page.getByRole('heading', { name: 'Zu erledigen' }).waitFor();
    const paths = [
      '/office',
      '/office/jobs',
      '/office/customers/10318',
      '/office/settings/look',
      '/office/imports/new',
    ];
    expect(await faultsOf(await twoWindows(page), paths)).toEqual([]);
    await context.close();
  });

  test('the office', { timeout: 900_000 }, async () => {
    await fillTheGaps();
    const customer = '/office/customers/10318';
    const paths = await pagesFrom(desk, [
      await paymentWithCredit(),
      '/office/invoices?state=draft',
      // Only a credit note with credit left leads to its refund and to what it could settle.
      '/office/credit-notes?state=open',
      '/office',
      '/office/search?q=quay',
      '/office/jobs?step=all',
      '/office/invoices',
      customer,
      `${customer}/permissions`,
      '/office/jobs/new?customer=10318',
      '/office/invoices/new?customer=10318',
      '/office/payments/new?customer=10318',
      '/office/account',
      '/office/imports',
      '/office/filters?list=jobs',
      '/office/data-requests',
      '/office/grants',
      `/office/customers/${ERASABLE}/data/erasure`,
    ]);
    expect(await faultsOf(await twoWindows(desk), paths, oneWidthEach(paths))).toEqual([]);
  });

  test('forms that were filled in wrongly', { timeout: 300_000 }, async () => {
    const page = await desk.context().newPage();
    const watched = await watchedPage(page);
    const found: string[] = [];
    for (const [path, button] of [
      ['/office/customers/new', 'Add customer'],
      ['/office/jobs/new?customer=10318', 'Make job'],
      ['/office/payments/new?customer=10318', 'Record payment'],
      ['/office/account', /password/i],
    ] as const) {
      await page.goto(path);
      await page.getByRole('main').getByRole('button', { name: button }).last().click();
      await page.getByRole('alert').or(page.locator('.error-summary, [role=alert]')).first().waitFor();
      found.push(...(await watched.faultsHere(WIDTHS)));
    }
    expect(found).toEqual([]);
  });
});

test('every page of the router was looked at', () => {
  const missed = patterns.filter((pattern) => !NO_PAGES.has(pattern) && !ELSEWHERE.has(pattern) && !seen.has(pattern));
  expect(missed).toEqual([]);
});

function note(path: string): void {
  seen.add(patternOf(path) ?? path);
}
