import { afterAll, expect, test } from 'vitest';
import { openBrowser } from '../setup/browser.ts';
import { watchedPage } from './page-faults.ts';
import { demo, somebody } from './people.ts';

/* The check of pages itself: what is planted is found. */

const browser = await openBrowser();
afterAll(() => browser.close());
const WIDTHS = [390, 1440];

/** A page with something in its body, after our own address, and what is wrong with it. */
async function faultsWith(body: string, headers: Record<string, string> = {}): Promise<string> {
  const page = await somebody(browser);
  const watched = await watchedPage(page);
  await page.route('**/*', async (route) => {
    const { pathname, origin } = new URL(route.request().url());
    if (origin !== new URL(demo.base_url).origin) return route.abort();
    if (pathname === '/moving.js') return route.fulfill({ contentType: 'text/javascript', body: MOVING });
    // Arrives last, and only when what was to move has moved.
    if (pathname === '/last.svg') {
      await page.waitForFunction('window.watched.moved.length > 0');
      return route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
    }
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers,
      body: `<!DOCTYPE html><html lang="en"><head><title>Planted</title><meta name="viewport" content="width=device-width"></head>
        <body><main><h1>Planted</h1>${body}</main></body></html>`,
    });
  });
  const found = await watched.faultsAt('/planted', WIDTHS);
  await page.context().close();
  return found.join('\n');
}

const MOVING = `requestAnimationFrame(() => setTimeout(() => {
  const box = document.createElement('canvas');
  box.height = 400;
  document.querySelector('h1').before(box);
}, 100));`;

test('nothing is wrong with a page without faults', async () => {
  expect(await faultsWith('<p>Fine.</p>')).toBe('');
});

test('HTML, accessibility, width, movement, policy and requests to others: each planted fault is found', async () => {
  const found = await faultsWith(
    `<p id="a">One</p><p id="a">Two</p><img src="https://elsewhere.example/x.png"><input>
     <svg width="900" height="10" aria-hidden="true"></svg>
     <script src="/moving.js"></script><img alt="" src="/last.svg">`,
  );
  expect(found).toMatch(/no-dup-id/);
  for (const width of WIDTHS)
    for (const fault of ['image-alt: <img src="https://elsewhere', 'label: <input>', 'moves 0.'])
      expect(found).toContain(`/planted: at ${width} px ${fault}`);
  expect(found).toContain('at 390 px is wider than the screen');
  expect(found).not.toContain('at 1440 px is wider than the screen');
  expect(found).toContain('/planted: asks https://elsewhere.example/x.png');
  const stopped = await faultsWith('<p style="color: red">Red</p>', { 'content-security-policy': "style-src 'self'" });
  expect(stopped).toContain('is stopped by the content policy: style-src-attr');
});
