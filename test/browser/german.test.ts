import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../setup/browser.ts';
import { englishLeft } from '../setup/english.ts';
import { demo, heading, leave, linkOf, messageFrom, somebody } from './people.ts';

const browser = await openBrowser();
/** Katrin Kessler, the owner of a business in Berlin. */
let desk: Page;
let phone: Page;

beforeAll(async () => {
  desk = await somebody(browser, { locale: 'de-DE', viewport: { width: 1440, height: 900 } });
  phone = await somebody(browser, { locale: 'de-DE' });
  await desk.goto('/office/sign-in');
  await desk.getByLabel('E-Mail-Adresse').fill('katrin@kessler.example');
  await desk.getByLabel('Passwort').fill(demo.office.password);
  await press(desk, 'Anmelden');
  await heading(desk, /^\S+ Sache(n)? brauch(t|en) Sie heute$/).waitFor();
}, 60_000);
afterAll(() => browser.close());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const follow = (page: Page, name: string | RegExp) =>
  page.getByRole('main').getByRole('link', { name }).first().click();
const goTo = (page: Page, place: string) =>
  page.getByRole('navigation').getByRole('link', { name: place }).first().click();
const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

/** English that the page as it stands still says. */
const leftOn = async (page: Page) => englishLeft(await page.content(), 'de');

test('a German customer signs in, reads an invoice, asks, and mends the address; the office answers and credits', async () => {
  await phone.goto('/kessler/sign-in');
  await phone.getByLabel('Telefonnummer, E-Mail-Adresse oder Kundennummer').fill('gross@kanzlei.example');
  const { code, text } = await messageFrom(desk, 'gross@kanzlei.example', () => press(phone, 'Link oder PIN senden'));
  expect(englishLeft(text, 'de')).toEqual([]);
  await heading(phone, 'Wenn wir Sie kennen, sind Link und PIN unterwegs').waitFor();
  await phone.getByLabel('PIN aus der Nachricht').fill(code);
  await press(phone, 'Anmelden');
  await phone.getByRole('contentinfo').getByText('Angemeldet als Friederike Groß').waitFor();
  const left = await leftOn(phone);

  await goTo(phone, 'Rechnungen');
  await heading(phone, 'Sie schulden nichts').waitFor();
  left.push(...(await leftOn(phone)));
  await follow(phone, 'Wartung');
  await heading(phone, 'Rechnung 880 ist bezahlt').waitFor();
  const paper = await phone.getByRole('main').innerText();
  expect(paper).toMatch(/Wartung nach Plan\s+3\sStk\s×\s65,00\s€/);
  expect(paper).toMatch(/USt\s19\s%/);
  expect(paper).toMatch(/255,85\s€/);
  expect(paper).toMatch(
    /\d{1,2}\. (Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember) 20\d\d/,
  );
  left.push(...(await leftOn(phone)));

  await goTo(phone, 'Nachrichten');
  await follow(phone, 'Frage stellen');
  await phone.getByLabel('Ihre Frage').fill('Reicht der Toner bis Freitag?');
  await press(phone, 'Frage senden');
  await phone.locator('#thread').getByText('Reicht der Toner bis Freitag?').waitFor();
  left.push(...(await leftOn(phone)));
  await goTo(desk, 'Nachrichten');
  await follow(desk, /Reicht der Toner bis Freitag/);
  await desk.getByLabel('Antwort', { exact: true }).fill('Ja, für 1.200 Seiten.');
  await press(desk, 'Nachricht senden');
  await says(phone, 'Ja, für 1.200 Seiten.');
  left.push(...(await leftOn(phone)), ...(await leftOn(desk)));

  await phone.goto('/kessler/details/address');
  await phone.getByLabel('Postleitzahl').fill('1011');
  await press(phone, 'Speichern');
  await says(phone, '„1011“ ist dort keine Postleitzahl.');
  left.push(...(await leftOn(phone)));
  await phone.getByLabel('Postleitzahl').fill('10117');
  await press(phone, 'Speichern');
  await says(phone, 'Ihre Daten sind gespeichert.');
  await says(phone, '10117 Berlin');
  left.push(...(await leftOn(phone)));

  await desk.goto('/office/customers/K-1002');
  await says(desk, '10117 Berlin');
  left.push(...(await leftOn(desk)));
  await desk.goto('/office/invoices?customer=K-1002');
  await follow(desk, '880');
  await desk.locator('summary', { hasText: 'Weitere Aktionen' }).click();
  await follow(desk, 'Diese Rechnung korrigieren');
  await desk.getByLabel('Zeile 1, Preis').fill('zwei');
  await desk.getByLabel('Grund').fill('Ein Gerät war nicht da');
  await press(desk, 'Entwurf speichern');
  await says(desk, 'Zeile 1: „zwei“ ist kein Preis.');
  left.push(...(await leftOn(desk)));
  await desk.getByLabel('Zeile 1, Preis').fill('12,50');
  await press(desk, 'Entwurf speichern');
  await press(desk, 'Ausstellen');
  await says(desk, /^Rechnungskorrektur RK-15 ist ausgestellt\.$/);
  left.push(...(await leftOn(desk)));
  await phone.goto('/kessler/invoices');
  await heading(phone, /^Sie haben 68,43\s€ Guthaben$/).waitFor();
  expect(left).toEqual([]);
});

/** Pages that say English by right: a letter to somebody who reads English, the names of places in each language. */
const BY_RIGHT = /^\/office\/(deliveries\/.|settings\/menu)/;

/** English on the pages that links lead to, two of each kind, by the page's address. */
async function leftFrom(page: Page, starts: readonly string[]): Promise<{ seen: number; left: string[] }> {
  const kindOf = (path: string) =>
    path.replace(/\?.*/, '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|(?<=\/)[A-Z]*-?\d+/g, ':');
  const counts = new Map<string, number>();
  const waiting = [...starts];
  const left: string[] = [];
  const asked = new Set<string>();
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const count = counts.get(kindOf(path)) ?? 0;
    if (asked.has(path) || count >= 2 || BY_RIGHT.test(path) || path.includes('language=')) continue;
    asked.add(path);
    counts.set(kindOf(path), count + 1);
    const answer = await page.request.get(path);
    if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) continue;
    const html = await answer.text();
    left.push(...englishLeft(html, 'de').map((text) => `${path}: ${text}`));
    waiting.push(
      ...[...html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&')),
    );
  }
  return { seen: asked.size, left };
}

test('no page in German says anything in English', async () => {
  const office = await leftFrom(desk, [
    '/office',
    '/office/customers/K-1002',
    '/office/jobs?step=all',
    '/office/search?q=toner',
  ]);
  expect(office.left).toEqual([]);
  expect(office.seen).toBeGreaterThan(60);
  const portal = await leftFrom(phone, ['/kessler']);
  expect(portal.left).toEqual([]);
  expect(portal.seen).toBeGreaterThan(12);
  await leave(phone, desk);
});

test('the check finds English where it is spoken', async () => {
  const guest = await somebody(browser);
  await guest.goto(linkOf('contact', 'Priya Raman'));
  const left = await leftOn(guest);
  expect(left).toContain('Your balance');
  expect(left.length).toBeGreaterThan(10);
  await leave(guest);
});
