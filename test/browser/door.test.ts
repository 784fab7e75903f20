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
