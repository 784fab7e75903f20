import type { Page, Response } from 'playwright-core';
import { htmlValidator } from '../html-rules.ts';
import { axeOnDemand } from './axe.ts';

/** What can be wrong with a page as a browser shows it. */

/** Less than this is a page that was painted while it still arrived. */
const LEAST_MOVE = 0.001;

/** Runs before the page's own scripts, and notes what moves and what the content policy stops. */
const WATCH = `
  window.watched = { moved: [], stopped: [] };
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries().filter(({ value }) => value >= ${LEAST_MOVE}))
      window.watched.moved.push(value.toFixed(4) + ' ' + (sources ?? []).map(({ node }) => node?.outerHTML?.slice(0, 120)).join(' | '));
  }).observe({ type: 'layout-shift', buffered: true });
  document.addEventListener('securitypolicyviolation', (event) => {
    window.watched.stopped.push(event.violatedDirective + ' ' + event.blockedURI);
  });`;

/** The browser mentions answers to what is missing or wrong, and that the frames of mails and looks run not even what watches them. */
const MENTIONED = /status of (404|422)|^Blocked script execution in '[^']*\/(preview'|look\/sample)/;

/** A window that changes its size on the way from page to page; only tests do that so fast. */
const RESIZED = /^Transition was aborted .*Viewport size changed/;

/** Every rule of WCAG 2.2 up to AA, and axe's own good practice. */
const RULES = `bringAxe();
  axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' ')))`;

const TOO_WIDE = `document.documentElement.scrollWidth > document.documentElement.clientWidth`;

/** A wide table that can't be scrolled, and a rail that doesn't show where one is. */
const OUT_OF_REACH = `[
  ...[...document.querySelectorAll('.scroll-x')]
    .filter((one) => one.scrollWidth > one.clientWidth && !/auto|scroll/.test(getComputedStyle(one).overflowX))
    .map((one) => 'cuts off what it can’t scroll to: ' + one.getAttribute('aria-label')),
  ...[...document.querySelectorAll('.rail [aria-current]')]
    .filter((one) => one.getBoundingClientRect().right > innerWidth)
    .map((one) => 'does not show in the rail that this is ' + one.textContent),
]`;

/** Looks at one page after another in the same window. */
export async function watchedPage(page: Page) {
  const own = (url: string) => page.url() === 'about:blank' || new URL(url).origin === new URL(page.url()).origin;
  const complaints: string[] = [];
  page.on('pageerror', (error) => {
    if (!RESIZED.test(error.message)) complaints.push(error.message);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !MENTIONED.test(message.text())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!/^(data|blob|about):/.test(request.url()) && !own(request.url())) complaints.push(`asks ${request.url()}`);
  });
  let last: Response | undefined;
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) last = response;
  });
  await page.addInitScript(WATCH);
  await page.addInitScript(axeOnDemand);

  return {
    /** Opens the page at every width in turn; also says what is wrong with its HTML. */
    async faultsAt(path: string, widths: readonly number[], status = 200): Promise<string[]> {
      const found: string[] = [];
      complaints.length = 0;
      for (const width of widths) {
        await page.setViewportSize({ width, height: 844 });
        const answer = await page.goto(path);
        if (answer?.status() !== status) found.push(`answers ${answer?.status()}`);
        if (width === widths[0]) found.push(...(await brokenHtml((await answer?.text()) ?? '')));
        const faults = await shownFaults(page);
        found.push(...faults.filter((fault) => !isMove(fault)).map((fault) => `at ${width} px ${fault}`));
        if (!faults.some(isMove)) continue;
        // On a busy machine a page may be painted while it still arrives. One that is built so moves every time.
        await page.goto(path);
        found.push(...(await shownFaults(page)).filter(isMove).map((fault) => `at ${width} px ${fault}`));
      }
      return [...found, ...complaints].map((fault) => `${path}: ${fault}`);
    },
    /** What is wrong with the page as it stands, and never with the way to it. */
    async faultsHere(widths: readonly number[]): Promise<string[]> {
      const found = await brokenHtml((await last?.text()) ?? '');
      const stands = page.viewportSize()?.width ?? 0;
      // Once as it came to stand, and then at the other widths.
      for (const width of [stands, ...widths.filter((other) => other !== stands)]) {
        if (width !== stands) await page.setViewportSize({ width, height: 844 });
        // What moves at another width is moved by the window.
        const faults = (await shownFaults(page)).filter((fault) => width === stands || !isMove(fault));
        found.push(...faults.map((fault) => `at ${width} px ${fault}`));
      }
      return found.map((fault) => `${page.url()}: ${fault}`);
    },
  };
}

function isMove(fault: string): boolean {
  return fault.startsWith('moves ');
}

async function shownFaults(page: Page): Promise<string[]> {
  const { moved, stopped }: { moved: string[]; stopped: string[] } = await page.evaluate('window.watched');
  const outOfReach: string[] = await page.evaluate(OUT_OF_REACH);
  const broken: string[] = await page.evaluate(RULES);
  return [
    ...moved.map((what) => `moves ${what}`),
    ...stopped.map((what) => `is stopped by the content policy: ${what}`),
    ...broken,
    ...outOfReach,
    ...((await page.evaluate(TOO_WIDE)) === true ? ['is wider than the screen'] : []),
  ];
}

async function brokenHtml(html: string): Promise<string[]> {
  const report = await htmlValidator.validateString(html);
  return report.results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}
