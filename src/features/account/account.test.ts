import { expect, test } from 'vitest';
import { memberOf, officeWith, setUpStep, STAFF_PASSWORD, typePassword } from '../../../test/office-people.ts';
import { postOffice, runTasks } from '../../../test/post.ts';
import { MORNING, openWorld } from '../../../test/world.ts';

const world = await openWorld();
const NEW = 'eleven lighthouses by night';

async function atTheDesk(role = 'viewer') {
  const { org, member } = await officeWith(world, role);
  return { org, member, browser: await world.signInStaff(org, member) };
}

test('the page about oneself is there for every role', async () => {
  for (const role of ['owner', 'manager', 'agent', 'viewer']) {
    const { browser } = await atTheDesk(role);
    expect((await browser.get('/office/account')).status).toBe(200);
  }
});

test('one’s own name is changed, at most 120 characters of it', async () => {
  const { browser } = await atTheDesk();
  const path = '/office/account/name';
  expect((await browser.post(path, { name: '' })).status).toBe(422);
  expect((await browser.post(path, { name: 'x'.repeat(121) })).status).toBe(422);
  expect((await browser.post(path, { name: 'é'.repeat(120) })).status).toBe(303);
  expect((await browser.get('/office/account')).html).toContain('é'.repeat(120));
});

test('one’s own password is changed by whoever knows it; the other sessions end, this one goes on', async () => {
  const { org, member, browser } = await atTheDesk();
  const elsewhere = await world.signInStaff(org, member);
  const path = '/office/account/password';
  expect((await browser.post(path, { current: 'wrong', password: NEW })).status).toBe(422);
  expect((await browser.post(path, { current: STAFF_PASSWORD, password: 'short' })).html).toContain('at least 15');
  const post = postOffice(world);
  const changed = await browser.post(path, { current: STAFF_PASSWORD, password: NEW, end_others: 'on' });
  expect(changed.status).toBe(303);
  expect((await browser.get('/office')).status).toBe(200);
  expect((await elsewhere.get('/office')).status).toBe(303);
  expect((await typePassword(world.browser(), member.email, NEW)).location).toBe('/office');
  const [event] = await world.rows<{ actor_kind: string; actor_id: string }>(
    org,
    `select actor_kind, actor_id from events where name = 'staff.password_set'`,
  );
  expect(event).toEqual({ actor_kind: 'staff', actor_id: member.id });
  await runTasks(world, post.services);
  expect(post.mails.map(({ subject }) => subject)).toContain(`Your password for the office of ${org.name} was changed`);
});

test('with the tick taken away, the other sessions go on', async () => {
  const { org, member, browser } = await atTheDesk();
  const elsewhere = await world.signInStaff(org, member);
  await browser.post('/office/account/password', { current: STAFF_PASSWORD, password: NEW });
  expect((await elsewhere.get('/office')).status).toBe(200);
});

test('the present password may be tried ten times in a quarter of an hour', async () => {
  const { browser } = await atTheDesk();
  const tries = [];
  for (let n = 0; n < 11; n += 1)
    tries.push((await browser.post('/office/account/password', { current: `wrong ${n}`, password: NEW })).status);
  expect(tries).toEqual([...Array.from({ length: 10 }, () => 422), 429]);
});

test('one’s sessions are listed, this one marked, and ended one by one or all at once', async () => {
  const { org, member, browser } = await atTheDesk();
  const others = [await world.signInStaff(org, member), await world.signInStaff(org, member)];
  const { html } = await browser.get('/office/account');
  expect(html.split('This one').length - 1).toBe(1);
  const ids = [...html.matchAll(/sessions\/([0-9a-f-]{36})\/end/g)].map(([, id]) => id ?? '');
  expect(ids).toHaveLength(2);
  expect((await browser.post(`/office/account/sessions/${ids[0]}/end`)).status).toBe(303);
  const open = async () =>
    (await Promise.all(others.map((one) => one.get('/office')))).filter(({ status }) => status === 200).length;
  expect(await open()).toBe(1);
  expect((await browser.post('/office/account/sessions')).status).toBe(303);
  expect(await open()).toBe(0);
  expect((await browser.get('/office')).status).toBe(200);
});

test('nobody ends a colleague’s session from here', async () => {
  const { org, browser } = await atTheDesk('owner');
  const colleague = await memberOf(world, org);
  const theirs = await world.signInStaff(org, colleague);
  const [row] = await world.rows<{ id: string }>(org, `select id from sessions where staff_id = '${colleague.id}'`);
  expect((await browser.post(`/office/account/sessions/${row?.id ?? ''}/end`)).status).toBe(404);
  expect((await theirs.get('/office')).status).toBe(200);
});

test('a second step is set up with a picture and a code, and its secret is never shown again', async () => {
  const { org, member, browser } = await atTheDesk();
  const { secret, codes } = await setUpStep(world, browser);
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(new Set(codes).size).toBe(10);
  expect((await browser.get('/office/account/second-step')).location).toBe('/office/account');
  const [row] = await world.rows<{ sealed_secret: string }>(
    org,
    `select sealed_secret from staff_second_steps where staff_id = '${member.id}'`,
  );
  expect(row?.sealed_secret).not.toContain(secret);
  const { html } = await browser.get('/office/account');
  expect(html).toContain('10 recovery codes are left');
  for (const code of codes) expect(html).not.toContain(code);
  expect((await browser.post('/office/account/second-step')).status).toBe(409);
});

test('new recovery codes end the old ones', async () => {
  const { member, browser } = await atTheDesk();
  const { codes } = await setUpStep(world, browser);
  const { html } = await browser.post('/office/account/recovery-codes');
  const fresh = [...html.matchAll(/<li>([0-9A-Z-]{19})<\/li>/g)].map(([, code = '']) => code);
  expect(fresh.filter((code) => codes.includes(code))).toEqual([]);
  const visitor = world.browser();
  await typePassword(visitor, member.email);
  expect((await visitor.post('/office/sign-in/second-step', { recovery: codes[0] ?? '' })).status).toBe(422);
  expect((await visitor.post('/office/sign-in/second-step', { recovery: fresh[0] ?? '' })).status).toBe(303);
});

test('a second step that the office wants is kept, one that it doesn’t want is switched off', async () => {
  const { org, member, browser } = await atTheDesk();
  await setUpStep(world, browser);
  const want = (staff_second_step: boolean) =>
    world.as(org.id, (tx) => tx.updateTable('orgs').set({ staff_second_step }).where('id', '=', org.id).execute());
  await want(true);
  expect((await browser.post('/office/account/second-step/removal')).status).toBe(409);
  await want(false);
  expect((await browser.post('/office/account/second-step/removal')).status).toBe(303);
  expect((await typePassword(world.browser(), member.email)).location).toBe('/office');
});

test('tries are shown for 90 days and then forgotten', async () => {
  const { org, member } = await officeWith(world);
  await typePassword(world.browser(), member.email, 'not the password');
  await runTasks(world);
  const kept = async () => world.rows(org, `select outcome from staff_tries where staff_id = '${member.id}'`);
  expect(await kept()).toEqual([{ outcome: 'wrong' }]);
  world.clock.now = MORNING.add({ hours: 24 * 90 + 1 });
  const browser = world.browser();
  await typePassword(browser, member.email);
  expect((await browser.get('/office/account')).html).not.toContain('Refused');
  await runTasks(world);
  expect(await kept()).toEqual([{ outcome: 'in' }]);
  world.clock.now = MORNING;
});
