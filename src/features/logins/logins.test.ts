import { describe, expect, test } from 'vitest';
import { runTasks } from '../../../test/post.ts';
import type { Browser } from '../../../test/browser.ts';
import { openWorld } from '../../../test/world.ts';
import { linkToken } from '../../platform/crypto/index.ts';

const world = await openWorld();
const org = await world.org({ slug: 'harbour-hill', passwords_on: true });
const customer = await world.customer(org, { number: '10318' });
const boss = await world.staff(org, { role: 'owner' });
let owner = await world.signInStaff(org, boss);
const signIn = '/harbour-hill/sign-in/password';
const GOOD = 'seven quiet herons wade';
const BETTER = 'nine loud geese go by';

const officePath = (id: string, part = '') => `/office/customers/10318/contacts/${id}${part}`;

async function newestLink(contactId: string): Promise<string> {
  const rows = await world.rows<{ id: string }>(
    org,
    `select id from password_links where contact_id = '${contactId}' order by created_at desc, id desc limit 1`,
  );
  return `/set-password/${linkToken(world.services.keys, 'password-link', rows[0]?.id ?? '', 1)}`;
}

/** A contact who was invited by the office and has set a password. */
async function member(email: string, password = GOOD) {
  const contact = await world.contact(customer, { email });
  await owner.post(officePath(contact.id, '/login'), { username: '' });
  const visitor = world.browser();
  const link = await newestLink(contact.id);
  await visitor.get(link);
  const set = await visitor.post(link, { password });
  expect(set.location).toBe('/harbour-hill');
  return { contact, visitor };
}

async function enter(visitor: Browser, typed: string, password: string) {
  await visitor.get(signIn);
  return visitor.post(signIn, { typed, password, next: '' });
}

/** Past every limit on tries. */
async function tomorrow() {
  world.clock.now = world.clock.now.add({ hours: 25 });
  owner = await world.signInStaff(org, boss);
}

