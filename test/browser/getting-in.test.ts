import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openBrowser } from '../setup/browser.ts';
import {
  askForMessage,
  atTheDesk,
  demo,
  expectIn,
  heading,
  leave,
  linkOf,
  messageFrom,
  signOut,
  somebody,
  typeCode,
  typeOwnPin,
} from './people.ts';

const browser = await openBrowser();
let desk: Page;

beforeAll(async () => {
  desk = await atTheDesk(browser);
}, 60_000);
afterAll(() => browser.close());

/** The answer to a page asked for in the address bar. */
async function statusOf(page: Page, path: string): Promise<number | undefined> {
  return (await page.goto(path))?.status();
}

test('a contact’s link opens the whole portal, and goes on doing so until the visitor signs out', async () => {
  const page = await somebody(browser);
  await page.goto(linkOf('contact', 'Priya Raman'));
  await expectIn(page, 'Priya Raman');
  expect(new URL(page.url()).pathname).toBe('/harbour-hill');
  await page.getByRole('link', { name: 'Invoices', exact: true }).click();
  await heading(page, /You owe|Nothing/).waitFor();
  await signOut(page);
  await page.getByText('You are signed out.').waitFor();
  await page.goto('/harbour-hill/invoices');
  await page.waitForURL('**/harbour-hill/sign-in**');
  await leave(page);
});

test('a job’s link opens that job and nothing else', async () => {
  const page = await somebody(browser);
  await page.goto(linkOf('job', 'Priya Raman'));
  await page.getByRole('heading', { name: 'Where it is now' }).waitFor();
  expect(await page.getByRole('navigation', { name: 'Portal' }).count()).toBe(0);
  const job = new URL(page.url()).pathname;
  for (const other of ['/harbour-hill/invoices', '/harbour-hill/details', '/harbour-hill/jobs/1203'])
    expect(await statusOf(page, other), other).toBe(404);
  expect(await statusOf(page, job)).toBe(200);
  await leave(page);
});

test('an invoice’s link opens that invoice and nothing else', async () => {
  const page = await somebody(browser);
  await page.goto(linkOf('invoice', 'The Crab Shack'));
  await page.getByRole('heading', { name: 'How to pay' }).waitFor();
  expect(await page.getByRole('navigation', { name: 'Portal' }).count()).toBe(0);
  const invoice = new URL(page.url()).pathname;
  for (const other of ['/harbour-hill/jobs', '/harbour-hill/details', '/harbour-hill/invoices/2031'])
    expect(await statusOf(page, other), other).toBe(404);
  expect(await statusOf(page, invoice)).toBe(200);
  await leave(page);
});

test('a phone number gets a PIN by text; a wrong one is refused, the right one lets in, once', async () => {
  const page = await somebody(browser);
  const { code } = await messageFrom(desk, 'Kwame Mensah', () => askForMessage(page, '07700 900366'));
  await typeCode(page, code === '000000' ? '000001' : '000000');
  await page.getByText('That PIN is not right').first().waitFor();
  await typeCode(page, code);
  await expectIn(page, 'Kwame Mensah');
  await leave(page);
});

test('an e-mail address gets a link, which a click opens in the browser that asked, once', async () => {
  const page = await somebody(browser);
  const { link } = await messageFrom(desk, 'harriet@lowe.example', () => askForMessage(page, 'harriet@lowe.example'));
  await page.goto(link);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expectIn(page, 'Harriet Lowe');
  await page.goto(link);
  await heading(page, 'This link has been used or has ended').waitFor();
  await leave(page);
});

test('on another device the link wants the PIN of the same message too', async () => {
  const [asking, other] = [await somebody(browser), await somebody(browser)];
  const { link, code } = await messageFrom(desk, 'tomasz@wren.example', () =>
    askForMessage(asking, 'tomasz@wren.example'),
  );
  await other.goto(link);
  await other.getByRole('button', { name: 'Continue' }).click();
  await other.getByText('That PIN is not right').first().waitFor();
  await other.getByLabel('PIN from the message').fill(code);
  await other.getByRole('button', { name: 'Continue' }).click();
  await expectIn(other, 'Tomasz Wren');
  await leave(asking, other);
});

test('a customer number will do, and an unknown one is answered in the same words', async () => {
  const [known, unknown] = [await somebody(browser), await somebody(browser)];
  const { code } = await messageFrom(desk, 'Fern Abara', () => askForMessage(known, '10369'));
  await askForMessage(unknown, '99999');
  const words = (page: Page) => page.getByRole('main').innerText();
  expect(await words(unknown)).toBe(await words(known));
  await typeCode(known, code);
  await expectIn(known, 'Fern Abara');
  await leave(known, unknown);
});

