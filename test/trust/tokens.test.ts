import { expect, test, vi } from 'vitest';
import { linkToken } from '../../src/platform/crypto/index.ts';
import { openWorld } from '../world.ts';
import { caught, tell } from './figures.ts';
import { pick, randomFrom, SEED, tier, timeIsUp } from './tier.ts';

/*
 * T4: no guess at a secret address opens anything, however near it comes to a real one, and every wrong one reads the same:
 * standing links, links that sign in, and those that set a password in the portal and the office.
 */

vi.setConfig({ testTimeout: tier(60_000, 3_600_000) });
const GUESSES = tier(400, 100_000);
const world = await openWorld();
const org = await world.org({ slug: 'harbour-hill', passwords_on: true });
const contact = await world.contact(await world.customer(org), { is_main: true });
const live = await world.linkPath(org, {
  kind: 'contact',
  customerId: contact.customer_id,
  contactId: contact.id,
});

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const token = live.slice('/l/'.length);

/** Random, or a real one with one letter changed, a piece of it, or made for another purpose or generation. */
function guess(random: () => number): string {
  const letter = () => pick(random, [...ALPHABET]);
  const kind = random();
  if (kind < 0.4) return Array.from(token, letter).join('');
  if (kind < 0.5) return token.slice(0, Math.floor(random() * token.length));
  if (kind < 0.6) return linkToken(world.services.keys, 'staff-link', contact.id, 1);
  const at = Math.floor(random() * token.length);
  const near = token.slice(0, at) + letter() + token.slice(at + 1);
  // The last letter holds two bits that mean nothing.
  return near === token || at === token.length - 1 ? token.slice(1) : near;
}

async function readingsOf(pattern: string, guesses: readonly string[]): Promise<ReadonlySet<string>> {
  const readings = new Set<string>();
  for (let at = 0; at < guesses.length && !timeIsUp(); at += 20) {
    await Promise.all(
      guesses.slice(at, at + 20).map(async (text) => {
        const path = pattern + text;
        const { status, location, html } = await world.browser().get(path);
        const page = html.replaceAll(path, '·').replaceAll(encodeURIComponent(path), '·');
        readings.add(`${status} ${location}\n${page.replaceAll(/value="[A-Za-z0-9_-]{20,43}"/g, '')}`);
      }),
    );
  }
  return readings;
}

test.each(['/l/', '/s/', '/set-password/', '/office/password/'])(
  'no guess at %s… opens anything, and all read the same',
  async (pattern) => {
    const random = randomFrom(SEED);
    const guesses = Array.from({ length: GUESSES / 4 }, () => guess(random)).filter((text) => text !== '');
    const readings = await readingsOf(pattern, guesses);
    expect([...readings].map((reading) => reading.slice(0, 200))).toHaveLength(1);
    if (!timeIsUp()) tell('T4', 'wrong secret addresses, all answered alike', guesses.length);
  },
);

test('the check itself: a right one among the wrong is noticed', async () => {
  expect((await readingsOf('/l/', [token, token.slice(1)])).size).toBe(2);
  caught('T4', 'a right address among wrong ones');
});
