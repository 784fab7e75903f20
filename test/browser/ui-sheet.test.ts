import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { htmlValidator } from '../html-rules.ts';
import { axe } from './axe.ts';
import { startSheetBrowser, type SheetBrowser } from './sheet-browser.ts';

/**
 * Every shell and part, in both schemes, both directions and at three widths. With SHEET_SCREENS=<folder> it leaves
 * pictures there for people to look at.
 */
const audit = `axe
  .run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => id + ' ' + node.target.join(' ') + ' ' + node.failureSummary)))`;
const screens = process.env['SHEET_SCREENS'];

let sheet: SheetBrowser;

beforeAll(async () => {
  sheet = await startSheetBrowser();
  if (screens !== undefined) mkdirSync(screens, { recursive: true });
}, 60_000);

afterAll(() => sheet.close());

const extremes = [
  [320, 'light'],
  [1440, 'dark'],
] as const;
const between = [
  [390, 'dark'],
  [1440, 'light'],
] as const;
/** The extremes find what the others do; with pictures wanted, all are taken. */
const views = screens === undefined ? extremes : [...extremes, ...between];

const names = [
  'portal-home',
  'portal-job',
  'portal-invoices',
  'portal-invoice',
  'portal-parts',
  'portal-sign-in',
  'office-lost',
  'portal-error',
  'office-home',
  'office-jobs',
  'office-customer',
  'office-form',
];

test('the sheet shows every page it lists', () => {
  expect([...sheet.pages.keys()]).toEqual(names);
});

describe.each(names)('%s', (name) => {
  test('is valid HTML without styles or scripts inside', async () => {
    const { results } = await htmlValidator.validateString(sheet.pages.get(name) ?? '');
    const found = results.flatMap(({ messages }) => messages);
    expect(found.map(({ ruleId, message, selector }) => `${ruleId}: ${message} ${selector}`)).toEqual([]);
  });

  test.each(views)(
    'has nothing for axe to find at %i px in %s, and no sideways scrolling',
    async (width, colorScheme) => {
      const { page, problems, close } = await sheet.open(name, { viewport: { width, height: 900 }, colorScheme });
      if (screens !== undefined)
        await page.screenshot({ path: `${screens}/${name}-${width}-${colorScheme}.png`, fullPage: true });
      await page.evaluate(axe);
      expect(await page.evaluate(audit)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(problems).toEqual([]);
      await close();
    },
  );

  test('holds from right to left at 390 px', async () => {
    const context = { dir: 'rtl', locale: 'ar' } as const;
    const { page, close } = await sheet.open(name, { viewport: { width: 390, height: 900 }, context });
    if (screens !== undefined) await page.screenshot({ path: `${screens}/${name}-390-rtl.png`, fullPage: true });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await close();
  });
});

test('every target on a phone is 44 px high or stands in a line of text', async () => {
  for (const name of names) {
    const { page, close } = await sheet.open(name, {
      viewport: { width: 390, height: 900 },
      hasTouch: true,
      isMobile: true,
    });
    const small =
      await page.evaluate(`[...document.querySelectorAll('a, button, select, summary, input:not([type=hidden], [type=radio], [type=checkbox])')]
      .filter((element) => element.checkVisibility() && !element.closest('.vh, .skip') && !element.matches('p a, li span a, dd a, .banner a, td a, th a'))
      .filter((element) => element.getBoundingClientRect().height < 43.5)
      .map((element) => element.tagName + ' ' + element.textContent.trim() + ' ' + element.getBoundingClientRect().height)`);
    expect(small, name).toEqual([]);
    await close();
  }
});

test('an invoice prints as the paper alone', async () => {
  const { page, close } = await sheet.open('portal-invoice', {
    viewport: { width: 794, height: 1123 },
    colorScheme: 'dark',
  });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  if (screens !== undefined) await page.screenshot({ path: `${screens}/portal-invoice-print.png`, fullPage: true });
  const visible = async (selector: string): Promise<boolean> => page.locator(selector).first().isVisible();
  expect(await visible('.doc')).toBe(true);
  expect(await Promise.all(['.paper-side', '.bar', '.foot', '.answer', '.doc .btn'].map(visible))).toEqual(
    Array.from({ length: 5 }, () => false),
  );
  expect(await page.evaluate("getComputedStyle(document.querySelector('.doc h2')).color")).toBe('rgb(29, 27, 23)');
  await close();
});

test('nothing is lost in forced colours: a chosen tile and the current place stand out', async () => {
  const { page, close } = await sheet.open('portal-parts', {
    viewport: { width: 390, height: 900 },
    forcedColors: 'active',
  });
  if (screens !== undefined) await page.screenshot({ path: `${screens}/portal-parts-390-forced.png`, fullPage: true });
  expect(
    await page.evaluate("getComputedStyle(document.querySelector('.tiles .choice:has(:checked)')).outlineStyle"),
  ).toBe('solid');
  expect(await page.evaluate("getComputedStyle(document.querySelector('.bar [aria-current]')).outlineStyle")).toBe(
    'solid',
  );
  await close();
});