test('a scanner that opens links and runs scripts, but never clicks, uses nothing up and counts no view', async () => {
  const [page, scanner] = [await somebody(browser), await somebody(browser)];
  const { link } = await messageFrom(desk, 'calum@reid.example', () => askForMessage(page, 'calum@reid.example'));
  await scanner.goto(link, { waitUntil: 'networkidle' });
  await scanner.goto(linkOf('customer', 'Vera Whitlock'), { waitUntil: 'networkidle' });
  await expectIn(scanner, 'Vera Whitlock');
  expect(await openedOf('10160')).toContain('Not yet');

  await page.goto(link);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expectIn(page, 'Calum Reid');

  const vera = await somebody(browser);
  await vera.goto(linkOf('customer', 'Vera Whitlock'));
  await vera.getByRole('link', { name: 'Jobs', exact: true }).click();
  await vera.waitForURL('**/jobs');
  expect(await openedOf('10160')).toContain('Once');
  await leave(page, scanner, vera);
});

/** What the office reads about how often the customer's link was opened. */
async function openedOf(customer: string): Promise<string> {
  await desk.goto(`/office/customers/${customer}`);
  const panel = desk.getByRole('region', { name: 'Link for the whole customer' });
  return panel.getByRole('term').filter({ hasText: 'Opened' }).locator('xpath=following-sibling::dd[1]').innerText();
}

test('a PIN of one’s own needs a message on a new device, and nothing more on a known one', async () => {
  const entry = demo.sign_in.find(({ org }) => org.startsWith('Harbour'));
  const { identifier, pin } = entry ?? { identifier: '', pin: '' };
  const page = await somebody(browser);
  await typeOwnPin(page, identifier, pin === '111111' ? '222222' : '111111');
  await page.getByText('That did not work.').first().waitFor();
  const { code } = await messageFrom(desk, 'Tom Whitfield', () => typeOwnPin(page, identifier, pin));
  await page.getByText('This device is new to us').first().waitFor();
  await typeCode(page, code);
  await expectIn(page, 'Tom Whitfield');
  await signOut(page);
  await typeOwnPin(page, identifier, pin);
  await expectIn(page, 'Tom Whitfield');
  await leave(page);
});

test('whoever came in by a message sets a PIN, and signs in with it', async () => {
  const page = await somebody(browser);
  const { code } = await messageFrom(desk, 'Gareth Noy', () => askForMessage(page, '+44 7700 900370'));
  await typeCode(page, code);
  await page.goto('/harbour-hill/details/pin');
  await page.getByLabel('New PIN').fill('123456');
  await page.getByRole('button', { name: 'Save this PIN' }).click();
  await page.getByText('This PIN is too easy to guess').first().waitFor();
  await page.getByLabel('New PIN').fill('80264173');
  await page.getByRole('button', { name: 'Save this PIN' }).click();
  await page.getByText('Your PIN is set.').waitFor();
  await signOut(page);
  await typeOwnPin(page, '07700 900370', '80264173');
  await expectIn(page, 'Gareth Noy');
  await leave(page);
});

test('one phone with two customers behind it: the visitor chooses, after proving the phone', async () => {
  const page = await somebody(browser);
  const { code } = await messageFrom(desk, '07700 900355', () => askForMessage(page, '07700 900355'));
  await typeCode(page, code);
  await heading(page, 'Which customer is it?').waitFor();
  await page.getByRole('button', { name: 'Open this portal' }).click();
  await page.getByText('Choose one of these.').first().waitFor();
  await page.getByRole('radio', { name: /Bright Holiday Lets/ }).check();
  await page.getByRole('button', { name: 'Open this portal' }).click();
  await expectIn(page, 'Owen Bright');
  await page.goto('/harbour-hill/more');
  await page.getByText('Bright Holiday Lets, customer 10356').waitFor();
  await leave(page);
});

test('a link that ended offers a fresh one, which arrives and opens the portal', async () => {
  const page = await somebody(browser);
  const ended = demo.dead_links.find(({ state }) => state === 'expired')?.url ?? '';
  const { link } = await messageFrom(desk, 'Rosemary Tain', async () => {
    await page.goto(ended);
    await heading(page, /^This link ended on/).waitFor();
    await page.getByRole('button', { name: 'Send me a fresh link' }).click();
    await heading(page, 'A fresh link is on its way').waitFor();
  });
  await page.goto(link);
  await expectIn(page, 'Rosemary Tain');
  await leave(page);
});

test('a disabled link opens nothing and tells nothing of whose it was', async () => {
  const page = await somebody(browser);
  const disabled = demo.dead_links.find(({ state }) => state === 'disabled')?.url ?? '';
  expect(await statusOf(page, disabled)).toBe(404);
  await heading(page, 'This link does not open any more').waitFor();
  expect(await page.locator('body').innerText()).not.toContain('Harbour');
  await leave(page);
});
