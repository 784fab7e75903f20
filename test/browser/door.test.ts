import { afterAll, expect, test } from 'vitest';
import { openBrowser } from '../setup/browser.ts';
import { dataFolder, freePort, runDoorstep } from '../setup/program.ts';

const data = dataFolder();
const port = await freePort();
const program = runDoorstep(['start'], { DATA_DIR: data.path, PORT: String(port), DEMO: 'no' });
const browser = await openBrowser();
await program.until('Doorstep is ready');
afterAll(async () => {
  await browser.close();
  program.signal('SIGTERM');
  await program.ended;
  data.remove();
});

test.each([
  ['a phone', 360],
  ['a desk', 1280],
])('on %s, a page that is not there comes in our own style, from us alone, and breaks no rule', async (_, width) => {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The page itself is a 404, which the browser mentions.
    if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (new URL(request.url()).port !== String(port)) foreign.push(request.url());
  });
  const answer = await page.goto(`http://127.0.0.1:${port}/there-is-nothing/here`);
  expect(answer?.status()).toBe(404);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBeTruthy();
  const family = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
  expect(family).not.toContain('Times');
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
  expect(complaints).toEqual([]);
  expect(foreign).toEqual([]);
  await page.close();
});

test('a new installation is set up in the browser, by the address that its start printed, once', async () => {
  const context = await browser.newContext({ baseURL: `http://localhost:${port}` });
  const page = await context.newPage();
  expect((await page.goto('/setup'))?.status()).toBe(404);
  await page.goto('/');
  await page.getByRole('heading', { name: 'Doorstep is running, and new' }).waitFor();

  const [address = ''] = /http:\S+\/setup\?key=\S+/.exec(program.said()) ?? [];
  await page.goto(address);
  await page.getByRole('button', { name: 'Set up the business' }).click();
  await page.getByText('Type the name of the business, at most 120 characters.').first().waitFor();
  await page.getByLabel('Name of the business').fill('Fen & Furrow Drainage');
  await page.getByLabel('Country').selectOption({ label: 'United Kingdom' });
  await page.getByLabel('Your name').fill('Robin Thorn');
  await page.getByLabel('Your e-mail address').fill('robin@fenandfurrow.example');
  await page.getByLabel('Password').fill('nine ditches before breakfast');
  await page.getByRole('button', { name: 'Set up the business' }).click();
  await page.waitForURL('**/office');
  await page.getByText('Fen & Furrow Drainage is set up.').waitFor();
  await page.getByRole('heading', { name: 'Still to set up' }).waitFor();
  expect((await page.goto(address))?.status()).toBe(404);
  await context.close();
});
