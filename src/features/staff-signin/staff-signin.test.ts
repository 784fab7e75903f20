import { beforeEach, describe, expect, test } from 'vitest';
import { Authenticator } from '../../../test/authenticator.ts';
import {
  codeAt,
  memberOf,
  nextCode,
  officeWith,
  setUpStep,
  STAFF_PASSWORD,
  typePassword,
  wrongCode,
} from '../../../test/office-people.ts';
import { postOffice, runTasks } from '../../../test/post.ts';
import { BASE_URL, MORNING, openWorld, type Org, type StaffMember } from '../../../test/world.ts';
import type { Browser } from '../../../test/browser.ts';

const world = await openWorld();
/** Each test has an hour of its own: tries are counted by network address, and here all come from one. */
let hour = MORNING;
beforeEach(() => {
  hour = hour.add({ hours: 24 });
  world.clock.now = hour;
});

const SECOND = '/office/sign-in/second-step';

async function tries(org: Org, member: StaffMember) {
  await runTasks(world);
  return world.rows<{ way: string; outcome: string; device: string; network: string | null }>(
    org,
    `select way, outcome, device, network from staff_tries where staff_id = '${member.id}' order by tried_at, id`,
  );
}

/** A member with a second step, and a browser that has typed the password. */
async function halfIn() {
  const { org, member } = await officeWith(world);
  const step = await setUpStep(world, await world.signInStaff(org, member));
  nextCode(world);
  const browser = world.browser();
  const answer = await typePassword(browser, member.email);
  return { org, member, ...step, browser, answer };
}

const isIn = async (browser: Browser) => (await browser.get('/office')).status === 200;

describe('a password', () => {
  test('lets in, and its wrong tries are noted without telling strangers anything', async () => {
    const { org, member } = await officeWith(world);
    const browser = world.browser();
    const wrong = await typePassword(browser, member.email, 'not the password at all');
    const unknown = await typePassword(world.browser(), 'nobody@elsewhere.example', 'not the password at all');
    const same = (html: string) => html.replaceAll(/value="[^"]*"/g, '');
    expect(same(unknown.html)).toBe(same(wrong.html));
    expect(unknown.status).toBe(422);
    world.clock.now = world.clock.now.add({ seconds: 1 });
    expect((await typePassword(browser, member.email)).location).toBe('/office');
    expect(await isIn(browser)).toBe(true);
    expect(await tries(org, member)).toEqual([
      { way: 'password', outcome: 'wrong', device: 'Safari, iPhone', network: null },
      { way: 'password', outcome: 'in', device: 'Safari, iPhone', network: null },
    ]);
  });

  test('that is tried too often is locked for a while, which the history says once', async () => {
    const { org, member } = await officeWith(world);
    for (let n = 0; n < 12; n++) await typePassword(world.browser(), member.email, `wrong number ${n}`);
    expect((await typePassword(world.browser(), member.email)).status).toBe(422);
    const outcomes = (await tries(org, member)).map(({ outcome }) => outcome);
    expect(outcomes.filter((one) => one === 'wrong')).toHaveLength(10);
    expect(outcomes.filter((one) => one === 'locked')).toHaveLength(1);
    world.clock.now = world.clock.now.add({ minutes: 16 });
    expect((await typePassword(world.browser(), member.email)).location).toBe('/office');
  });

  test('on a new device is told to the member, on the first and on known ones it is not', async () => {
    const { org, member } = await officeWith(world);
    const post = postOffice(world);
    const [phone, desk] = [world.browser(), world.browser('Mozilla/5.0 (Windows NT 10.0) Firefox/150.0')];
    await typePassword(phone, member.email);
    await typePassword(phone, member.email);
    await runTasks(world, post.services);
    expect(post.mails).toEqual([]);
    await typePassword(desk, member.email);
    await runTasks(world, post.services);
    expect(post.mails).toHaveLength(1);
    expect(post.mails[0]).toMatchObject({ subject: `A new device in the office of ${org.name}` });
    expect(JSON.stringify(post.mails[0])).toContain('Firefox, Windows');
    await typePassword(desk, member.email);
    await runTasks(world, post.services);
    expect(post.mails).toHaveLength(1);
  });
});

