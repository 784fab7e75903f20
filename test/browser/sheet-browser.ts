import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { themeCss, type PageContext } from '../../src/ui/index.ts';
import { openBrowser } from '../setup/browser.ts';
import { sheetPages } from './ui-sheet.tsx';

const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'";

export interface Opened {
  readonly page: Page;
  /** What the browser complained about, the content policy included. */
  readonly problems: readonly string[];
  /** Method and path of every request for a page, in order. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

export interface SheetBrowser {
  readonly pages: ReadonlyMap<string, string>;
  /** Opens a page of the sheet under our content policy; every other address answers with a short page. */
  readonly open: (
    name: string,
    options?: BrowserContextOptions & { context?: Partial<PageContext> },
  ) => Promise<Opened>;
  readonly close: () => Promise<void>;
}

/** A browser with the built assets and the sheet, all from memory: no port, no network. */
export async function startSheetBrowser(): Promise<SheetBrowser> {
  const assets: Readonly<Record<string, { file: string; type: string }>> = JSON.parse(
    readFileSync('dist/assets/manifest.json', 'utf8'),
  );
  const browser = await openBrowser();
  return {
    pages: drawn({}),
    open: (name, options = {}) => open(browser, assets, name, options),
    close: () => browser.close(),
  };
}

function drawn(context: Partial<PageContext>): ReadonlyMap<string, string> {
  const of = (door: string) => ({ css: `/assets/${door}.css`, js: `/assets/${door}.js`, themeCss: '/theme.css' });
  return sheetPages(of('portal'), of('office'), context);
}

async function open(
  browser: Browser,
  assets: Readonly<Record<string, { file: string; type: string }>>,
  name: string,
  { context: changes = {}, ...options }: BrowserContextOptions & { context?: Partial<PageContext> },
): Promise<Opened> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  const asked: string[] = [];
  const html = drawn(changes).get(name) ?? '';
  page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
  page.on('pageerror', (error) => void problems.push(error.message));
  await page.route('**/*', async (route) => {
    const path = new URL(route.request().url()).pathname;
    const asset = assets[path.replace('/assets/', '')];
    if (asset !== undefined)
      return route.fulfill({ contentType: asset.type, body: readFileSync(`dist/assets/${asset.file}`) });
    if (path === '/theme.css') return route.fulfill({ contentType: 'text/css', body: themeCss('#0c5966') });
    asked.push(`${route.request().method()} ${path}`);
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': policy },
      body: path === '/sheet' ? html : '<!doctype html><title>Elsewhere</title>',
    });
  });
  await page.goto('https://sheet.example/sheet');
  return { page, problems, asked, close: () => context.close() };
}
