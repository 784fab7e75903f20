import { TOTP } from 'otpauth';
import type { Answer, Browser } from './browser.ts';
import type { Org, StaffMember, World } from './world.ts';

/** What every member of these tests has as a password. */
export const STAFF_PASSWORD = 'seven ladders on a windy day';

/** An org with a member who signs in by password. */
export async function officeWith(world: World, role = 'owner', given: Parameters<World['org']>[0] = {}) {
  const org = await world.org(given);
  return { org, member: await memberOf(world, org, { role }) };
}

export async function memberOf(
  world: World,
  org: Org,
  given: Parameters<World['staff']>[1] = {},
): Promise<StaffMember> {
  return world.staff(org, { password_hash: await world.services.hashing.hash(STAFF_PASSWORD), ...given });
}

/** Types address and password at the door. */
export async function typePassword(browser: Browser, email: string, password = STAFF_PASSWORD): Promise<Answer> {
  await browser.get('/office/sign-in');
  return browser.post('/office/sign-in', { email, password, next: '' });
}

/** An authenticator app: shows the code of a secret at a moment. */
export function codeAt(secret: string, at: Temporal.Instant): string {
  return new TOTP({ secret }).generate({ timestamp: at.epochMilliseconds });
}

/** Any code but the right ones around now. */
export function wrongCode(secret: string, at: Temporal.Instant): string {
  const right = [-60, -30, 0, 30, 60].map((seconds) => codeAt(secret, at.add({ seconds })));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.includes(code)) ?? '';
}

/** Switches the second step on for whoever sits in this browser; the app's secret and the recovery codes. */
export async function setUpStep(world: World, browser: Browser): Promise<{ secret: string; codes: string[] }> {
  await browser.post('/office/account/second-step');
  const { html } = await browser.get('/office/account/second-step');
  const secret = (/<b class="num">([A-Z2-7 ]+)<\/b>/.exec(html)?.[1] ?? '').replaceAll(' ', '');
  const { html: shown } = await browser.post('/office/account/second-step/confirmation', {
    code: codeAt(secret, world.clock.now),
  });
  return { secret, codes: [...shown.matchAll(/<li>([0-9A-Z-]{19})<\/li>/g)].map(([, code = '']) => code) };
}

/** Lets the app show its next code. */
export function nextCode(world: World): void {
  world.clock.now = world.clock.now.add({ seconds: 30 });
}
