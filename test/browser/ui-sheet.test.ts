import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { themeCss } from '../../src/ui/index.ts';
import { htmlRules } from '../html-rules.ts';
import { sheetPages } from './ui-sheet.tsx';

/**
 * Every shell and part, in both schemes, both directions and at three widths. With SHEET_SCREENS=<folder> it leaves
 * pictures there for people to look at.
 */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'";
const screens = process.env['SHEET_SCREENS'];

let browser: Browser;
let assets: Readonly<Record<string, { file: string; type: string }>>;
let pages: ReadonlyMap<string, string>;
let mirrored: ReadonlyMap<string, string>;

beforeAll(async () => {
  const build = spawnSync(process.execPath, ['scripts/build.mjs', '--quiet'], { encoding: 'utf8' });
  if (build.status !== 0) throw new Error(build.stderr);
  assets = JSON.parse(readFileSync('dist/assets/manifest.json', 'utf8'));
  const of = (door: string) => ({ css: `/assets/${door}.css`, js: `/assets/${door}.js`, themeCss: '/theme.css' });
  pages = sheetPages(of('portal'), of('office'));
  mirrored = sheetPages(of('portal'), of('office'), { dir: 'rtl', locale: 'ar' });
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  if (screens !== undefined) mkdirSync(screens, { recursive: true });
}, 60_000);

afterAll(async () => {
  await browser?.close();
});

async function open(
  width: number,
  colorScheme: 'light' | 'dark',
  html: string,
  options = {},
): Promise<{ page: Page; context: BrowserContext; problems: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    bypassCSP: false,
    ...options,
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.route('**/*', (route) => {
    const path = new URL(route.request().url()).pathname;
    const name = path.replace('/assets/', '');
    const asset = assets[name];
    if (asset !== undefined)
      return route.fulfill({ contentType: asset.type, body: readFileSync(`dist/assets/${asset.file}`) });
    if (path === '/theme.css') return route.fulfill({ contentType: 'text/css', body: themeCss('#0c5966') });
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': policy },
      body: html,
    });
  });
  await page.goto('http://sheet.example/');
  return { page, context, problems };
}

const names = [
  'portal-home',
  'portal-job',
  'portal-invoices',
  'portal-invoice',
  'portal-parts',
  'portal-sign-in',
  'portal-error',
  'office-home',
  'office-jobs',
  'office-customer',
  'office-form',
];

test('the sheet shows every page it lists', () => {
  expect([...pages.keys()]).toEqual(names);
});

describe.each(names)('%s', (name) => {
  test('is valid HTML without styles or scripts inside', async () => {
    const validator = new HtmlValidate(htmlRules);
    const report = await validator.validateString(pages.get(name) ?? '');
    expect(
      report.results.flatMap((result) =>
        result.messages.map(
          (found) => `${found.line}:${found.column} ${found.ruleId} ${found.message} ${found.selector}`,
        ),
      ),
    ).toEqual([]);
  });

  test.each([
    [320, 'light'],
    [390, 'dark'],
    [1440, 'light'],
    [1440, 'dark'],
  ] as const)('has nothing for axe to find at %i px in %s, and no sideways scrolling', async (width, scheme) => {
    const { page, context, problems } = await open(width, scheme, pages.get(name) ?? '');
    if (screens !== undefined)
      await page.screenshot({ path: `${screens}/${name}-${width}-${scheme}.png`, fullPage: true });
    await page.evaluate(axe);
    const found = await page.evaluate(
      `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ' ' + n.target.join(' ') + ' ' + n.failureSummary)))`,
    );
    expect(found).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('holds from right to left at 390 px', async () => {
    const { page, context } = await open(390, 'light', mirrored.get(name) ?? '');
    if (screens !== undefined) await page.screenshot({ path: `${screens}/${name}-390-rtl.png`, fullPage: true });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await context.close();
  });
});
