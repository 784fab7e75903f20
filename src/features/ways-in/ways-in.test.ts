import { afterAll, describe, expect, test } from 'vitest';
import { htmlValidator } from '../../../test/html-rules.ts';
import { Authenticator } from '../../../test/authenticator.ts';
import { Browser, type Answer } from '../../../test/browser.ts';
import { openWorld } from '../../../test/world.ts';
import { createApp } from '../../app.tsx';
import { writeTry, forgetTriesChore } from '../brake/index.ts';
import { portalCookie } from '../sessions/index.ts';
import { database, openPool } from '../../platform/db/index.ts';

const world = await openWorld();
const org = await world.org({ slug: 'harbour-hill' });
const customer = await world.customer(org, { number: '10318' });
const priya = await world.contact(customer, { email: 'priya@raman.example', is_main: true });
const security = '/harbour-hill/details/security';
const passkeys = '/harbour-hill/details/passkeys';
const boss = await world.staff(org, { role: 'owner' });
const contactPath = `/office/customers/10318/contacts/${priya.id}`;

/** A second process on the same database. */
const { host, port, user, password, database: name } = world.fresh.app;
const pool = openPool({ connection: { host, port, user, password, database: name }, size: 5, onError: () => {} });
const otherDb = database(pool);
afterAll(() => otherDb.close());
const elsewhere = createApp({ ...world.services, db: otherDb });

function onOtherProcess(like: Browser): Browser {
  const browser = new Browser(elsewhere, world.services);
  for (const [cookie, value] of like.cookies) browser.cookies.set(cookie, value);
  return browser;
}

const ending = /details\/security\/sessions\/([0-9a-f-]{36})\/ending/;
const asked = (answer: Answer) => JSON.parse(answer.html) as Parameters<Authenticator['create']>[0];

describe('a contact', () => {
  test('sees where it is signed in, ends one session or all others, in every process at once', async () => {
    const [here, phone, desk] = [
      await world.signInContact(org, priya),
      await world.signInContact(org, priya),
      await world.signInContact(org, priya),
    ];
    const page = await here.get(security);
    expect(page.html).toContain('You are signed in at 3 places');
    expect(page.html).toContain('This one');
    const one = ending.exec(page.html)?.[1] ?? '';
    expect((await here.post(`${security}/sessions/${one}/ending`)).location).toBe(security);
    const alive = async (browser: Browser) => (await onOtherProcess(browser).get('/harbour-hill')).status === 200;
    expect([await alive(phone), await alive(desk)].filter(Boolean)).toHaveLength(1);
    expect((await here.post(`${security}/others-ending`)).location).toBe(security);
    expect([await alive(here), await alive(phone), await alive(desk)]).toEqual([true, false, false]);
    expect((await here.get(security)).html).toContain('You are signed in here only');
  });

  test('can’t end a session, or forget a device, of anybody else', async () => {
    const stranger = await world.contact(await world.customer(org), { email: 'aled@pugh.example' });
    const theirs = await world.signInContact(org, stranger);
    const mine = await world.signInContact(org, priya);
    const [row] = await world.rows<{ id: string }>(
      org,
      `select id from sessions where contact_id = '${stranger.id}' and ended_at is null`,
    );
    expect((await mine.post(`${security}/sessions/${row?.id ?? ''}/ending`)).status).toBe(404);
    expect((await theirs.get('/harbour-hill')).status).toBe(200);
    expect((await mine.post(`${security}/devices/${row?.id ?? ''}/forgetting`)).status).toBe(404);
  });

  test('has a device forgotten, and is asked for a sent PIN there again', async () => {
    await world.as(org.id, (tx) =>
      tx
        .insertInto('known_devices')
        .values({
          org_id: org.id,
          contact_id: priya.id,
          secret_hash: Buffer.alloc(32, 7),
          label: 'Firefox, Linux',
          proved_at: world.clock.now,
        })
        .execute(),
    );
    const visitor = await world.signInContact(org, priya);
    const page = await visitor.get(security);
    expect(page.html).toContain('Firefox, Linux');
    const id = /devices\/([0-9a-f-]{36})\/forgetting/.exec(page.html)?.[1] ?? '';
    await visitor.post(`${security}/devices/${id}/forgetting`);
    expect(await world.rows(org, `select 1 from known_devices where contact_id = '${priya.id}'`)).toEqual([]);
  });

  test('sees who signed in and who tried, and nobody else’s', async () => {
    const stranger = await world.contact(await world.customer(org), { email: 'mo@aziz.example' });
    await world.as(org.id, async (tx) => {
      const one = { client: '203.0.113.7', at: world.clock.now } as const;
      const tried = (contact: { id: string; customer_id: string }) => ({
        contactId: contact.id,
        customerId: contact.customer_id,
      });
      await writeTry(tx, org.id, tried(priya), { ...one, way: 'pin', outcome: 'wrong', device: 'Edge, Windows' });
      await writeTry(tx, org.id, tried(stranger), { ...one, way: 'code', outcome: 'in', device: 'Opera, Mac' });
    });
    const { html } = await (await world.signInContact(org, priya)).get(security);
    expect(html).toContain('Edge, Windows, 203.0.113.0/24');
    expect(html).not.toContain('203.0.113.7');
    expect(html).not.toContain('Opera, Mac');
  });

  test('whoever came by a link that names nobody has no such page', async () => {
    const visitor = await world.openLink(org, { kind: 'customer', customerId: customer.id });
    expect((await visitor.get(security)).status).toBe(404);
  });
});

