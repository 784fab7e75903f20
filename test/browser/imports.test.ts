import type { Browser, Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { htmlValidator } from '../html-rules.ts';
import { openBrowser } from '../setup/browser.ts';
import { axe } from './axe.ts';
import { atTheDesk } from './people.ts';

const browser: Browser = await openBrowser();
afterAll(() => browser.close());

const list = (from: number) =>
  `Kundennummer;Firma;Ansprechpartner;E-Mail;Straße;PLZ;Ort;Land
${from};Größmann & Söhne GmbH;Käthe Größmann;buero${from}@example.org;Übergasse 12a;50667;Köln;D
${from + 1};Café Zwölf;;kaputt@;Am Mühlbach 7;52349;Düren;D
`;

/** What axe and the validator find on the page, which is nothing. */
async function faultsOf(page: Page, scripts: boolean): Promise<string[]> {
  // As it was sent: a browser's own copy of it writes attributes otherwise.
  const report = await htmlValidator.validateString(await (await page.request.get(page.url())).text());
  const said = report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId} ${message} ${selector}`),
  );
  if (!scripts) return said;
  await page.evaluate(axe);
  const found: string[] = await page.evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((n) => n.html).join(' ')))`,
  );
  return [...said, ...found];
}

/** A page of ours that goes on by itself is loaded again until it is where it was going, as a person would. */
async function lookUntil(page: Page, word: string): Promise<void> {
  const there = async () => {
    if ((await page.getByText(word, { exact: true }).count()) === 0) await page.reload();
    return page.getByText(word, { exact: true }).count();
  };
  await expect.poll(there, { timeout: 20_000, interval: 300 }).toBeGreaterThan(0);
}

test.each([
  ['with scripts', true, 71_001],
  ['with scripts off', false, 71_101],
] as const)(
  '%s, the office brings a list of customers, leaves out a bad row and takes the error file',
  async (_, scripts, from) => {
    const page = await atTheDesk(browser, { javaScriptEnabled: scripts, bypassCSP: true });
    await page.goto('/office/imports');
    expect(await faultsOf(page, scripts)).toEqual([]);
    await page.getByRole('link', { name: 'New import' }).first().click();
    expect(await faultsOf(page, scripts)).toEqual([]);
    await page.getByRole('button', { name: 'Upload and choose columns' }).click();
    await page.getByRole('link', { name: 'Choose a CSV file.' }).waitFor();
    await page.getByRole('radio', { name: 'Customers People' }).check();
    await page
      .getByLabel('CSV file')
      .setInputFiles({ name: 'Kunden.csv', mimeType: 'text/csv', buffer: Buffer.from(list(from)) });
    await page.getByRole('button', { name: 'Upload and choose columns' }).click();
    await page.getByRole('heading', { level: 1, name: 'Choose columns' }).waitFor();
    expect(await page.getByLabel('Read Ansprechpartner as').inputValue()).toBe('contact_name');
    expect(await faultsOf(page, scripts)).toEqual([]);
    await page.getByRole('button', { name: 'Check the file' }).click();
    await lookUntil(page, 'Ready to import');
    expect(await faultsOf(page, scripts)).toEqual([]);
    await page.getByText('“kaputt@” is not an e-mail address.').first().waitFor();
    await page.getByRole('button', { name: 'Leave out the bad row and import 1 row' }).click();
    await lookUntil(page, 'Imported');
    expect(await faultsOf(page, scripts)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Error file' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('Kunden - errors.csv');
    await page.goto(`/office/customers/${from}`);
    await page.getByRole('heading', { level: 1, name: 'Größmann & Söhne GmbH' }).waitFor();
  },
);
