import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect, inject } from 'vitest';

/** Who uses the demo world in a journey: visitors of the portal, and the desk with its mailbox. */

export const demo = inject('demo');

const TO_ACT_MS = 15_000;
const DESK = { viewport: { width: 1440, height: 900 } };

/** Somebody with a device of their own; nothing is remembered from anybody before. */
export async function somebody(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    baseURL: demo.base_url,
    ...options,
  });
  context.setDefaultTimeout(TO_ACT_MS);
  return context.newPage();
}

/** Jo Mercer, the owner, at the desk where she signed in when this run began. Nobody signs out there. */
export async function atTheDesk(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const storageState = { cookies: inject('desk'), origins: [] };
  const page = await somebody(browser, { ...DESK, storageState, ...options });
  await page.goto('/office');
  await page.waitForURL('**/office');
  return page;
}

/** Jo Mercer at another desk, by her password. Ten tries in a quarter of an hour are all that an address has. */
export async function signInAtADesk(browser: Browser): Promise<Page> {
  const page = await somebody(browser, DESK);
  await page.goto('/office/sign-in');
  await page.getByLabel('E-mail address').fill(demo.office.email);
  await page.getByLabel('Password').fill(demo.office.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/office');
  return page;
}

/** The demo world's live link of this kind; of several of one customer, the first. */
export function linkOf(kind: string, customer: string): string {
  const link = demo.links.find((one) => one.kind === kind && one.customer === customer);
  if (!link) throw new Error(`the demo world has no ${kind} link of ${customer}`);
  return link.url;
}

/** Lets a customer’s only contact in by a link of their own, as the office would read it out. */
export async function ownLinkOf(desk: Page, customer: string): Promise<string> {
  await desk.goto(`/office/customers/${customer}`);
  const panel = desk.getByRole('region', { name: 'Portal link' });
  await panel.getByRole('button', { name: 'Enable login via link' }).click();
  return panel.getByLabel(/own link$/).inputValue();
}

export interface Message {
  readonly text: string;
  /** The six digits in it, or ''. */
  readonly code: string;
  /** The path of the link in it, or ''. */
  readonly link: string;
}

/** What the office's mailbox gets for this recipient while `act` is under way, read as the recipient would. */
export async function messageFrom(desk: Page, recipient: string, act: () => Promise<unknown>): Promise<Message> {
  const mailbox = await desk.context().newPage();
  const known = new Set(await messagesTo(mailbox, recipient));
  await act();
  let path = '';
  const look = async () => {
    path = (await messagesTo(mailbox, recipient)).find((one) => !known.has(one)) ?? '';
    return path;
  };
  await expect.poll(look, { timeout: TO_ACT_MS, interval: 200, message: `a message to ${recipient}` }).not.toBe('');
  await mailbox.goto(path);
  const body = mailbox.locator('.sms, .as-text');
  const text = (await body.textContent()) ?? '';
  const link = body.locator('a');
  const url = (await link.count()) === 0 ? null : await link.first().getAttribute('href');
  await mailbox.close();
  return {
    text,
    code: /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? '',
    link: url === null ? '' : new URL(url).pathname,
  };
}

async function messagesTo(mailbox: Page, recipient: string): Promise<string[]> {
  await mailbox.goto('/office/deliveries');
  const links = mailbox.getByRole('row').filter({ hasText: recipient }).locator('a[href^="/office/deliveries/"]');
  return links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
}

/** Asks on the sign-in page for a link or PIN by message. */
export async function askForMessage(page: Page, identifier: string): Promise<void> {
  await page.goto('/harbour-hill/sign-in');
  await page.getByLabel('Phone number, e-mail address or customer number').fill(identifier);
  await page.getByRole('button', { name: 'Send me a link or PIN' }).click();
  await heading(page, 'If we know you, a link and a PIN are on their way').waitFor();
}

/** Signs in with a PIN of one's own, as far as that goes on this device. */
export async function typeOwnPin(page: Page, identifier: string, pin: string): Promise<void> {
  await page.goto('/harbour-hill/sign-in');
  await page.getByLabel('Phone number, e-mail address or customer number').fill(identifier);
  await page.getByRole('button', { name: 'I have a PIN' }).click();
  await page.getByLabel('PIN', { exact: true }).fill(pin);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('PIN from the message').fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).last().click();
}

/** The page says who it is open for. */
export async function expectIn(page: Page, name: string): Promise<void> {
  await page.getByRole('contentinfo').getByText(`Signed in as ${name}`).waitFor();
}

/** Until the import's page says this, as whoever waits for it would: by looking again. */
export async function lookAgainUntil(page: Page, said: string): Promise<void> {
  const look = async () => {
    if (await page.getByRole('heading', { name: said }).isVisible()) return true;
    await page.reload();
    return false;
  };
  await expect.poll(look, { timeout: TO_ACT_MS, interval: 300, message: said }).toBe(true);
}

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });

/** Ends somebody's visit. */
export const leave = (...pages: Page[]): Promise<unknown> => Promise.all(pages.map((page) => contextOf(page).close()));

const contextOf = (page: Page): BrowserContext => page.context();
