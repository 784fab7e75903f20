import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../setup/browser.ts';
import { dataFolder, freePort, runDoorstep } from '../setup/program.ts';

const data = dataFolder();
const port = await freePort();
const settings = { DATA_DIR: data.path, PORT: String(port), DEMO: 'yes' };
const base = `http://localhost:${port}`;
const program = runDoorstep(['start'], settings);
const browser: Browser = await openBrowser();
let staff = { email: '', password: '' };

beforeAll(async () => {
  await program.until('Doorstep is ready');
  const listed = runDoorstep(['demo', '--json'], settings);
  await listed.ended;
  staff = JSON.parse(listed.said()).office;
}, 60_000);

afterAll(async () => {
  await browser.close();
  program.signal('SIGTERM');
  await program.ended;
  data.remove();
});

async function atTheDesk(javaScriptEnabled: boolean): Promise<Page> {
  const page = await (
    await browser.newContext({ javaScriptEnabled, viewport: { width: 1440, height: 900 } })
  ).newPage();
  await page.goto(`${base}/office/sign-in`);
  await page.getByLabel('E-mail').fill(staff.email);
  await page.getByLabel('Password').first().fill(staff.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.goto(`${base}/office/customers`);
  return page;
}

test.each([
  ['with scripts', true],
  ['with scripts off', false],
] as const)(
  '%s, the office adds a customer, hands on a link, refreshes it, disables it, and looks on',
  async (_, scripts) => {
    const page = await atTheDesk(scripts);
    await page.getByRole('link', { name: 'New customer' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Wilhelmina Ferreira');
    await page.getByLabel('E-mail address').fill('mina@ferreira.example');
    await page.getByRole('button', { name: 'Add customer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Wilhelmina Ferreira' }).waitFor();

    const panel = page.getByRole('region', { name: 'Portal link' });
    await panel.getByRole('button', { name: 'Enable login via link' }).click();
    const address = () => panel.getByLabel('Wilhelmina’s own link').inputValue();
    const first = await address();
    const visitor = await (await browser.newContext({ javaScriptEnabled: scripts })).newPage();
    await visitor.goto(first);
    expect(visitor.url()).toBe(`${base}/harbour-hill`);

    await panel.getByRole('button', { name: 'Refresh link' }).click();
    const second = await address();
    expect(second).not.toBe(first);
    await visitor.goto(`${base}/harbour-hill`);
    expect(visitor.url()).toContain('/sign-in');
    await visitor.goto(second);
    expect(visitor.url()).toBe(`${base}/harbour-hill`);

    await panel.getByRole('button', { name: 'Disable link' }).click();
    await panel.getByRole('button', { name: 'Enable login via link' }).waitFor();
    await visitor.goto(`${base}/harbour-hill`);
    expect(visitor.url()).toContain('/sign-in');

    await page.getByRole('button', { name: 'View customer portal' }).click();
    expect(page.url()).toBe(`${base}/harbour-hill`);
    await page.getByRole('region', { name: 'Viewing as a customer' }).getByRole('link').click();
    await page.getByText('looked at the portal as Wilhelmina Ferreira').waitFor();
  },
);
