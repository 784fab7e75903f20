import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hono } from 'hono';
import { createApp } from '../../src/app.tsx';
import { linkToken } from '../../src/platform/crypto/index.ts';
import type { Services } from '../../src/platform/services.ts';
import { Browser } from '../browser.ts';
import { openWorld } from '../world.ts';
import { LONG, tier } from './tier.ts';
import { caught, tell } from './figures.ts';

/*
 * T5: no form that a stranger may fill tells whether somebody is known, locked or asked too often: the answers are equal to
 * the byte, and, in the long tier, take as long by Welch's t. Forms that only ask for a message look nobody up at all.
 */

const world = await openWorld();
const admin = new pg.Client({ ...world.fresh.admin });
beforeAll(() => admin.connect());
afterAll(() => admin.end());

const org = await world.org({ slug: 'harbour-hill', passwords_on: true, pin_needs_code: false });
const customer = await world.customer(org, { number: '10318' });
const priya = await world.contact(customer, { email: 'priya@raman.example', phone: '+447700900318', is_main: true });
const member = await world.staff(org, { email: 'jo@harbourandhill.example' });
const PASSWORD = 'seven quiet herons wade';
await world.as(org.id, async (tx) => {
  const set_at = world.clock.now;
  const [pin_hash, password_hash] = await Promise.all([
    world.services.hashing.hash('482915'),
    world.services.hashing.hash(PASSWORD),
  ]);
  await tx
    .insertInto('contact_pins')
    .values({ org_id: org.id, contact_id: priya.id, pin_hash, set_at, set_by: 'staff' })
    .execute();
  await tx
    .insertInto('contact_logins')
    .values({
      org_id: org.id,
      contact_id: priya.id,
      username: 'priya',
      password_hash,
      password_set_at: set_at,
      password_set_by: 'contact',
      invited_at: set_at,
    })
    .execute();
});

const home = `/${org.slug}/sign-in`;

/** A form a stranger may send, with what names somebody who is known and somebody who isn't. */
interface OpenForm {
  readonly name: string;
  readonly path: string;
  /** Where its token comes from. */
  readonly from: string;
  readonly fields: (who: string) => Record<string, string>;
  readonly known: readonly string[];
  readonly unknown: string;
}

const forms: readonly OpenForm[] = [
  {
    name: 'send me a link or PIN',
    path: home,
    from: home,
    fields: (identifier) => ({ identifier, do: 'send', next: '' }),
    known: ['priya@raman.example', '07700 900318', '10318'],
    unknown: 'nobody@nowhere.example',
  },
  {
    name: 'a PIN of one’s own',
    path: `${home}/pin`,
    from: home,
    fields: (identifier) => ({ identifier, pin: '111112', next: '' }),
    known: ['priya@raman.example', '07700 900318', '10318'],
    unknown: 'nobody@nowhere.example',
  },
  {
    name: 'username and password',
    path: `${home}/password`,
    from: `${home}/password`,
    fields: (typed) => ({ typed, password: 'not the password at all', next: '' }),
    known: ['priya', 'priya@raman.example'],
    unknown: 'nobody@nowhere.example',
  },
  {
    name: 'a forgotten password of a customer',
    path: `${home}/forgotten-password`,
    from: `${home}/forgotten-password`,
    fields: (typed) => ({ typed }),
    known: ['priya', 'priya@raman.example'],
    unknown: 'nobody@nowhere.example',
  },
  {
    name: 'the office’s password',
    path: '/office/sign-in',
    from: '/office/sign-in',
    fields: (email) => ({ email, password: 'not the password at all', next: '' }),
    known: [member.email],
    unknown: 'nobody@nowhere.example',
  },
  {
    name: 'a forgotten password of the office',
    path: '/office/forgotten-password',
    from: '/office/forgotten-password',
    fields: (email) => ({ email }),
    known: [member.email],
    unknown: 'nobody@nowhere.example',
  },
];

async function visitorOn(app: Hono, form: OpenForm): Promise<Browser> {
  const visitor = new Browser(app, world.services);
  await visitor.get(form.from);
  return visitor;
}

/** Different with every answer by design: cookies hold secrets, and each request has its number in the log. */
const VARYING = new Set(['set-cookie', 'content-length', 'x-request-id']);

/** Status, headers and bytes, without what was typed and without tokens. */
async function shown(visitor: Browser, form: OpenForm, who: string): Promise<string> {
  const before = [...visitor.cookies.keys()].sort().join();
  const answer = await visitor.post(form.path, form.fields(who));
  const headers = [...answer.headers].filter(([name]) => !VARYING.has(name));
  const after = [...visitor.cookies.keys()].sort().join();
  const page = answer.html.replaceAll(who, '').replaceAll(/value="[^"]*"/g, '');
  return JSON.stringify({ status: answer.status, location: answer.location, headers, before, after, page });
}

const clean = () => admin.query('truncate rate_limits, brakes; update contact_pins set fails = 0, fails_since = null');

describe.each(forms)('$name', (form) => {
  test('answers alike whoever is meant, known or unknown, locked or asked too often', async () => {
    await clean();
    const answers: string[] = [];
    // Over and over: past every limit too.
    for (let times = 0; times < 7; times++) {
      for (const who of [...form.known, form.unknown]) {
        const visitor = await visitorOn(world.app, form);
        answers.push(await shown(visitor, form, who));
      }
    }
    expect(new Set(answers).size).toBe(1);
    tell('T5', 'answers to known and unknown, compared to the byte', answers.length);
  });
});