describe('an invitation', () => {
  test('sends the username, the address and a link, and never a password', async () => {
    const contact = await world.contact(customer, { email: 'Priya.Raman@raman.example'.toLowerCase() });
    const sent = await owner.post(officePath(contact.id, '/login'), { username: '' });
    expect((await owner.arrive(sent)).html).toContain('The invitation is on its way.');
    const [message] = await world.rows<{ merge_values: Record<string, string>; recipient: string }>(
      org,
      `select merge_values, recipient from deliveries where contact_id = '${contact.id}'`,
    );
    expect(message?.recipient).toBe('priya.raman@raman.example');
    expect(message?.merge_values).toMatchObject({
      username: 'priya.raman',
      sign_in_address: 'http://doorstep.test/harbour-hill/sign-in/password',
    });
    const page = await owner.get(officePath(contact.id));
    expect(page.html).toContain('priya.raman');
    expect(page.html).toContain('Invited');
  });

  test('looking uses nothing up, and of twenty at once one sets the password', async () => {
    const contact = await world.contact(customer, { email: 'aled@pugh.example' });
    await owner.post(officePath(contact.id, '/login'), { username: 'Aled' });
    const link = await newestLink(contact.id);
    const visitor = world.browser();
    for (let times = 0; times < 5; times++) {
      const looked = await visitor.get(link);
      expect(looked.html).toContain('Your username is aled.');
    }
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, nth) => visitor.post(link, { password: `${GOOD} ${nth}` })),
    );
    expect(answers.filter((answer) => answer.location === '/harbour-hill')).toHaveLength(1);
    expect((await visitor.get(link)).html).toContain('This link has been used or has ended');
  });

  test('lasts seven days, and a fresh one ends it', async () => {
    const contact = await world.contact(customer, { email: 'mo@aziz.example' });
    await owner.post(officePath(contact.id, '/login'), { username: '' });
    const first = await newestLink(contact.id);
    world.clock.now = world.clock.now.add({ hours: 1 });
    await owner.post(officePath(contact.id, '/login-link'));
    expect((await world.browser().get(first)).html).toContain('has ended');
    const second = await newestLink(contact.id);
    expect((await world.browser().get(second)).html).toContain('Choose a password');
    world.clock.now = world.clock.now.add({ hours: 24 * 7 });
    expect((await world.browser().get(second)).html).toContain('has ended');
  });

  test('an ended, an unknown, a withdrawn and an archived contact’s link read the same', async () => {
    await tomorrow();
    const pages = [];
    const withdrawn = await world.contact(customer, { email: 'gone@raman.example' });
    await owner.post(officePath(withdrawn.id, '/login'), { username: '' });
    const gone = await newestLink(withdrawn.id);
    await owner.post(officePath(withdrawn.id, '/login-withdrawal'));
    const archived = await world.contact(customer, { email: 'old@raman.example' });
    await owner.post(officePath(archived.id, '/login'), { username: '' });
    const old = await newestLink(archived.id);
    await owner.post(officePath(archived.id, '/archiving'));
    const strange = linkToken(world.services.keys, 'password-link', crypto.randomUUID(), 1);
    for (const path of [gone, old, `/set-password/${strange}`, '/set-password/x'])
      // The page's own address, in the links to its other languages, is all that may differ.
      pages.push((await world.browser().get(path)).html.replaceAll(path, '').replaceAll(encodeURIComponent(path), ''));
    expect(new Set(pages).size).toBe(1);
  });

  test.each(['short', GOOD.slice(0, 14), 'x'.repeat(129), 'Manchester United', 'harbour-hill raman'])(
    'doesn’t take "%s" as a password',
    async (password) => {
      await tomorrow();
      const contact = await world.contact(customer, { email: `${crypto.randomUUID()}@raman.example` });
      await owner.post(officePath(contact.id, '/login'), { username: '' });
      const visitor = world.browser();
      const link = await newestLink(contact.id);
      await visitor.get(link);
      const answer = await visitor.post(link, { password });
      expect(answer.status).toBe(422);
      expect(answer.html).toContain('aria-invalid');
      expect((await visitor.post(link, { password: GOOD })).location).toBe('/harbour-hill');
    },
  );

  test('usernames are one of a kind, whoever writes them how', async () => {
    await tomorrow();
    const [one, two] = [
      await world.contact(customer, { email: 'sam@one.example' }),
      await world.contact(customer, { email: 'sam@two.example' }),
    ];
    await owner.post(officePath(one.id, '/login'), { username: '' });
    expect((await owner.post(officePath(two.id, '/login'), { username: ' SAM ' })).html).toContain('already');
    await owner.post(officePath(two.id, '/login'), { username: '' });
    expect(await world.rows(org, `select username from contact_logins where contact_id = '${two.id}'`)).toEqual([
      { username: 'sam2' },
    ]);
    expect((await owner.post(officePath(two.id, '/login-username'), { username: 'sam' })).status).toBe(422);
    expect((await owner.post(officePath(two.id, '/login-username'), { username: 'a b' })).status).toBe(422);
    expect((await owner.post(officePath(two.id, '/login-username'), { username: 'samuel' })).status).toBe(303);
  });
});

