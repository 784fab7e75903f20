import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../setup/browser.ts';
import {
  askForMessage,
  atTheDesk,
  expectIn,
  heading,
  leave,
  messageFrom,
  ownLinkOf,
  somebody,
  typeCode,
} from './people.ts';

const browser = await openBrowser();
let desk: Page;
beforeAll(async () => {
  desk = await atTheDesk(browser);
}, 60_000);
afterAll(() => browser.close());

const SUNIL = '10372';
const OLD = 'sunil@patel.example';
const NEW = 'sunil.patel@kiln.example';

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('a contact mends the address and moves to another e-mail; the old one is told, and the office sees both', async () => {
  const phone = await somebody(browser);
  await phone.goto(await ownLinkOf(desk, SUNIL));
  await expectIn(phone, 'Sunil Patel');
  await phone.goto('/harbour-hill/details');
  await phone.getByRole('link', { name: 'Change address' }).click();
  await phone.getByLabel('Postcode').fill('SALT 1');
  await phone.getByLabel('Street and house number').fill('3 Kiln Road');
  await press(phone, 'Save');
  const [summary] = await phone.getByRole('alert').allInnerTexts();
  expect(summary).toContain('“SALT 1” is not a postcode there. One looks like');
  expect(await phone.getByLabel('Postcode').inputValue()).toBe('SALT 1');
  expect(await phone.getByLabel('Street and house number').inputValue()).toBe('3 Kiln Road');
  await phone.getByLabel('Postcode').fill('SM6 4KS');
  await press(phone, 'Save');
  await phone.getByText('Your details are saved.').waitFor();
  await phone.getByText('3 Kiln Road').waitFor();

  await phone.getByRole('link', { name: 'Change e-mail' }).click();
  await heading(phone, 'Is it you?').waitFor();
  await phone.getByLabel(/By e-mail/).check();
  const { code } = await messageFrom(desk, OLD, () => press(phone, 'Send me a PIN'));
  await phone.getByLabel('PIN from the message').fill(code);
  await press(phone, 'Go on');
  await phone.getByLabel('New e-mail address').fill(NEW);
  let asked = { text: '', link: '' };
  const warning = await messageFrom(desk, OLD, async () => {
    asked = await messageFrom(desk, NEW, () => press(phone, 'Send the message'));
  });
  // Whoever reads the old mailbox learns that there is a new one, and not which.
  expect(warning.text).toContain('A new one was given to Harbour & Hill in your name: s•••@k•••.example.');
  await phone.getByText(`We wrote to ${NEW}.`).first().waitFor();
  await desk.goto(`/office/customers/${SUNIL}`);
  await desk.getByText(`wants to be reached at ${NEW} instead of ${OLD}`).waitFor();

  const inbox = await somebody(browser);
  await inbox.goto(asked.link);
  await press(inbox, 'Yes, use this address');
  await heading(inbox, 'Your new e-mail address is saved').waitFor();
  await inbox.goto(warning.link);
  await heading(inbox, 'This link has ended').waitFor();
  await desk.reload();
  const changes = desk.getByRole('region', { name: 'Changed details' });
  for (const text of ['SM6 4KR → SM6 4KS', '2 Kiln Road → 3 Kiln Road', `${OLD} → ${NEW}`])
    await changes.getByText(text).waitFor();

  const other = await somebody(browser);
  const sent = await messageFrom(desk, NEW, () => askForMessage(other, NEW));
  await typeCode(other, sent.code);
  await expectIn(other, 'Sunil Patel');
  await leave(phone, inbox, other);
});
