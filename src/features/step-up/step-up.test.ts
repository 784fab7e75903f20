import { describe, expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';
import type { Answer, Browser } from '../../../test/browser.ts';
import { sixDigits } from '../../platform/crypto/index.ts';

const world = await openWorld();
const org = await world.org({ slug: 'harbour-hill' });
const customer = await world.customer(org, { number: '10318' });
const priya = await world.contact(customer, { email: 'priya@raman.example', phone: '+447700900318', is_main: true });
const pin = '/harbour-hill/details/pin';
const confirm = '/harbour-hill/confirm';

const codeOf = (id: string) => sixDigits(world.services.keys, 'step-up-code', id, 1);
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

/** The value of a hidden field of a page. */
function hidden({ html }: Answer, name: string): string {
  const [, value = ''] = new RegExp(`name="${name}" value="([^"]*)"`).exec(html) ?? [];
  return value;
}

const byLink = () => world.openLink(org, { kind: 'contact', customerId: customer.id, contactId: priya.id });

/** Moves on past every limit of sending, which are not what these tests are about. */
function another(days = 1) {
  world.clock.now = world.clock.now.add({ hours: 24 * days + 1 });
}

async function send(visitor: Browser, fields: Record<string, string> = {}) {
  const page = await visitor.post(confirm, { to: 'email', next: pin, for: 'password', ...fields });
  return { page, id: hidden(page, 'id') };
}

const sessionsOf = () =>
  world.rows<{ id: string; assurance: string; stepped_up_at: Temporal.Instant | null; token_hash: Buffer }>(
    org,
    `select id, assurance, stepped_up_at, token_hash from sessions where org_id = '${org.id}' order by created_at desc, id desc`,
  );

describe('a page that asks for a fresh PIN', () => {
  test('leads there, says why, shows addresses masked, and goes on to the page', async () => {
    const visitor = await byLink();
    const led = await visitor.get(pin);
    expect(led.location).toBe(`${confirm}?for=password&next=%2Fharbour-hill%2Fdetails%2Fpin`);
    const asking = await visitor.get(led.location);
    expect(asking.html).toContain('Before the ways you sign in are changed');
    expect(asking.html).toContain('p•••@r•••.example');
    expect(asking.html).toContain('••• 318');
    expect(asking.html).not.toContain('priya@raman.example');
    const { page, id } = await send(visitor);
    expect(page.status).toBe(200);
    const before = await sessionsOf();
    const cookie = visitor.cookies.get('portal_harbour-hill');
    const proved = await visitor.post(`${confirm}/code`, { id, code: codeOf(id), to: 'email', next: pin });
    expect(proved.location).toBe(pin);
    expect((await visitor.get(pin)).status).toBe(200);
    const [session] = await sessionsOf();
    expect(session).toMatchObject({ id: before[0]?.id, assurance: 'normal' });
    expect(visitor.cookies.get('portal_harbour-hill')).not.toBe(cookie);
    const thief = world.browser();
    thief.cookies.set('portal_harbour-hill', cookie ?? '');
    expect((await thief.get('/harbour-hill')).location).toContain('/sign-in');
  });

  test('counts for ten minutes and no longer', async () => {
    another();
    const visitor = await byLink();
    const { id } = await send(visitor);
    await visitor.post(`${confirm}/code`, { id, code: codeOf(id), next: pin });
    world.clock.now = world.clock.now.add({ minutes: 9 });
    expect((await visitor.get(pin)).status).toBe(200);
    world.clock.now = world.clock.now.add({ minutes: 1 });
    expect((await visitor.get(pin)).location).toContain(confirm);
  });

  test('somebody who just signed in by a message has shown it already', async () => {
    const visitor = await world.signInContact(org, priya);
    expect((await visitor.get(pin)).status).toBe(200);
  });
});

describe('a form that came too early', () => {
  test('is kept, and carried out once the PIN is right', async () => {
    another();
    const visitor = await byLink();
    const early = await visitor.post(pin, { pin: '482915' });
    expect(early.status).toBe(200);
    expect(early.html).not.toContain('482915');
    const carried = hidden(early, 'carried');
    const { id, page } = await send(visitor, { carried, next: '' });
    expect(hidden(page, 'carried')).toBe(carried);
    const slip = await visitor.post(`${confirm}/code`, { id, code: wrong(codeOf(id)), to: 'email', carried });
    expect(slip.status).toBe(422);
    expect(hidden(slip, 'carried')).toBe(carried);
    const done = await visitor.post(`${confirm}/code`, { id, code: codeOf(id), to: 'email', carried });
    expect(done.location).toBe('/harbour-hill/more');
    expect((await visitor.arrive(done)).html).toContain('Your PIN is set.');
    expect(await world.rows(org, `select set_by from contact_pins where contact_id = '${priya.id}'`)).toEqual([
      { set_by: 'contact' },
    ]);
  });

  test('that can’t be carried out is shown again with what was typed', async () => {
    another();
    const visitor = await byLink();
    const carried = hidden(await visitor.post(pin, { pin: '12' }), 'carried');
    const { id } = await send(visitor, { carried });
    const shown = await visitor.post(`${confirm}/code`, { id, code: codeOf(id), to: 'email', carried });
    expect(shown.status).toBe(422);
    expect(shown.html).toContain('A PIN has 6 to 12 digits');
  });

  test('of another session, or tampered with, is not carried out', async () => {
    another();
    const other = await byLink();
    const foreign = hidden(await other.post(pin, { pin: '771122' }), 'carried');
    const visitor = await byLink();
    const { id } = await send(visitor, { carried: foreign });
    const answer = await visitor.post(`${confirm}/code`, { id, code: codeOf(id), carried: foreign });
    expect(answer.location).toBe('/harbour-hill');
  });
});

describe('the PIN', () => {
  test('of 200 guesses at once five are tried, and the right one is dead after them', async () => {
    another();
    const visitor = await byLink();
    const { id } = await send(visitor);
    const guess = () => visitor.post(`${confirm}/code`, { id, code: wrong(codeOf(id)), to: 'email' });
    const answers = await Promise.all(Array.from({ length: 200 }, guess));
    expect(answers.every((answer) => answer.status === 422)).toBe(true);
    expect(await world.rows(org, `select tries from step_ups where id = '${id}'`)).toEqual([{ tries: 5 }]);
    expect((await visitor.post(`${confirm}/code`, { id, code: codeOf(id) })).status).toBe(422);
  });

  test('works once of twenty at a time, and not after ten minutes', async () => {
    another();
    const visitor = await byLink();
    const { id } = await send(visitor);
    const cookie = visitor.cookies.get('portal_harbour-hill') ?? '';
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => visitor.post(`${confirm}/code`, { id, code: codeOf(id), next: pin })),
    );
    expect(answers.filter((answer) => answer.location === pin)).toHaveLength(1);
    expect(cookie).not.toBe('');
    another();
    const late = await byLink();
    const { id: second } = await send(late);
    world.clock.now = world.clock.now.add({ minutes: 10 });
    expect((await late.post(`${confirm}/code`, { id: second, code: codeOf(second) })).status).toBe(422);
  });

  test('of another session opens nothing here', async () => {
    another();
    const [visitor, other] = [await byLink(), await byLink()];
    const { id } = await send(other);
    expect((await visitor.post(`${confirm}/code`, { id, code: codeOf(id) })).status).toBe(422);
  });

  test('is sent once a minute and five times an hour, and goes to the address on file', async () => {
    another();
    const visitor = await byLink();
    const [first, second] = [await send(visitor), await send(visitor)];
    expect(second.id).toBe(first.id);
    for (let times = 0; times < 5; times++) {
      world.clock.now = world.clock.now.add({ minutes: 1 });
      await send(visitor);
    }
    expect((await send(visitor)).page.status).toBe(200);
    world.clock.now = world.clock.now.add({ minutes: 1 });
    const barred = await send(visitor);
    expect(barred.page.status).toBe(422);
    expect(barred.page.html).toContain('several PINs already');
    const sent = await world.rows<{ recipient: string }>(
      org,
      `select recipient from deliveries where kind = 'step_up' and queued_at > '${world.clock.now.subtract({ hours: 1 }).toString()}'`,
    );
    expect(sent).toEqual(Array.from({ length: 5 }, () => ({ recipient: 'priya@raman.example' })));
  });
});