describe('a second step', () => {
  test('comes after the password, and until it is done nothing opens', async () => {
    const { org, member, browser, answer, secret } = await halfIn();
    expect(answer.location).toBe(SECOND);
    expect(await isIn(browser)).toBe(false);
    const page = await browser.get(SECOND);
    expect(page.html).toContain('One more step');
    expect((await browser.post(SECOND, { code: wrongCode(secret, world.clock.now) })).status).toBe(422);
    expect((await browser.post(SECOND, { code: codeAt(secret, world.clock.now) })).location).toBe('/office');
    expect(await isIn(browser)).toBe(true);
    const [session] = await world.rows<{ began_by: string }>(
      org,
      `select began_by from sessions where staff_id = '${member.id}' order by created_at desc, id desc limit 1`,
    );
    expect(session?.began_by).toBe('totp');
    expect((await tries(org, member)).map(({ way, outcome }) => `${way} ${outcome}`)).toEqual(
      expect.arrayContaining(['password half', 'totp wrong', 'totp in']),
    );
  });

  test('takes the code of the step before and after, and each once', async () => {
    const { member, secret } = await halfIn();
    const at = async (seconds: number) => {
      const browser = world.browser();
      await typePassword(browser, member.email);
      const code = codeAt(secret, world.clock.now.add({ seconds }));
      return (await browser.post(SECOND, { code })).status;
    };
    expect(await at(-90)).toBe(422);
    expect(await at(90)).toBe(422);
    expect(await at(0)).toBe(303);
    expect(await at(0)).toBe(422);
    // Older than one that was taken.
    expect(await at(-30)).toBe(422);
    expect(await at(30)).toBe(303);
  });

  test('of 200 codes at once, five are looked at', async () => {
    const { org, member, secret } = await halfIn();
    const browsers = Array.from({ length: 8 }, () => world.browser());
    for (const browser of browsers) await typePassword(browser, member.email);
    const wrong = wrongCode(secret, world.clock.now);
    const right = codeAt(secret, world.clock.now);
    const guesses = Array.from({ length: 200 }, (_, n) => browsers[n % 8]?.post(SECOND, { code: wrong }));
    const answers = await Promise.all(guesses);
    expect(answers.filter((answer) => answer?.location === '/office')).toEqual([]);
    const [row] = await world.rows<{ fails: number }>(
      org,
      `select fails from staff_second_steps where staff_id = '${member.id}'`,
    );
    expect(row?.fails).toBe(5);
    world.clock.now = world.clock.now.add({ minutes: 1 });
    const browser = world.browser();
    await typePassword(browser, member.email);
    expect((await browser.post(SECOND, { code: right })).status).toBe(422);
    world.clock.now = world.clock.now.add({ minutes: 16 });
    await typePassword(browser, member.email);
    expect((await browser.post(SECOND, { code: codeAt(secret, world.clock.now) })).status).toBe(303);
  });

  test('a recovery code opens once, however it is spelt and however many try it at once', async () => {
    const { member, codes } = await halfIn();
    expect(codes).toHaveLength(10);
    const browsers = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const browser = world.browser();
        await typePassword(browser, member.email);
        return browser;
      }),
    );
    const typed = (codes[3] ?? '').toLowerCase().replaceAll('-', ' ');
    const answers = await Promise.all(browsers.map((browser) => browser.post(SECOND, { recovery: typed })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422, 422, 422]);
    const inside = browsers[answers.findIndex(({ status }) => status === 303)];
    expect((await inside?.get('/office/account'))?.html).toContain('9 recovery codes are left');
  });

  test('is for the browser that typed the password, for ten minutes', async () => {
    const { browser, secret } = await halfIn();
    const other = world.browser();
    for (const [name, value] of browser.cookies) if (name === 'second_step') other.cookies.set(name, value);
    await other.get('/office/sign-in');
    expect((await other.get(SECOND)).location).toBe('/office/sign-in');
    world.clock.now = world.clock.now.add({ minutes: 10 });
    expect((await browser.post(SECOND, { code: codeAt(secret, world.clock.now) })).location).toBe('/office/sign-in');
    expect(await isIn(browser)).toBe(false);
  });

  test('is not got around by a forgotten password', async () => {
    const { member } = await halfIn();
    const post = postOffice(world);
    const browser = world.browser();
    await browser.get('/office/forgotten-password');
    await browser.post('/office/forgotten-password', { email: member.email });
    await runTasks(world, post.services);
    const token = /office\/password\/([\w-]{43})/.exec(JSON.stringify(post.mails))?.[1] ?? '';
    const set = await browser.post(`/office/password/${token}`, { password: 'eleven lighthouses by night' });
    expect(set.location).toBe(SECOND);
    expect(await isIn(browser)).toBe(false);
  });

  test('wanted by the office is set up at the next sign-in, before anything else', async () => {
    const { member } = await officeWith(world, 'agent', { staff_second_step: true });
    const browser = world.browser();
    await typePassword(browser, member.email);
    const led = await browser.get('/office');
    expect(led.location).toBe('/office/account/second-step');
    expect((await browser.get(led.location)).html).toContain('This office asks everybody for a second step');
    expect((await browser.post('/office/account/name', { name: 'Somebody else' })).location).toBe(led.location);
    const { codes } = await setUpStep(world, browser);
    expect(codes).toHaveLength(10);
    expect(await isIn(browser)).toBe(true);
  });
});

