import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../setup/browser.ts';
import { atTheDesk, leave, somebody } from './people.ts';

const browser = await openBrowser();
let desk: Page;
beforeAll(async () => {
  desk = await atTheDesk(browser);
}, 60_000);
afterAll(() => browser.close());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** The colour of the one button that matters, as it is painted. */
const paint = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((one) => getComputedStyle(one).backgroundColor);

const VIOLET = 'rgb(91, 45, 143)';

test('the office sees a colour on phone and desk before it saves it, is refused a pale one, and takes it back', async () => {
  const visitor = await somebody(browser);
  await visitor.goto('/harbour-hill/sign-in');
  const before = await paint(visitor, '.btn.main');
  await desk.goto('/office/settings/look');
  const frames = ['On a phone, light', 'On a phone, dark', 'On a desk, light'];
  const framed = (title: string) =>
    desk
      .frameLocator(`iframe[title="${title}"]`)
      .locator('.btn.main')
      .first()
      .evaluate((one) => getComputedStyle(one).backgroundColor);
  await desk.getByLabel('Your colour').fill('#5b2d8f');
  for (const title of frames.filter((one) => one.endsWith('light')))
    await expect.poll(() => framed(title), { timeout: 15_000 }).toBe(VIOLET);
  expect(await framed('On a phone, dark')).not.toBe(before);
  await visitor.reload();
  expect(await paint(visitor, '.btn.main')).toBe(before);

  await desk.getByLabel('Your colour').fill('#fdf6d8');
  await press(desk, 'Save look');
  await desk.getByText('This colour is so pale that a button would vanish on the page.').first().waitFor();
  expect(await desk.getByLabel('Your colour').inputValue()).toBe('#fdf6d8');
  await desk.getByRole('button', { name: /^Take #[0-9a-f]{6} instead$/ }).waitFor();
  await visitor.reload();
  expect(await paint(visitor, '.btn.main')).toBe(before);

  await desk.getByLabel('Your colour').fill('#5b2d8f');
  await desk.getByLabel('Corners', { exact: true }).selectOption({ label: 'Square' });
  await press(desk, 'Save look');
  await desk.getByText('The portal wears its new look.').first().waitFor();
  await visitor.reload();
  expect(await paint(visitor, '.btn.main')).toBe(VIOLET);
  await press(desk, 'Undo');
  await desk.getByText('The look before is back.').first().waitFor();
  await visitor.reload();
  expect(await paint(visitor, '.btn.main')).toBe(before);
  await leave(visitor);
});
