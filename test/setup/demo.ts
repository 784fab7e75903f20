import type { Cookie } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import type { DemoEntries } from '../../src/features/demo/index.ts';
import { launchChromium } from './chromium.ts';
import { dataFolder, freePort, runDoorstep } from './program.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The ways into the demo world that this run serves. */
    demo: DemoEntries;
    /** What the browser of the owner holds, who signed in once for all tests. */
    desk: Cookie[];
  }
}

/** One Doorstep with the demo world for all browser tests: starting it costs more than most tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = dataFolder();
  const settings = { DATA_DIR: data.path, PORT: String(await freePort()), DEMO: 'yes' };
  const program = runDoorstep(['start'], settings);
  const close = async () => {
    program.signal('SIGTERM');
    await program.ended;
    data.remove();
  };
  try {
    await program.until('Doorstep is ready');
    const listed = runDoorstep(['demo', '--json'], settings);
    await listed.ended;
    const demo: DemoEntries = JSON.parse(listed.said());
    project.provide('demo', demo);
    project.provide('desk', await signedIn(demo));
    return close;
  } catch (error) {
    await close();
    throw error;
  }
}

/** Every file signing in by itself would be more tries than an address has. */
async function signedIn({ base_url, office }: DemoEntries): Promise<Cookie[]> {
  const browser = await launchChromium();
  const page = await browser.newPage({ baseURL: base_url });
  await page.goto('/office/sign-in');
  await page.getByLabel('E-mail address').fill(office.email);
  await page.getByLabel('Password').fill(office.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/office');
  const cookies = await page.context().cookies();
  await browser.close();
  return cookies;
}
