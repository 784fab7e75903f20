import { describe, expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';
import type { Browser } from '../../../test/browser.ts';
import { linkToken, sixDigits } from '../../platform/crypto/index.ts';
import { tell } from '../../../test/trust/figures.ts';

const world = await openWorld();
const org = await world.org({ slug: 'harbour-hill' });
const customer = await world.customer(org, { number: '10318' });
const priya = await world.contact(customer, { email: 'priya@raman.example', phone: '+447700900318', is_main: true });
const signIn = '/harbour-hill/sign-in';

/** Asks for a message as the sign-in page does and returns the request that was written. */
async function ask(visitor: Browser, identifier: string): Promise<string> {
  await visitor.get(signIn);
  const answer = await visitor.post(signIn, { identifier, do: 'send', next: '' });
  expect(answer.location).toBe(`${signIn}/code`);
  const row = await world.as(org.id, (tx) =>
    tx
      .selectFrom('sign_in_requests')
      .select('id')
      .where('org_id', '=', org.id)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute(),
  );
  const cookie = visitor.cookies.get('request_harbour-hill') ?? '';
  const id = row.find((one) => cookie.startsWith(one.id))?.id;
  if (id === undefined) throw new Error('no request was written');
  return id;
}

const codeOf = (id: string) => sixDigits(world.services.keys, 'sign-in-code', id, 1);
const linkOf = (id: string) => `/s/${linkToken(world.services.keys, 'sign-in-link', id, 1)}`;
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');
const isIn = async (visitor: Browser) => visitor.cookies.has('portal_harbour-hill');

async function setPin(contactId: string, pin: string) {
  const pin_hash = await world.services.hashing.hash(pin);
  await world.as(org.id, (tx) =>
    tx
      .insertInto('contact_pins')
      .values({ org_id: org.id, contact_id: contactId, pin_hash, set_at: world.clock.now, set_by: 'staff' })
      .onConflict((conflict) =>
        conflict.columns(['org_id', 'contact_id']).doUpdateSet({ pin_hash, fails: 0, fails_since: null }),
      )
      .execute(),
  );
}

describe('a link or PIN by message', () => {
  test.each(['priya@raman.example', ' PRIYA@Raman.example ', '07700 900318', '+44 7700 900318', '10318'])(
    'somebody who types "%s" gets in with the PIN of the message',
    async (identifier) => {
      world.clock.now = world.clock.now.add({ hours: 25 });
      const visitor = world.browser();
      const id = await ask(visitor, identifier);
      const answer = await visitor.post(`${signIn}/code`, { code: codeOf(id) });
      expect(answer.location).toBe('/harbour-hill');
      expect(await isIn(visitor)).toBe(true);
    },
  );

  test('known, unknown and too often asked get the same answer', async () => {
    world.clock.now = world.clock.now.add({ hours: 25 });
    const answers = [];
    for (const identifier of [
      'priya@raman.example',
      'nobody@nowhere.example',
      'priya@raman.example',
      '10318',
      '99999',
    ]) {
      const visitor = world.browser();
      await visitor.get(signIn);
      const sent = await visitor.post(signIn, { identifier, do: 'send', next: '' });
      const page = await visitor.arrive(sent);
      answers.push({
        status: sent.status,
        location: sent.location,
        page: page.html.replaceAll(/value="[\w-]{20,}"/g, ''),
      });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test('the PIN of an unknown person opens nothing, even when it is right', async () => {
    const visitor = world.browser();
    const id = await ask(visitor, 'nobody@nowhere.example');
    const answer = await visitor.post(`${signIn}/code`, { code: codeOf(id) });
    expect(answer.status).toBe(422);
    expect(await isIn(visitor)).toBe(false);
  });

  test('after five wrong tries the right PIN is dead, however many come at once', async () => {
    world.clock.now = world.clock.now.add({ hours: 25 });
    const visitor = world.browser();
    const id = await ask(visitor, 'priya@raman.example');
    const guesses = Array.from({ length: 200 }, () => visitor.post(`${signIn}/code`, { code: wrong(codeOf(id)) }));
    expect((await Promise.all(guesses)).every((answer) => answer.status === 422)).toBe(true);
    const { tries } = await world.as(org.id, (tx) =>
      tx.selectFrom('sign_in_requests').select('tries').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    expect(tries).toBe(5);
    tell('T4', 'guesses of a sent PIN, of which five were evaluated', guesses.length);
    expect((await visitor.post(`${signIn}/code`, { code: codeOf(id) })).status).toBe(422);
    expect(await isIn(visitor)).toBe(false);
  });

  test('a PIN works once and not after fifteen minutes', async () => {
    world.clock.now = world.clock.now.add({ hours: 25 });
    const visitor = world.browser();
    const first = await ask(visitor, 'priya@raman.example');
    const tries = await Promise.all(
      Array.from({ length: 5 }, () => visitor.post(`${signIn}/code`, { code: codeOf(first) })),
    );
    expect(tries.filter((answer) => answer.location === '/harbour-hill')).toHaveLength(1);
    world.clock.now = world.clock.now.add({ minutes: 2 });
    const late = world.browser();
    const second = await ask(late, 'priya@raman.example');
    world.clock.now = world.clock.now.add({ minutes: 15 });
    expect((await late.post(`${signIn}/code`, { code: codeOf(second) })).status).toBe(422);
  });

  test('looking at the link uses nothing up; the button signs in, once out of twenty', async () => {
    world.clock.now = world.clock.now.add({ hours: 25 });
    const visitor = world.browser();
    const id = await ask(visitor, 'priya@raman.example');
    const scanner = world.browser('Mozilla/5.0 (compatible; MailScanner)');
    for (let times = 0; times < 5; times++) {
      const page = await scanner.get(linkOf(id));
      expect(page.status).toBe(200);
      expect(page.html).not.toContain('Priya');
    }
    const answers = await Promise.all(Array.from({ length: 20 }, () => visitor.post(linkOf(id))));
    expect(answers.filter((answer) => answer.location === '/harbour-hill')).toHaveLength(1);
  });

  test('on another device the link needs the PIN of the same message', async () => {
    world.clock.now = world.clock.now.add({ hours: 25 });
    const desk = world.browser();
    const id = await ask(desk, 'priya@raman.example');
    const phone = world.browser();
    expect((await phone.get(linkOf(id))).html).toContain('another device');
    expect((await phone.post(linkOf(id), { code: wrong(codeOf(id)) })).status).toBe(422);
    expect((await phone.post(linkOf(id), { code: codeOf(id) })).location).toBe('/harbour-hill');
    expect(await isIn(phone)).toBe(true);
  });

  test('one phone number of two customers: prove it first, then choose', async () => {
    world.clock.now = world.clock.now.add({ hours: 25 });
    const other = await world.customer(org, { name: 'The Crab Shack' });
    const both = { phone: '+447700900500' };
    await world.contact(customer, { ...both, email: 'second@raman.example', first_name: 'Priya' });
    const owner = await world.contact(other, { ...both, first_name: 'Priya' });
    const visitor = world.browser();
    const id = await ask(visitor, '07700 900500');
    const proved = await visitor.post(`${signIn}/code`, { code: codeOf(id) });
    expect(proved.location).toBe(`${signIn}/choice`);
    expect((await visitor.get(proved.location)).html).toContain('The Crab Shack');
    expect((await visitor.post(proved.location, { contact: priya.id })).status).toBe(422);
    expect((await visitor.post(proved.location, { contact: owner.id })).location).toBe('/harbour-hill');
    visitor.cookies.delete('portal_harbour-hill');
    expect((await visitor.post(proved.location, { contact: owner.id })).location).toBe(signIn);
  });

  test('a closed portal, an archived contact and one without the right get in no way', async () => {
    world.clock.now = world.clock.now.add({ hours: 25 });
    const gone = await world.contact(customer, { email: 'gone@raman.example', archived_at: world.clock.now });
    const barred = await world.contact(customer, {
      email: 'barred@raman.example',
      permissions: JSON.stringify({ portal: 'no' }),
    });
    for (const contact of [gone, barred]) {
      const visitor = world.browser();
      const id = await ask(visitor, contact.email ?? '');
      expect((await visitor.post(`${signIn}/code`, { code: codeOf(id) })).status).toBe(422);
    }
    const closed = await world.org({ portal_open: false });
    expect((await world.browser().get(`/${closed.slug}/sign-in`)).status).toBe(404);
  });

  test.each(['', '@', 'a@b', '+', '٣٤٥', 'x'.repeat(300), "o'hara@x.example", '\0'])(
    'what can be none of the three is said at the field, and kept: %j',
    async (identifier) => {
      const visitor = world.browser();
      await visitor.get(signIn);
      const answer = await visitor.post(signIn, { identifier, do: 'send', next: '' });
      expect(answer.status).toBe(422);
      expect(answer.html).toContain('aria-invalid');
    },
  );
});

describe('a PIN of one’s own', () => {
  test('on a known device it is enough; on a new one a message is asked as well', async () => {
    world.clock.now = world.clock.now.add({ hours: 25 });
    await setPin(priya.id, '482915');
    const visitor = world.browser();
    await visitor.get(signIn);
    const page = await visitor.post(signIn, { identifier: '10318', do: 'pin', next: '' });
    expect(page.html).toContain('Type your PIN');
    const typed = await visitor.post(`${signIn}/pin`, { identifier: '10318', pin: '482915', next: '' });
    expect(typed.location).toBe(`${signIn}/code`);
    expect(await isIn(visitor)).toBe(false);
    const id = (visitor.cookies.get('request_harbour-hill') ?? '').split('.')[0] ?? '';
    expect((await visitor.post(`${signIn}/code`, { code: codeOf(id) })).location).toBe('/harbour-hill');
    await visitor.post('/harbour-hill/sign-out');
    expect(await isIn(visitor)).toBe(false);
    await visitor.get(signIn);
    const again = await visitor.post(`${signIn}/pin`, { identifier: 'priya@raman.example', pin: '482915', next: '' });
    expect(again.location).toBe('/harbour-hill');
  });

  test('five wrong tries kill it, 200 at once evaluate five, and a message still gets in', async () => {
    world.clock.now = world.clock.now.add({ hours: 25 });
    await setPin(priya.id, '482915');
    const visitor = world.browser();
    await visitor.get(signIn);
    let evaluated = 0;
    const { verify } = world.services.hashing;
    world.services.hashing.verify = (stored, secret) => (evaluated++, verify(stored, secret));
    await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        visitor.post(`${signIn}/pin`, {
          identifier: n % 2 ? '10318' : '07700900318',
          pin: String(100_000 + n),
          next: '',
        }),
      ),
    );
    world.services.hashing.verify = verify;
    expect(evaluated).toBe(5);
    tell('T4', 'guesses of a PIN of one’s own, of which five were evaluated', 200);
    world.clock.now = world.clock.now.add({ hours: 2 });
    expect((await visitor.post(`${signIn}/pin`, { identifier: '10318', pin: '482915', next: '' })).status).toBe(422);
    const id = await ask(visitor, '10318');
    expect((await visitor.post(`${signIn}/code`, { code: codeOf(id) })).location).toBe('/harbour-hill');
  });

  test('that fits several contacts of one address leads to the choice, and only among them', async () => {
    world.clock.now = world.clock.now.add({ hours: 25 });
    const shared = { phone: '+447700900777' };
    const [one, two, three] = [
      await world.contact(customer, { ...shared, first_name: 'Ann' }),
      await world.contact(await world.customer(org, { name: 'Two Ltd' }), { ...shared, first_name: 'Ann' }),
      await world.contact(await world.customer(org, { name: 'Three Ltd' }), { ...shared, first_name: 'Ann' }),
    ];
    await setPin(one.id, '482915');
    await setPin(two.id, '482915');
    await setPin(three.id, '771522');
    const visitor = world.browser();
    await visitor.get(signIn);
    const typed = { identifier: '07700 900777', pin: '482915', next: '' };
    const sent = await visitor.post(`${signIn}/pin`, typed);
    expect(sent.location).toBe(`${signIn}/code`);
    const id = (visitor.cookies.get('request_harbour-hill') ?? '').split('.')[0] ?? '';
    const proved = await visitor.post(`${signIn}/code`, { code: codeOf(id) });
    expect(proved.location).toBe(`${signIn}/choice`);
    const choice = await visitor.get(proved.location);
    expect(choice.html).toContain('Two Ltd');
    expect(choice.html).not.toContain('Three Ltd');
    expect((await visitor.post(proved.location, { contact: three.id })).status).toBe(422);
    expect((await visitor.post(proved.location, { contact: two.id })).location).toBe('/harbour-hill');
    await world.as(org.id, (tx) =>
      tx.updateTable('orgs').set({ pin_needs_code: false }).where('id', '=', org.id).execute(),
    );
    const other = world.browser();
    await other.get(signIn);
    const chosen = await other.post(`${signIn}/pin`, typed);
    expect(chosen.location).toBe(`${signIn}/choice`);
    expect((await other.post(chosen.location, { contact: three.id })).status).toBe(422);
    expect((await other.post(chosen.location, { contact: one.id })).location).toBe('/harbour-hill');
    expect(other.cookies.has('device_harbour-hill')).toBe(false);
    await world.as(org.id, (tx) =>
      tx.updateTable('orgs').set({ pin_needs_code: true }).where('id', '=', org.id).execute(),
    );
  });

  test('a wrong one offers a message to the same person right there', async () => {
    world.clock.now = world.clock.now.add({ hours: 25 });
    const visitor = world.browser();
    await visitor.get(signIn);
    const page = await visitor.post(`${signIn}/pin`, { identifier: '10318', pin: '111112', next: '' });
    expect(page.html).toContain('No PIN, or it no longer works?');
    expect(page.html).toMatch(/name="identifier" value="10318"/);
  });

  test('a wrong PIN and an unknown person read the same', async () => {
    world.clock.now = world.clock.now.add({ hours: 25 });
    await setPin(priya.id, '482915');
    const pages = [];
    for (const identifier of ['10318', '99999']) {
      const visitor = world.browser();
      await visitor.get(signIn);
      const page = await visitor.post(`${signIn}/pin`, { identifier, pin: '111112', next: '' });
      pages.push(page.html.replaceAll(/value="[\w-]*"/g, ''));
    }
    expect(pages[0]).toBe(pages[1]);
  });
});

test('after signing in a person is where they wanted to go, and never on another site', async () => {
  world.clock.now = world.clock.now.add({ hours: 25 });
  const visitor = world.browser();
  const bounced = await visitor.get('/harbour-hill/sign-in?next=%2Fharbour-hill%2Fjobs%2F1187');
  expect(bounced.html).toContain('value="/harbour-hill/jobs/1187"');
  await visitor.post(signIn, { identifier: '10318', do: 'send', next: '//evil.example/harbour-hill' });
  const id = (visitor.cookies.get('request_harbour-hill') ?? '').split('.')[0] ?? '';
  expect((await visitor.post(`${signIn}/code`, { code: codeOf(id) })).location).toBe('/harbour-hill');
});

test('a form without its token, or from another site, does nothing', async () => {
  const visitor = world.browser();
  await visitor.get(signIn);
  expect((await visitor.postBare(signIn, { identifier: '10318', do: 'send' })).status).toBe(403);
  const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
  expect((await visitor.postBare(signIn, { identifier: '10318' }, foreign)).status).toBe(403);
});
