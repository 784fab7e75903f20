import type { Page } from 'playwright-core';
import { afterAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../setup/browser.ts';
import { axe } from './axe.ts';

const { base_url: base, links } = inject('demo');
const browser = await openBrowser();
afterAll(() => browser.close());

function linkOf(kind: string, customer: string): string {
  const link = links.find((one) => one.kind === kind && one.customer === customer);
  if (!link) throw new Error(`the demo world has no ${kind} link of ${customer}`);
  return link.url;
}

/** What is wrong with the page as it stands: rules of accessibility broken, and whether it is wider than the screen. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found: string[] = await page.evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((n) => n.html).join(' ')))`,
  );
  const tooWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  return tooWide === true ? [...found, 'wider than the screen'] : found;
}

/** Where the links of a list's first and last entries lead. */
async function entries(page: Page): Promise<string[]> {
  const found = await page.locator('.c-main a').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  return [found[0], found.at(-1)].filter((path) => path !== undefined);
}

test('on a narrow phone, dark, no page of a customer breaks a rule or its screen', async () => {
  const context = await browser.newContext({
    viewport: { width: 320, height: 844 },
    colorScheme: 'dark',
    bypassCSP: true,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(linkOf('contact', 'Priya Raman'));
  const home = new URL(page.url()).pathname;
  const found: string[] = [];
  const look = async (path: string) => {
    const answer = await page.goto(`${base}${path}`);
    if (answer?.status() !== 200) found.push(`${path}: ${answer?.status()}`);
    for (const fault of await faults(page)) found.push(`${path}: ${fault}`);
  };
  await look(home);
  for (const list of [`${home}/jobs`, `${home}/jobs?show=past`, `${home}/invoices`]) {
    await look(list);
    for (const path of await entries(page)) await look(path);
  }
  await look(`${home}/details`);
  await look(`${home}/more`);
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

/** The words of a journey, in each language that it is made in. */
const JOURNEYS = [
  {
    language: 'en',
    job: 'See this job',
    steps: 'Where it is now',
    nav: 'Portal',
    home: 'Home',
    transfer: 'Details for a bank transfer',
    reference: /^INV \d+$/,
    invoice: /^See invoice/,
    pay: 'How to pay',
    pdf: 'Download PDF',
  },
  {
    language: 'de',
    job: 'Auftrag ansehen',
    steps: 'So weit ist es',
    nav: 'Portal',
    home: 'Start',
    transfer: 'Angaben zum Überweisen',
    reference: /^(INV|RE) \d+$/,
    invoice: /^Rechnung \d+ ansehen/,
    pay: 'So bezahlen Sie',
    pdf: 'PDF herunterladen',
  },
];

test.each(JOURNEYS)(
  'with scripts off, in $language, a customer goes from the link to the job, the invoice and how to pay it',
  async ({ language, job, steps, nav, home, transfer, reference, invoice, pay, pdf }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(`${linkOf('contact', 'Priya Raman')}?language=${language}`);
    await page.getByRole('link', { name: job }).click();
    await page.getByRole('heading', { name: steps }).waitFor();
    await page.getByRole('navigation', { name: nav }).getByRole('link', { name: home }).click();
    expect(await page.getByText(reference).isVisible()).toBe(false);
    await page.getByText(transfer).click();
    expect(await page.getByText(reference).isVisible()).toBe(true);
    await page.getByRole('link', { name: invoice }).click();
    await page.getByRole('heading', { name: pay }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: pdf }).click();
    expect((await download).suggestedFilename()).toMatch(/^harbour-hill-invoice-\d+\.pdf$/);
    await context.close();
  },
);

test('printed, an invoice is the paper alone', async () => {
  const context = await browser.newContext({ viewport: { width: 800, height: 1100 } });
  const page = await context.newPage();
  await page.goto(linkOf('invoice', 'Priya Raman'));
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('heading', { name: /^Invoice/ }).isVisible()).toBe(true);
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(false);
  expect(await page.getByText('Download PDF').isVisible()).toBe(false);
  await context.close();
});
