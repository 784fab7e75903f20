import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openBrowser } from '../setup/browser.ts';
import { atTheDesk, expectIn, heading, leave, lookAgainUntil, messageFrom, signInAtADesk, somebody } from './people.ts';

const browser = await openBrowser();
let desk: Page;
/** Opened by Marta's own link, and kept open while the office works. */
let customer: Page;
/** Where the office keeps Marta. */
let record = '';

beforeAll(async () => {
  desk = await atTheDesk(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  customer = await somebody(browser);
}, 60_000);
afterAll(() => browser.close());

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click();
const expectText = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

test('a wrong password is refused in words that tell nothing; a forgotten one is set anew by a link', async () => {
  const page = await somebody(browser);
  const signIn = async (email: string, password: string) => {
    await page.goto('/office/sign-in');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill(password);
    await press(page, 'Sign in');
  };
  const refusals: string[] = [];
  for (const email of ['sam@harbourandhill.example', 'nobody@harbourandhill.example']) {
    await signIn(email, 'not the password at all');
    await expectText(page, 'E-mail address and password do not match.');
    refusals.push((await page.getByRole('main').innerText()).replaceAll(email, ''));
  }
  expect(refusals[0]).toBe(refusals[1]);

  const { link } = await messageFrom(desk, 'sam@harbourandhill.example', async () => {
    await follow(page, 'Forgotten your password?');
    await page.getByLabel('E-mail address').fill('sam@harbourandhill.example');
    await press(page, 'Send me a link');
    await heading(page, 'If we know this address, a link is on its way').waitFor();
  });
  await page.goto(link);
  await page.getByLabel('New password').fill('eleven gulls on a wet slipway');
  await press(page, 'Save and sign in');
  await page.waitForURL('**/office');
  await press(page, 'Sign out');
  await signIn('sam@harbourandhill.example', 'eleven gulls on a wet slipway');
  await page.waitForURL('**/office');
  await leave(page);
});

test('the office adds a customer, enables her link, copies it, and it opens her portal', async () => {
  await desk.goto('/office/customers');
  await follow(desk, 'New customer');
  await desk.getByLabel('Name', { exact: true }).fill('Marta Ledger');
  await desk.getByLabel('E-mail address').fill('marta@ledger.example');
  await desk.getByLabel('Phone number').fill('07700 900555');
  await desk.getByLabel('Street and house number').fill('3 Slipway');
  await press(desk, 'Add customer');
  await expectText(desk, /^Marta Ledger was added with number/);
  record = new URL(desk.url()).pathname;
  await press(desk, 'Enable login via link');
  await expectText(desk, 'The link is enabled.');
  await press(desk, 'Copy');
  await press(desk, 'Copied');
  const copied = String(await desk.evaluate('navigator.clipboard.readText()'));
  expect(copied).toBe(await desk.getByLabel('own link').inputValue());
  await customer.goto(copied);
  await expectIn(customer, 'Marta Ledger');
});

test('a refreshed link ends the old one at once, also where it is open; a disabled one opens nothing', async () => {
  const old = await desk.getByLabel('own link').inputValue();
  await press(desk, 'Refresh link');
  await expectText(desk, 'The link is new; the old one ended.');
  await follow(customer, 'More');
  await customer.waitForURL('**/sign-in**');
  expect((await customer.goto(old))?.status()).toBe(404);

  const { link } = await messageFrom(desk, 'marta@ledger.example', async () => {
    await press(desk, 'Send link by e-mail');
    await expectText(desk, 'The link is on its way by e-mail.');
  });
  await customer.goto(link);
  await expectIn(customer, 'Marta Ledger');

  await press(desk, 'Disable link');
  await expectText(desk, 'The link is disabled and opens nothing any more.');
  await follow(customer, 'More');
  await customer.waitForURL('**/sign-in**');
  expect((await customer.goto(link))?.status()).toBe(404);

  await press(desk, 'Enable login via link');
  await customer.goto(await desk.getByLabel('own link').inputValue());
  await expectIn(customer, 'Marta Ledger');
});

test('a job that the office makes and moves on is what the customer sees', async () => {
  await desk.goto(record);
  await follow(desk, 'New job');
  await desk.getByLabel('Title').fill('Slipway cleaning');
  await desk.getByLabel('Price').fill('120');
  await press(desk, 'Make job');
  await expectText(desk, /^Job \d+ is made\.$/);
  await customer.goto('/harbour-hill/jobs');
  await follow(customer, /Slipway cleaning/);
  await expectText(customer, 'Received');
  await desk.getByRole('radio', { name: 'In progress' }).check();
  await desk.getByLabel('Note (you may leave this out)').fill('The tide is out, so we began.');
  await desk.getByRole('checkbox', { name: 'The customer reads the note' }).first().check();
  await press(desk, 'Move job');
  await expectText(desk, /^Job \d+ is now: In progress\.$/);
  await customer.reload();
  await expectText(customer, 'The tide is out, so we began.');
  await expectText(customer, 'In progress');
});

test('an invoice is seen once it is issued, downloaded, and paid off the balance', async () => {
  await follow(desk, 'Invoice this job');
  await desk.getByLabel('Line 1, What').fill('Slipway, both sides');
  await desk.getByLabel('Line 1, Price').fill('120.00');
  await press(desk, 'Save draft');
  await expectText(desk, 'The draft is saved.');
  await customer.goto('/harbour-hill/invoices');
  expect(await customer.getByRole('main').innerText()).not.toContain('120.00');

  await press(desk, 'Issue invoice');
  await expectText(desk, /^Invoice \d+ is issued\.$/);
  await customer.reload();
  await heading(customer, /^You owe £120\.00/).waitFor();
  await follow(customer, 'Slipway, both sides');
  await customer.getByRole('heading', { name: 'How to pay' }).waitFor();
  const [download] = await Promise.all([customer.waitForEvent('download'), follow(customer, 'Download PDF')]);
  expect(download.suggestedFilename()).toMatch(/^harbour-hill-invoice-\d+\.pdf$/);

  await follow(desk, 'Record payment');
  await desk.getByLabel('Amount').first().fill('50');
  await desk.getByLabel('Amounts chosen below').check();
  await desk.getByLabel(/^Amount for invoice/).fill('50');
  await press(desk, 'Record payment');
  await expectText(desk, 'The payment of £50.00 is recorded.');
  await customer.goto('/harbour-hill/invoices');
  await heading(customer, /^You owe £70\.00/).waitFor();
});

test('what a customer may do changes with the next click', async () => {
  await desk.goto(`${record}/permissions`);
  await desk.getByLabel('Invoices and credit notes').selectOption({ label: 'Not shown' });
  await press(desk, 'See who gains and loses');
  await expectText(desk, 'Marta Ledger');
  await press(desk, 'Save');
  await expectText(desk, 'The permissions were saved and count from the next page on.');
  await follow(customer, 'Home');
  await customer.waitForURL('**/harbour-hill');
  expect(await customer.getByRole('link', { name: 'Invoices', exact: true }).count()).toBe(0);
  expect((await customer.goto('/harbour-hill/invoices'))?.status()).toBe(404);
  await desk.goto(`${record}/permissions`);
  await desk.getByLabel('Portal', { exact: true }).selectOption({ label: 'May not come in' });
  await press(desk, 'See who gains and loses');
  await expectText(desk, 'Marta Ledger');
  await press(desk, 'Save');
  await expectText(desk, 'The permissions were saved and count from the next page on.');
  expect((await customer.goto('/harbour-hill'))?.url()).toContain('/sign-in');
});

test('View customer portal shows what the customer sees, and writes nothing', async () => {
  await desk.goto('/office/customers/10318');
  await press(desk, 'View customer portal');
  const banner = desk.getByRole('region', { name: 'Viewing as a customer' });
  await banner.getByText('You are viewing as Priya Raman.').waitFor();
  await heading(desk, /^Anna is coming/).waitFor();
  await desk.goto('/harbour-hill/details/pin');
  await expectText(desk, /Customers confirm here that it is them/);
  expect(await desk.getByLabel('New PIN').count()).toBe(0);
  await desk.goto('/harbour-hill');
  await desk.getByText('Back to the office').first().click();
  await desk.waitForURL('**/office/customers/10318**');
});

const CUSTOMERS = `Name;Street;Postcode;Town;E-mail;Phone
"Ketteridge; Sons";1 Pier Road;SM1 2AA;Saltmouth;hello@ketteridge.example;07700 900601
Ottoline Vane;2 Pier Road;SM1 2AA;Saltmouth;not an address;07700 900602
Björn Åkesson;3 Pier Road;SM1 2AA;Saltmouth;bjorn@akesson.example;12
`;

test('a file with bad rows is checked first; its good rows come in and its bad ones go into a file', async () => {
  await desk.goto('/office/imports');
  await follow(desk, 'New import');
  await desk.getByLabel('CSV file').setInputFiles({
    name: 'customers.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(CUSTOMERS),
  });
  await press(desk, 'Upload and choose columns');
  await heading(desk, 'Choose columns').waitFor();
  await press(desk, 'Check the file');
  await lookAgainUntil(desk, '3 rows checked');
  const [download] = await Promise.all([desk.waitForEvent('download'), follow(desk, /^Error file/)]);
  const file = await (await download.createReadStream()).toArray();
  const rows = Buffer.concat(file).toString();
  expect(rows).toContain('“not an address” is not an e-mail address.');
  expect(rows).toContain('“12” is not a phone number.');
  expect(rows).not.toContain('Ketteridge');
  await press(desk, /^Leave out/);
  await lookAgainUntil(desk, '1 row imported');
  await desk.goto('/office/customers?q=ketteridge');
  await expectText(desk, 'Ketteridge; Sons');
});

test('signed out, the office shows nothing of what was open', async () => {
  const page = await signInAtADesk(browser);
  await page.goto('/office/customers/10318');
  await press(page, 'Sign out');
  await page.goto('/office/customers/10318');
  await page.waitForURL('**/office/sign-in**');
  expect(await page.locator('body').innerText()).not.toContain('Raman');
  await leave(page);
});
