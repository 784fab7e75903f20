import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openBrowser } from '../setup/browser.ts';
import { atTheDesk, demo, expectIn, heading, leave, linkOf, messageFrom, signOut, somebody } from './people.ts';

const browser = await openBrowser();
let desk: Page;

beforeAll(async () => {
  desk = await atTheDesk(browser);
}, 60_000);
afterAll(() => browser.close());

const FIRST = 'seven quiet herons wade';
const SECOND = 'nine loud geese go by';

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/harbour-hill/sign-in');
  await page.getByRole('link', { name: 'I have a password' }).click();
  await page.getByLabel('Username or e-mail address').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('an invited contact sets a password, signs in with it, changes it and ends the other session', async () => {
  await desk.goto('/office/customers/10287/contacts');
  await desk.getByRole('link', { name: 'Ines Duarte', exact: true }).first().click();
  await heading(desk, 'Ines Duarte').waitFor();
  await desk.getByRole('textbox', { name: /^Username/ }).fill('ines');
  const { link, text } = await messageFrom(desk, 'Ines Duarte', () =>
    desk.getByRole('button', { name: 'Invite with username and password' }).click(),
  );
  expect(text).toContain('ines');

  const phone = await somebody(browser);
  await phone.goto(link);
  await phone.getByLabel('New password').fill(FIRST);
  await phone.getByRole('button', { name: 'Save and sign in' }).click();
  await expectIn(phone, 'Ines Duarte');
  await signOut(phone);
  await signIn(phone, 'ines', FIRST);
  await expectIn(phone, 'Ines Duarte');

  const tablet = await somebody(browser);
  await signIn(tablet, 'Ines', FIRST);
  await expectIn(tablet, 'Ines Duarte');
  await phone.goto('/harbour-hill/details/security');
  await heading(phone, 'You are signed in at 2 places').waitFor();
  await phone.getByRole('link', { name: /Password/ }).click();
  await phone.getByLabel('Present password').fill(FIRST);
  await phone.getByLabel('New password').fill(SECOND);
  await phone.getByLabel('Sign out everywhere else').uncheck();
  await phone.getByRole('button', { name: 'Save this password' }).click();
  await phone.getByText('Your password is changed.').waitFor();
  await phone.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await heading(phone, 'You are signed in here only').waitFor();
  await tablet.goto('/harbour-hill/jobs');
  await tablet.waitForURL('**/harbour-hill/sign-in**');
  await signIn(tablet, 'ines', SECOND);
  await expectIn(tablet, 'Ines Duarte');
  await leave(phone, tablet);
});

test('whoever came by a link confirms with a PIN before setting one of their own, with scripts off', async () => {
  const page = await somebody(browser, { javaScriptEnabled: false });
  await page.goto(linkOf('contact', 'Priya Raman'));
  await page.goto('/harbour-hill/details/security');
  await page.getByRole('link', { name: /^PIN/ }).click();
  await heading(page, 'Is it you?').waitFor();
  await page.getByLabel(/By e-mail/).check();
  const { code } = await messageFrom(desk, 'priya@raman.example', () =>
    page.getByRole('button', { name: 'Send me a PIN' }).click(),
  );
  await page.getByLabel('PIN from the message').fill(code);
  await page.getByRole('button', { name: 'Go on' }).click();
  await heading(page, 'Your PIN').waitFor();
  await page.getByLabel('New PIN').fill('482915');
  await page.getByRole('button', { name: 'Save this PIN' }).click();
  expect(await page.getByRole('status').textContent()).toContain('Your PIN is set.');
  await leave(page);
});

test('the demo’s password signs in', async () => {
  const [entry] = demo.passwords;
  const page = await somebody(browser);
  await page.goto(entry?.url ?? '');
  await page.getByLabel('Username or e-mail address').fill(entry?.username ?? '');
  await page.getByLabel('Password', { exact: true }).fill(entry?.password ?? '');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expectIn(page, 'Morwenna Pascoe');
  expect(new URL(page.url()).pathname).toBe('/harbour-hill');
  await leave(page);
});