describe('a passkey', () => {
  async function withPasskey() {
    const { org, member } = await officeWith(world);
    const device = new Authenticator(BASE_URL);
    const browser = await world.signInStaff(org, member);
    const asked = await browser.post('/office/account/passkeys/options');
    const made = await browser.post('/office/account/passkeys', {
      passkey: device.create(JSON.parse(asked.html)),
      passkey_name: 'Desk',
    });
    return { org, member, device, made };
  }

  async function signInBy(device: Authenticator, browser = world.browser()) {
    await browser.get('/office/sign-in');
    const asked = await browser.post('/office/sign-in/passkey/options');
    return browser.post('/office/sign-in/passkey', { passkey: device.get(JSON.parse(asked.html)), next: '' });
  }

  test('made on the page about oneself is a whole sign-in, also where a second step is on', async () => {
    const { org, member, device, made } = await withPasskey();
    expect(made.location).toBe('/office/account');
    await setUpStep(world, await world.signInStaff(org, member));
    const browser = world.browser();
    expect((await signInBy(device, browser)).location).toBe('/office');
    expect((await browser.get('/office/account')).html).toContain('Desk');
    expect((await tries(org, member)).at(-1)).toMatchObject({ way: 'passkey', outcome: 'in' });
  });

  test('of somebody who left opens nothing', async () => {
    const { org, member, device } = await withPasskey();
    await world.as(org.id, (tx) =>
      tx
        .updateTable('staff')
        .set({ archived_at: hour })
        .where('org_id', '=', org.id)
        .where('id', '=', member.id)
        .execute(),
    );
    expect((await signInBy(device)).status).toBe(422);
  });

  test('is what an office that wants two steps takes in place of a code', async () => {
    const { org, member, device } = await withPasskey();
    await world.as(org.id, (tx) =>
      tx.updateTable('orgs').set({ staff_second_step: true }).where('id', '=', org.id).execute(),
    );
    const browser = world.browser();
    expect((await typePassword(browser, member.email)).location).toBe(SECOND);
    expect((await browser.get(SECOND)).html).toContain('Use the passkey you made');
    expect((await signInBy(device, browser)).location).toBe('/office');
    expect(await isIn(browser)).toBe(true);
  });
});

describe('something that matters', () => {
  test('asks again after ten minutes, then does what was asked for, and the old cookie is worth nothing', async () => {
    const { org, member } = await officeWith(world);
    const colleague = await memberOf(world, org, { role: 'agent' });
    const browser = await world.signInStaff(org, member);
    const path = `/office/settings/team/${colleague.id}/role`;
    world.clock.now = world.clock.now.add({ minutes: 10 });
    const early = await browser.post(path, { role: 'viewer' });
    expect(early.html).toContain('Show that it is you');
    const role = async () =>
      (await world.rows<{ role: string }>(org, `select role from staff where id = '${colleague.id}'`))[0];
    expect(await role()).toEqual({ role: 'agent' });
    const carried = /name="carried" value="([^"]+)"/.exec(early.html)?.[1] ?? '';
    const wrong = await browser.post('/office/confirm', { password: 'not mine at all', carried, next: '' });
    expect(wrong.status).toBe(422);
    const thief = world.browser();
    for (const [name, value] of browser.cookies) thief.cookies.set(name, value);
    const done = await browser.post('/office/confirm', { password: STAFF_PASSWORD, carried, next: '' });
    expect(done.location).toBe(`/office/settings/team/${colleague.id}`);
    expect(await role()).toEqual({ role: 'viewer' });
    expect(await isIn(browser)).toBe(true);
    expect(await isIn(thief)).toBe(false);
    expect((await browser.post(path, { role: 'agent' })).status).toBe(303);
    expect(await role()).toEqual({ role: 'agent' });
  });

  test('is confirmed by a passkey as well, and a page is shown after it', async () => {
    const { org, member } = await officeWith(world);
    const browser = await world.signInStaff(org, member);
    const device = new Authenticator(BASE_URL);
    const asked = await browser.post('/office/account/passkeys/options');
    await browser.post('/office/account/passkeys', {
      passkey: device.create(JSON.parse(asked.html)),
      passkey_name: '',
    });
    world.clock.now = world.clock.now.add({ minutes: 11 });
    const led = await browser.get('/office/account/passkeys/new');
    expect(led.location).toBe('/office/confirm?next=%2Foffice%2Faccount%2Fpasskeys%2Fnew');
    const question = await browser.post('/office/confirm/passkey/options');
    const passkey = device.get(JSON.parse(question.html));
    const on = await browser.post('/office/confirm/passkey', { passkey, next: '/office/account/passkeys/new' });
    expect(on.location).toBe('/office/account/passkeys/new');
    expect((await browser.get(on.location)).status).toBe(200);
  });
});

describe('a session of the office', () => {
  test.each([
    { what: 'without a click', given: { staff_idle_minutes: 30 }, after: { minutes: 30 } },
    { what: 'at the latest', given: { staff_session_hours: 1, staff_idle_minutes: 10_080 }, after: { hours: 1 } },
  ])('ends $what when the org says, and not a second sooner', async ({ given, after }) => {
    const { member } = await officeWith(world, 'agent', given);
    const browser = world.browser();
    await typePassword(browser, member.email);
    // Only looked at just before the end: a click would put off the one without a click.
    const other = world.browser();
    const { member: second } = await officeWith(world, 'agent', given);
    await typePassword(other, second.email);
    world.clock.now = hour.add(after).subtract({ seconds: 1 });
    expect(await isIn(other)).toBe(true);
    world.clock.now = hour.add(after);
    expect(await isIn(browser)).toBe(false);
  });
});
