import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { codeAt } from '../office-people.ts';
import { openBrowser } from '../setup/browser.ts';
import { signInAtADesk, heading, leave, messageFrom, somebody } from './people.ts';

const browser = await openBrowser();
let desk: Page;
const EMAIL = 'robin@harbourandhill.example';
const PASSWORD = 'eleven lighthouses by night';

beforeAll(async () => {
  desk = await signInAtADesk(browser);
}, 60_000);
afterAll(() => browser.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function typePassword(page: Page): Promise<void> {
  await page.goto('/office/sign-in');
  await page.getByLabel('E-mail address').fill(EMAIL);
  await page.getByLabel('Password').fill(PASSWORD);
  await button(page, 'Sign in').click();
}

/** A device of the person's own: makes and uses passkeys without anybody touching it. */
async function giveDevice(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test('somebody invited chooses a password, sets up a second step and a passkey, and comes in by each, by a code once', async () => {
  const person = await somebody(browser, { viewport: { width: 1440, height: 900 } });
  const { link } = await messageFrom(desk, 'Robin Vale', async () => {
    await desk.goto('/office/settings/team/new');
    await desk.getByLabel('Name', { exact: true }).fill('Robin Vale');
    await desk.getByLabel('E-mail address').fill(EMAIL);
    await button(desk, 'Send invitation').click();
    await heading(desk, 'Robin Vale').waitFor();
  });
  await person.goto(link);
  await person.getByLabel('New password').fill(PASSWORD);
  await button(person, 'Save and sign in').click();
  await person.waitForURL('**/office');

  await person.goto('/office/account/second-step');
  await button(person, 'Begin').click();
  await person.getByRole('img', { name: 'QR code for an authenticator app' }).waitFor();
  const secret = ((await person.locator('b.num').textContent()) ?? '').replaceAll(' ', '');
  const first = codeAt(secret, Temporal.Now.instant());
  await person.getByLabel('Code that the app shows').fill(first);
  await button(person, 'Switch it on').click();
  await heading(person, 'Your recovery codes').waitFor();
  const recovery = (await person.locator('.codes li').first().textContent()) ?? '';

  await giveDevice(person);
  await person.goto('/office/account/passkeys/new');
  await button(person, 'Make a passkey').click();
  await person.getByText('The passkey is made').waitFor();
  await person.context().clearCookies();
  await person.goto('/office/sign-in');
  await button(person, 'Sign in with a passkey').click();
  await person.waitForURL('**/office');

  const elsewhere = await somebody(browser);
  await typePassword(elsewhere);
  await heading(elsewhere, 'One more step').waitFor();
  const typeCode = async (code: string) => {
    await elsewhere.getByLabel('Code from the app').fill(code);
    await button(elsewhere, 'Sign in').click();
  };
  await typeCode(first);
  await elsewhere.getByText('That code is not right, or it was used already.').first().waitFor();
  await typeCode(codeAt(secret, Temporal.Now.instant().add({ seconds: 30 })));
  await elsewhere.waitForURL('**/office');
  await elsewhere.context().clearCookies();
  await typePassword(elsewhere);
  await heading(elsewhere, 'One more step').waitFor();
  await elsewhere.getByRole('link', { name: 'Use a recovery code' }).click();
  await elsewhere.getByLabel('Recovery code').fill(recovery.toLowerCase());
  await button(elsewhere, 'Sign in').click();
  await elsewhere.waitForURL('**/office');
  await elsewhere.goto('/office/account');
  expect(await elsewhere.getByText('9 recovery codes are left').count()).toBe(1);
  await leave(person, elsewhere);
}, 90_000);