test('forms that ask for a message look nobody up, and answer the same when nobody can be looked up', async () => {
  const asking = forms.filter((form) => /forgotten|send me/.test(form.name));
  const ask = async (form: OpenForm) => shown(await visitorOn(world.app, form), form, form.known[0] ?? '');
  await clean();
  const before = await Promise.all(asking.map(ask));
  const tables = 'contacts, customers, contact_logins, contact_pins, known_devices, staff';
  await admin.query(`revoke select on ${tables} from doorstep_gate`);
  try {
    expect(await Promise.all(asking.map(ask))).toEqual(before);
    expect(world.troubles).toEqual([]);
  } finally {
    await admin.query(`grant select on ${tables} to doorstep_gate`);
  }
});

test('a code reads the same for somebody known and unknown, right and wrong, used up and over', async () => {
  await clean();
  const answers: string[] = [];
  for (const identifier of ['priya@raman.example', 'nobody@nowhere.example']) {
    const visitor = world.browser();
    await visitor.get(home);
    await visitor.post(home, { identifier, do: 'send', next: '' });
    for (let times = 0; times < 7; times++) {
      const answer = await visitor.post(`${home}/code`, { code: '000000' });
      answers.push(`${answer.status} ${answer.html.replaceAll(/value="[^"]*"/g, '')}`);
    }
  }
  const stranger = world.browser();
  await stranger.get(home);
  const answer = await stranger.post(`${home}/code`, { code: '000000' });
  answers.push(`${answer.status} ${answer.html.replaceAll(/value="[^"]*"/g, '')}`);
  expect(new Set(answers).size).toBe(1);
});

test.each(['/l/', '/s/', '/set-password/', '/office/password/'])(
  'a link that is nobody’s reads the same however it is wrong: %s',
  async (start) => {
    const wrong = (purpose: 'link' | 'sign-in-link') =>
      `${start}${linkToken(world.services.keys, purpose, crypto.randomUUID(), 1)}`;
    const pages = [];
    for (const path of [wrong('link'), wrong('sign-in-link'), `${start}x`, `${start}${'A'.repeat(43)}`]) {
      const { status, html } = await world.browser().get(path);
      pages.push(`${status} ${html.replaceAll(path, '').replaceAll(encodeURIComponent(path), '')}`);
    }
    expect(new Set(pages).size).toBe(1);
  },
);

// ── Time ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Beyond this two means differ in earnest (as in dudect, Reparaz and others 2017). */
const MOST_T = 4.5;
const SAMPLES = tier(0, 2_000);

/** Hashing takes the same whoever it is for, and its own noise would drown everything else. */
function withoutHashing(verify: () => void = () => {}): Services {
  const hashing = {
    ...world.services.hashing,
    verify: async () => (verify(), false),
    pretend: async () => false as const,
  };
  return { ...world.services, hashing };
}

/** Interleaved in pairs, so that what the machine does meanwhile falls on both. */
async function tOf(app: Hono, form: OpenForm): Promise<number> {
  const visitor = await visitorOn(app, form);
  const [known = ''] = form.known;
  const times: [number[], number[]] = [[], []];
  for (let at = 0; at < SAMPLES * 2; at++) {
    const which = (at + Math.floor(at / 2)) % 2 === 0 ? 0 : 1;
    if (at % 2 === 0) await clean();
    const start = performance.now();
    await visitor.post(form.path, form.fields(which === 0 ? known : form.unknown));
    times[which].push(performance.now() - start);
  }
  return welch(trimmed(times[0]), trimmed(times[1]));
}

/** The lowest 90 %: above them is what the machine did in between. */
function trimmed(times: readonly number[]): readonly number[] {
  return times.toSorted((a, b) => a - b).slice(0, Math.ceil(times.length * 0.9));
}

function welch(a: readonly number[], b: readonly number[]): number {
  const [one, two] = [momentsOf(a), momentsOf(b)];
  return Math.abs(one.mean - two.mean) / Math.sqrt(one.variance / a.length + two.variance / b.length);
}

function momentsOf(list: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  return { mean, variance: list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (list.length - 1) };
}

test('Welch’s t is what the textbook has', () => {
  expect(welch([1, 2, 3, 4, 5], [2, 3, 4, 5, 6])).toBeCloseTo(1, 6);
});

describe.runIf(LONG)('in time', () => {
  const plain = createApp(withoutHashing());

  test.each(forms)('$name takes as long for somebody known as for nobody', { timeout: 900_000 }, async (form) => {
    expect(await tOf(plain, form)).toBeLessThan(MOST_T);
    tell('T5', 'answers timed', SAMPLES * 2);
  });

  test(
    'a branch that takes half a millisecond longer for somebody known is noticed',
    { timeout: 900_000 },
    async () => {
      const busy = createApp(
        withoutHashing(() => {
          const until = performance.now() + 0.5;
          while (performance.now() < until);
        }),
      );
      const form = forms.find((one) => one.name === 'username and password');
      if (!form) throw new Error('no form to plant it in');
      expect(await tOf(busy, form)).toBeGreaterThan(MOST_T);
      caught('T5', 'a branch of half a millisecond');
    },
  );
});