describe('signing in', () => {
  test.each(['lena.ost', 'LENA.OST', ' lena.ost@ost.example '])('works with "%s"', async (typed) => {
    await tomorrow();
    if (typed === 'lena.ost') await member('lena.ost@ost.example');
    const visitor = world.browser();
    expect((await enter(visitor, typed, GOOD)).location).toBe('/harbour-hill');
    expect((await visitor.get('/harbour-hill')).status).toBe(200);
  });

  test('counts exactly as it was set, spaces included', async () => {
    await tomorrow();
    await member('spaces@raman.example', ` ${GOOD}`);
    expect((await enter(world.browser(), 'spaces@raman.example', GOOD)).status).toBe(422);
    expect((await enter(world.browser(), 'spaces@raman.example', ` ${GOOD}`)).location).toBe('/harbour-hill');
  });

  test('a wrong password, an unknown name, an invited and a barred contact read the same, to the byte', async () => {
    await tomorrow();
    await member('known@ost.example');
    const invited = await world.contact(customer, { email: 'invited@ost.example' });
    await owner.post(officePath(invited.id, '/login'), { username: '' });
    const { contact: barred } = await member('barred@ost.example');
    await world.as(org.id, (tx) =>
      tx
        .updateTable('contacts')
        .set({ permissions: JSON.stringify({ portal: 'no' }) })
        .where('id', '=', barred.id)
        .execute(),
    );
    const pages = [];
    for (const [typed, password] of [
      ['known', 'not the password at all'],
      ['unknown', GOOD],
      ['invited', GOOD],
      ['barred', GOOD],
    ] as const) {
      const visitor = world.browser();
      const answer = await enter(visitor, typed, password);
      pages.push(`${answer.status} ${answer.html.replaceAll(/value="[^"]*"/g, '')}`);
    }
    expect(new Set(pages).size).toBe(1);
  });

  test('of 200 guesses at once five are hashed, and the right one waits after them', async () => {
    await tomorrow();
    await member('target@ost.example');
    const visitor = world.browser();
    await visitor.get(signIn);
    let hashed = 0;
    const { verify, pretend } = world.services.hashing;
    world.services.hashing.verify = (stored, secret) => (hashed++, verify(stored, secret));
    world.services.hashing.pretend = (secret) => (hashed++, pretend(secret));
    await Promise.all(
      Array.from({ length: 200 }, (_, nth) => visitor.post(signIn, { typed: 'target', password: `${GOOD}${nth}` })),
    );
    expect(hashed).toBe(5);
    expect((await visitor.post(signIn, { typed: 'target', password: GOOD })).status).toBe(422);
    world.services.hashing.verify = verify;
    world.services.hashing.pretend = pretend;
    world.clock.now = world.clock.now.add({ minutes: 61 });
    expect((await visitor.post(signIn, { typed: 'target', password: GOOD })).location).toBe('/harbour-hill');
  });

  test('one address and one password of two customers: choose', async () => {
    await tomorrow();
    const other = await world.customer(org, { name: 'The Crab Shack', number: '20001' });
    await member('both@raman.example');
    const second = await world.contact(other, { email: 'both@raman.example' });
    await owner.post(`/office/customers/20001/contacts/${second.id}/login`, { username: '' });
    const setter = world.browser();
    const link = await newestLink(second.id);
    await setter.get(link);
    await setter.post(link, { password: GOOD });
    const visitor = world.browser();
    const entered = await enter(visitor, 'both@raman.example', GOOD);
    expect(entered.location).toBe('/harbour-hill/sign-in/choice');
    expect((await visitor.get(entered.location)).html).toContain('The Crab Shack');
    expect((await visitor.post(entered.location, { contact: second.id })).location).toBe('/harbour-hill');
    expect((await visitor.get('/harbour-hill/more')).html).toContain('The Crab Shack');
  });

  test('is not there unless the org switched it on, and ends at once when it switches it off', async () => {
    await tomorrow();
    const closed = await world.org();
    expect((await world.browser().get(`/${closed.slug}/sign-in/password`)).status).toBe(404);
    expect((await world.browser().get(`/${closed.slug}/sign-in`)).html).not.toContain('I have a password');
    expect((await world.browser().get('/harbour-hill/sign-in')).html).toContain('I have a password');
    const { visitor } = await member('switch@ost.example');
    const set = (passwords_on: boolean) =>
      world.as(org.id, (tx) => tx.updateTable('orgs').set({ passwords_on }).where('id', '=', org.id).execute());
    await set(false);
    expect((await visitor.get('/harbour-hill')).location).toContain('/sign-in');
    await set(true);
  });
});