describe('a passkey', () => {
  const device = new Authenticator(world.services.baseUrl);

  test('is made after a step-up, signs in, steps up, is renamed and removed', async () => {
    const visitor = await world.signInContact(org, priya);
    const question = asked(await visitor.post(`${passkeys}/options`));
    const made = await visitor.post(passkeys, { passkey: device.create(question), passkey_name: 'My phone' });
    expect(made.location).toBe(passkeys);
    expect((await visitor.get(passkeys)).html).toContain('My phone');

    const fresh = world.browser();
    await fresh.get('/harbour-hill/sign-in');
    const options = asked(await fresh.post('/harbour-hill/sign-in/passkey/options'));
    const answer = device.get(options);
    const entered = await fresh.post('/harbour-hill/sign-in/passkey', { passkey: answer, next: '' });
    expect(entered.location).toBe('/harbour-hill');
    expect((await fresh.get('/harbour-hill/details/pin')).status).toBe(200);

    world.clock.now = world.clock.now.add({ minutes: 11 });
    const led = await fresh.get('/harbour-hill/details/pin');
    expect((await fresh.get(led.location)).html).toContain('Use a passkey instead');
    const again = asked(await fresh.post('/harbour-hill/confirm/passkey/options'));
    const before = fresh.cookies.get(portalCookie(org.slug));
    const confirmed = await fresh.post('/harbour-hill/confirm/passkey', {
      passkey: device.get(again),
      next: '/harbour-hill/details/pin',
    });
    expect(confirmed.location).toBe('/harbour-hill/details/pin');
    expect(fresh.cookies.get(portalCookie(org.slug))).not.toBe(before);
    expect((await fresh.get('/harbour-hill/details/pin')).status).toBe(200);

    const id = /passkeys\/([0-9a-f-]{36})\/removal/.exec((await fresh.get(passkeys)).html)?.[1] ?? '';
    await fresh.post(`${passkeys}/${id}/name`, { name: 'Old phone' });
    expect((await fresh.get(passkeys)).html).toContain('Old phone');
    await fresh.post(`${passkeys}/${id}/removal`);
    const late = world.browser();
    await late.get('/harbour-hill/sign-in');
    const over = asked(await late.post('/harbour-hill/sign-in/passkey/options'));
    const refused = await late.post('/harbour-hill/sign-in/passkey', { passkey: device.get(over), next: '' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('This passkey opens nothing here');
  });

  test('works once of twenty at a time, and not for an archived contact', async () => {
    const lena = await world.contact(customer, { email: 'lena@ost.example' });
    const owner = await world.signInContact(org, lena);
    const own = new Authenticator(world.services.baseUrl);
    await owner.post(passkeys, { passkey: own.create(asked(await owner.post(`${passkeys}/options`))) });
    const visitor = world.browser();
    await visitor.get('/harbour-hill/sign-in');
    const answer = own.get(asked(await visitor.post('/harbour-hill/sign-in/passkey/options')));
    const all = await Promise.all(
      Array.from({ length: 20 }, () => visitor.post('/harbour-hill/sign-in/passkey', { passkey: answer, next: '' })),
    );
    expect(all.filter((one) => one.location === '/harbour-hill')).toHaveLength(1);
    const office = await world.signInStaff(org, boss);
    await office.post(`/office/customers/10318/contacts/${lena.id}/archiving`);
    const later = world.browser();
    await later.get('/harbour-hill/sign-in');
    const gone = own.get(asked(await later.post('/harbour-hill/sign-in/passkey/options')));
    expect((await later.post('/harbour-hill/sign-in/passkey', { passkey: gone, next: '' })).status).toBe(422);
  });

  test('isn’t made from a bare link', async () => {
    const visitor = await world.openLink(org, { kind: 'contact', customerId: customer.id, contactId: priya.id });
    expect((await visitor.get(passkeys)).location).toContain('/confirm');
    expect((await visitor.post(`${passkeys}/options`)).html).toContain('Is it you?');
  });
});

describe('the office', () => {
  test('sees a contact’s sessions and tries, and ends one or all', async () => {
    const [phone, desk] = [await world.signInContact(org, priya), await world.signInContact(org, priya)];
    const office = await world.signInStaff(org, boss);
    const page = await office.get(contactPath);
    expect(page.html).toContain('Sessions and devices');
    const id = /\/sessions\/([0-9a-f-]{36})\/ending/.exec(page.html)?.[1] ?? '';
    expect((await office.post(`${contactPath}/sessions/${id}/ending`)).location).toBe(contactPath);
    await office.post(`${contactPath}/sessions-ending`);
    for (const browser of [phone, desk])
      expect((await onOtherProcess(browser).get('/harbour-hill')).location).toContain('/sign-in');
    const events = await world.rows<{ name: string }>(
      org,
      `select name from events where subject_id = '${priya.id}' and name like 'session.%ended'`,
    );
    expect(events.map((event) => event.name)).toContain('session.all_ended');
    const viewer = await world.signInStaff(org, await world.staff(org, { role: 'viewer' }));
    expect((await viewer.post(`${contactPath}/sessions-ending`)).status).toBe(404);
  });

  test('finds sign-ins by customer and outcome, page by page, and old ones go', async () => {
    const busy = await world.customer(org, { number: '777', name: 'Busy Ltd' });
    const contact = await world.contact(busy, { first_name: 'Bea', last_name: 'Zed' });
    await world.as(org.id, async (tx) => {
      for (let nth = 0; nth < 60; nth++)
        await writeTry(
          tx,
          org.id,
          { contactId: contact.id, customerId: busy.id },
          {
            way: 'code',
            outcome: nth % 2 === 0 ? 'in' : 'wrong',
            device: `Device ${nth}`,
            client: '::1',
            at: world.clock.now.subtract({ minutes: nth }),
          },
        );
    });
    const office = await world.signInStaff(org, boss);
    const first = await office.get('/office/sign-ins?customer=777');
    expect(first.html).toContain('Device 0');
    expect(first.html).not.toContain('Device 55');
    const older = /href="(\/office\/sign-ins\?[^"]*after=[^"]*)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await office.get(older)).html).toContain('Device 55');
    const wrong = await office.get('/office/sign-ins?customer=777&outcome=wrong');
    expect(wrong.html).toContain('Device 1<');
    expect(wrong.html).not.toContain('Device 2<');
    world.clock.now = world.clock.now.add({ hours: 24 * 91 });
    await forgetTriesChore.run(world.services);
    expect(await world.rows(org, 'select 1 from contact_tries')).toEqual([]);
  });
});

test('every page of getting in is valid HTML', async () => {
  const faults = async (browser: Browser, path: string) => {
    const { html } = await browser.arrive(await browser.get(path));
    const { results } = await htmlValidator.validateString(html);
    return results.flatMap((result) => result.messages.map(({ ruleId, message }) => `${path}: ${ruleId} ${message}`));
  };
  await world.as(org.id, (tx) => tx.updateTable('orgs').set({ passwords_on: true }).where('id', '=', org.id).execute());
  const office = await world.signInStaff(org, boss);
  await office.post(`${contactPath}/login`, { username: 'priya' });
  const [contact, link] = [
    await world.signInContact(org, priya),
    await world.openLink(org, { kind: 'contact', customerId: customer.id, contactId: priya.id }),
  ];
  const found = [
    ...(await Promise.all(
      ['', '/password', '/forgotten-password'].map((part) => faults(world.browser(), `/harbour-hill/sign-in${part}`)),
    )),
    ...(await Promise.all([security, passkeys, '/harbour-hill/details/password'].map((path) => faults(contact, path)))),
    await faults(link, '/harbour-hill/details/pin'),
    ...(await Promise.all(
      [contactPath, '/office/sign-ins', '/office/settings/access'].map((path) => faults(office, path)),
    )),
  ];
  expect(found.flat()).toEqual([]);
});
