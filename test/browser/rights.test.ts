import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../setup/browser.ts';
import { askForMessage, atTheDesk, expectIn, leave, messageFrom, ownLinkOf, somebody, typeCode } from './people.ts';

const browser = await openBrowser();
let desk: Page;
beforeAll(async () => {
  desk = await atTheDesk(browser);
}, 60_000);
afterAll(() => browser.close());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const statusOf = async (page: Page, path: string) => (await page.goto(path))?.status();

test('the office sees by name who loses what before it saves', async () => {
  await desk.goto('/office/customers/10299/permissions');
  await desk.getByLabel('Jobs', { exact: true }).selectOption({ label: 'Not shown' });
  await press(desk, 'See who gains and loses');
  const row = desk.getByRole('row').filter({ hasText: 'Rosemary Tain' }).first();
  await row.waitFor();
  expect(await row.innerText()).toMatch(/Jobs \(.+ → Not shown\)|Jobs/);
  await press(desk, 'Save');
  await desk.getByText('The permissions were saved').first().waitFor();
});

test('one choice for two customers counts with their next click, and is taken back', async () => {
  const phone = await somebody(browser);
  await phone.goto(await ownLinkOf(desk, '10364'));
  expect(await statusOf(phone, '/harbour-hill/invoices')).toBe(200);
  await desk.goto('/office/grants');
  for (const name of ['Łukasz Żółw', 'Mary-Anne O’Hara-Smythe'])
    await desk.getByRole('checkbox', { name: `Choose ${name}` }).check();
  await desk.getByLabel('What they may do').selectOption('invoices.none');
  await press(desk, 'See who gains and loses');
  await desk.getByText('2 customers: ').first().waitFor();
  await desk.getByRole('row').filter({ hasText: 'Łukasz Żółw' }).filter({ hasText: 'Invoices' }).first().waitFor();
  await press(desk, 'Carry out');
  await desk.getByText('Changed', { exact: true }).waitFor();
  expect(await statusOf(phone, '/harbour-hill/invoices')).toBe(404);
  await press(desk, 'Undo');
  await desk.getByText('Put back', { exact: true }).waitFor();
  expect(await statusOf(phone, '/harbour-hill/invoices')).toBe(200);
  await leave(phone);
});

test('with scripts off, a customer’s admin lets a colleague in, who sees what was given and no more', async () => {
  const off = { javaScriptEnabled: false };
  const admin = await somebody(browser, off);
  const { code } = await messageFrom(desk, 'Tom Whitfield', () => askForMessage(admin, 'tom@harbourestates.example'));
  await typeCode(admin, code);
  await expectIn(admin, 'Tom Whitfield');
  await admin.goto('/harbour-hill/colleagues');
  await admin.getByText('Nia Carne').first().waitFor();
  await admin.getByRole('link', { name: 'Invite a colleague' }).first().click();
  await admin.getByLabel('First name').fill('Petra');
  await admin.getByLabel('E-mail address').fill('petra@harbourestates.example');
  await admin.getByLabel('Jobs', { exact: true }).selectOption({ label: 'View all' });
  await admin.getByLabel('Invoices and credit notes').selectOption({ label: 'Not shown' });
  const { link } = await messageFrom(desk, 'petra@harbourestates.example', () => press(admin, 'Send invitation'));
  const colleague = await somebody(browser, off);
  await colleague.goto(link);
  await expectIn(colleague, 'Petra');
  const places = colleague.getByRole('navigation', { name: 'Portal' });
  expect(await places.getByRole('link', { name: 'Invoices', exact: true }).count()).toBe(0);
  expect(await statusOf(colleague, '/harbour-hill/jobs')).toBe(200);
  for (const closed of ['invoices', 'colleagues'])
    expect(await statusOf(colleague, `/harbour-hill/${closed}`)).toBe(404);
  await leave(admin, colleague);
});