describe('a forgotten password', () => {
  const forgotten = '/harbour-hill/sign-in/forgotten-password';

  test('is answered alike for everybody, and a link reaches those who have one', async () => {
    await tomorrow();
    const { contact } = await member('forgetful@ost.example');
    const pages = [];
    for (const typed of ['forgetful', 'nobody', 'forgetful@ost.example']) {
      const visitor = world.browser();
      await visitor.get(forgotten);
      const answer = await visitor.post(forgotten, { typed });
      pages.push(`${answer.status} ${answer.html}`);
    }
    expect(new Set(pages).size).toBe(1);
    await runTasks(world);
    const links = await world.rows(
      org,
      `select 1 from password_links where contact_id = '${contact.id}' and purpose = 'reset'`,
    );
    expect(links).toHaveLength(2);
    const visitor = world.browser();
    const link = await newestLink(contact.id);
    await visitor.get(link);
    expect((await visitor.post(link, { password: BETTER })).location).toBe('/harbour-hill');
    expect((await enter(world.browser(), 'forgetful', GOOD)).status).toBe(422);
    expect((await enter(world.browser(), 'forgetful', BETTER)).location).toBe('/harbour-hill');
  });

  test('sends at most three links an hour', async () => {
    await tomorrow();
    const { contact } = await member('impatient@ost.example');
    for (let times = 0; times < 5; times++) {
      const visitor = world.browser();
      await visitor.get(forgotten);
      await visitor.post(forgotten, { typed: 'impatient' });
    }
    await runTasks(world);
    expect(
      await world.rows(org, `select 1 from password_links where contact_id = '${contact.id}' and purpose = 'reset'`),
    ).toHaveLength(3);
  });
});

describe('a password of one’s own', () => {
  const own = '/harbour-hill/details/password';

  test('is changed with the present one, and other sessions end when that is wished', async () => {
    await tomorrow();
    const { visitor } = await member('changer@ost.example');
    const other = world.browser();
    await enter(other, 'changer', GOOD);
    expect((await visitor.post(own, { current: 'wrong', password: BETTER, others: 'on' })).html).toContain(
      'not your present password',
    );
    expect((await visitor.post(own, { current: GOOD, password: BETTER, others: 'on' })).location).toBe(
      '/harbour-hill/details/security',
    );
    expect((await other.get('/harbour-hill')).location).toContain('/sign-in');
    expect((await visitor.get('/harbour-hill')).status).toBe(200);
    expect((await enter(world.browser(), 'changer', BETTER)).location).toBe('/harbour-hill');
  });

  test('is changed without it after a fresh PIN, and 200 guesses at it are few', async () => {
    await tomorrow();
    const { contact, visitor } = await member('guesser@ost.example');
    let hashed = 0;
    const { verify } = world.services.hashing;
    world.services.hashing.verify = (stored, secret) => (hashed++, verify(stored, secret));
    await Promise.all(Array.from({ length: 200 }, () => visitor.post(own, { current: 'wrong', password: BETTER })));
    world.services.hashing.verify = verify;
    expect(hashed).toBeLessThanOrEqual(20);
    const fresh = await world.signInContact(org, contact);
    expect((await fresh.get(own)).html).not.toContain('Present password');
    expect((await fresh.post(own, { password: BETTER })).status).toBe(303);
  });

  test('that staff set is to be changed by its owner', async () => {
    await tomorrow();
    const { contact, visitor } = await member('told@ost.example');
    expect((await owner.post(officePath(contact.id, '/login-password'), { password: 'short' })).status).toBe(422);
    expect((await owner.post(officePath(contact.id, '/login-password'), { password: BETTER })).status).toBe(303);
    expect((await visitor.get('/harbour-hill')).location).toContain('/sign-in');
    const again = world.browser();
    expect((await enter(again, 'told', BETTER)).location).toBe(own);
    expect((await again.get(own)).html).toContain('somebody else knows it');
  });
});

test('withdrawing ends sessions and the password at once', async () => {
  await tomorrow();
  const { contact, visitor } = await member('leaver@ost.example');
  await owner.post(officePath(contact.id, '/login-withdrawal'));
  expect((await visitor.get('/harbour-hill')).location).toContain('/sign-in');
  expect((await enter(world.browser(), 'leaver', GOOD)).status).toBe(422);
});

test('nobody below an agent gives a username, and another org’s contact can’t be given one', async () => {
  const viewer = await world.signInStaff(org, await world.staff(org, { role: 'viewer' }));
  const contact = await world.contact(customer, { email: 'viewed@ost.example' });
  expect((await viewer.post(officePath(contact.id, '/login'), { username: '' })).status).toBe(404);
  const elsewhere = await world.org({ passwords_on: true });
  const stranger = await world.signInStaff(elsewhere, await world.staff(elsewhere, { role: 'owner' }));
  expect((await stranger.post(officePath(contact.id, '/login'), { username: '' })).status).toBe(404);
});