describe('whoever holds a link that names nobody', () => {
  test('confirms with the main contact’s address, and stays nobody', async () => {
    another();
    const visitor = await world.openLink(org, { kind: 'customer', customerId: customer.id });
    expect((await visitor.get(`${confirm}?for=export`)).html).toContain('p•••@r•••.example');
    const { id } = await send(visitor, { next: '/harbour-hill/more' });
    const proved = await visitor.post(`${confirm}/code`, { id, code: codeOf(id), next: '/harbour-hill/more' });
    expect(proved.location).toBe('/harbour-hill/more');
    const [session] = await sessionsOf();
    expect(session?.assurance).toBe('link');
    expect(session?.stepped_up_at).not.toBeNull();
    expect((await visitor.get(pin)).status).toBe(404);
  });

  test('is told plainly when there is no address', async () => {
    const bare = await world.customer(org);
    await world.contact(bare, { is_main: true, email: null, phone: null });
    const visitor = await world.openLink(org, { kind: 'customer', customerId: bare.id });
    expect((await visitor.get(`${confirm}?for=export`)).html).toContain('neither an e-mail address nor a phone');
    expect((await visitor.post(confirm, { to: 'email' })).status).toBe(422);
  });
});

test('staff looking on can’t confirm for the customer', async () => {
  const member = await world.staff(org);
  const visitor = await world.viewAs(org, member, customer, priya);
  expect((await visitor.get(pin)).status).toBe(409);
  expect((await visitor.post(confirm, { to: 'email' })).status).toBe(409);
});

test('an org takes actions off the list; a bare link still confirms a new way in', async () => {
  const owner = await world.signInStaff(org, await world.staff(org, { role: 'owner' }));
  const page = await owner.get('/office/settings/access');
  expect(page.html).toContain('value="invite" checked');
  const lifetimes = Object.fromEntries(
    [...page.html.matchAll(/name="([a-z_]+_(?:months|days|minutes|hours))" value="(\d+)"/g)].map(([, n, v]) => [n, v]),
  ) as Record<string, string>;
  const saved = await owner.post('/office/settings/access/security', {
    ...lifetimes,
    pin_needs_code: 'on',
    step_up_listed: 'yes',
    step_up_asks: ['email', 'export'],
  });
  expect(saved.location).toBe('/office/settings/access');
  expect(await world.rows(org, 'select step_up_asks from orgs')).toEqual([{ step_up_asks: ['email', 'export'] }]);
  const visitor = await world.signInContact(org, priya);
  world.clock.now = world.clock.now.add({ minutes: 11 });
  expect((await visitor.get(pin)).status).toBe(200);
  expect((await (await byLink()).get(pin)).location).toContain(confirm);
});

test.each(['//evil.example/harbour-hill/x', '/another-org/more', 'https://evil.example', '/office'])(
  'never goes on to %s',
  async (next) => {
    another();
    const visitor = await byLink();
    const { id } = await send(visitor, { next });
    expect((await visitor.post(`${confirm}/code`, { id, code: codeOf(id), next })).location).toBe('/harbour-hill');
  },
);
