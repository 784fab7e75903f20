import { expect, test } from 'vitest';
import { memberOf, officeWith, setUpStep, typePassword } from '../../../test/office-people.ts';
import { postOffice, runTasks } from '../../../test/post.ts';
import { openWorld, type Org, type StaffMember } from '../../../test/world.ts';

const world = await openWorld();
const NEW = 'eleven lighthouses by night';
const TEAM = '/office/settings/team';

async function owner() {
  const { org, member } = await officeWith(world);
  return { org, member, browser: await world.signInStaff(org, member) };
}

const invitation = (given: Record<string, string> = {}) => ({
  key: crypto.randomUUID(),
  name: 'Mina Okafor',
  email: `mina-${crypto.randomUUID().slice(0, 8)}@harbourandhill.example`,
  public_name: 'Mina',
  role: 'agent',
  ...given,
});

/** Invites, and takes the link out of the mail. */
async function invited(fields = invitation()) {
  const office = await owner();
  const post = postOffice(world);
  const answer = await office.browser.post(`${TEAM}/new`, fields);
  await runTasks(world, post.services);
  return { ...office, post, answer, path: linkIn(post.mails), fields };
}

/** The link in the newest mail that has one. */
function linkIn(mails: readonly unknown[]): string {
  const links = mails.map((mail) => /\/office\/password\/[\w-]{43}/.exec(JSON.stringify(mail))?.[0] ?? '');
  return links.findLast((link) => link !== '') ?? '';
}

async function rowOf(org: Org, { id }: Pick<StaffMember, 'id'>) {
  const [row] = await world.rows<{ role: string; archived_at: unknown }>(
    org,
    `select role, archived_at from staff where id = '${id}'`,
  );
  return row;
}

test('somebody invited chooses a password by the link in the mail, and is in', async () => {
  const { org, browser, answer, path, fields } = await invited();
  expect(answer.location).toMatch(/^\/office\/settings\/team\/[0-9a-f-]{36}$/);
  expect((await browser.get(answer.location)).html).toContain('Invited');
  const visitor = world.browser();
  expect((await visitor.get(path)).html).toContain('Choose a new password');
  expect((await visitor.post(path, { password: NEW })).location).toBe('/office');
  expect((await visitor.get('/office')).status).toBe(200);
  expect((await typePassword(world.browser(), fields.email, NEW)).location).toBe('/office');
  expect((await browser.get(answer.location)).html).toContain('Active');
  expect(await world.rows(org, `select subject_kind from events where name = 'staff.joined'`)).toEqual([
    { subject_kind: 'staff' },
  ]);
});

test('an invitation is used once, by however many at the same time', async () => {
  const { path } = await invited();
  const visitors = Array.from({ length: 20 }, () => world.browser());
  await Promise.all(visitors.map((visitor) => visitor.get(path)));
  await Promise.all(visitors.map((visitor, n) => visitor.post(path, { password: `${NEW} number ${n}` })));
  const inside = await Promise.all(visitors.map(async (visitor) => (await visitor.get('/office')).status));
  expect(inside.filter((status) => status === 200)).toHaveLength(1);
});

test('an invitation ends after seven days, and a fresh one ends the one before', async () => {
  const { org, browser, answer, path, post } = await invited();
  const begun = world.clock.now;
  expect((await browser.post(`${answer.location}/invitation`)).status).toBe(303);
  await runTasks(world, post.services);
  const second = linkIn(post.mails);
  expect(second).not.toBe(path);
  const opens = async (link: string) => (await world.browser().get(link)).html.includes('Choose a new password');
  expect(await opens(path)).toBe(false);
  world.clock.now = begun.add({ hours: 24 * 7 }).subtract({ seconds: 1 });
  expect(await opens(second)).toBe(true);
  world.clock.now = begun.add({ hours: 24 * 7 });
  expect(await opens(second)).toBe(false);
  const again = await world.signInStaff(org, await memberOf(world, org, { role: 'owner' }));
  expect((await again.get(answer.location)).html).toContain('Invitation ended');
  world.clock.now = begun;
});

test('a withdrawn invitation opens nothing and leaves nobody on the team', async () => {
  const { browser, answer, path } = await invited();
  expect((await browser.post(`${answer.location}/withdrawal`)).location).toBe(TEAM);
  expect((await world.browser().get(path)).html).toContain('This link has been used or has ended');
  expect((await browser.post(`${answer.location}/withdrawal`)).status).toBe(409);
});

test('an invitation sent twice by a double press is one, and an address has one place', async () => {
  const fields = invitation();
  const { org, browser } = await invited(fields);
  expect((await browser.post(`${TEAM}/new`, fields)).status).toBe(303);
  expect(await world.rows(org, `select id from staff where email = '${fields.email}'`)).toHaveLength(1);
  const other = await browser.post(`${TEAM}/new`, { ...fields, key: crypto.randomUUID(), name: 'Another' });
  expect(other.status).toBe(422);
  expect(other.html).toContain('works here already');
});

test('what is wrong with an invitation is said beside each field, at the limit and past it', async () => {
  const { browser } = await owner();
  const wrong = await browser.post(`${TEAM}/new`, {
    name: '',
    email: 'mina',
    role: 'king',
    public_name: 'x'.repeat(81),
  });
  expect(wrong.status).toBe(422);
  expect(wrong.html.split('class="err"').length - 1).toBeGreaterThanOrEqual(4);
  const long = invitation({ name: 'x'.repeat(120), public_name: 'x'.repeat(80) });
  expect((await browser.post(`${TEAM}/new`, long)).status).toBe(303);
  expect((await browser.post(`${TEAM}/new`, { ...invitation(), name: 'x'.repeat(121) })).status).toBe(422);
});

test('a changed role holds from the next click on', async () => {
  const { org, browser } = await owner();
  const colleague = await memberOf(world, org, { role: 'manager' });
  const theirs = await world.signInStaff(org, colleague);
  expect((await theirs.get('/office/settings/org')).status).toBe(200);
  expect((await browser.post(`${TEAM}/${colleague.id}/role`, { role: 'viewer' })).status).toBe(303);
  expect((await theirs.get('/office/settings/org')).status).toBe(404);
  expect((await theirs.get('/office')).status).toBe(200);
});

test('the last owner who can sign in stays one, also when two owners go for each other at once', async () => {
  const { org, member, browser } = await owner();
  await world.staff(org, { role: 'owner', name: 'Never signed in' });
  expect((await browser.post(`${TEAM}/${member.id}/role`, { role: 'agent' })).status).toBe(409);
  expect((await browser.post(`${TEAM}/${member.id}/archive`)).status).toBe(409);
  const other = await memberOf(world, org, { role: 'owner' });
  const theirs = await world.signInStaff(org, other);
  await Promise.all([
    browser.post(`${TEAM}/${other.id}/role`, { role: 'agent' }),
    theirs.post(`${TEAM}/${member.id}/role`, { role: 'agent' }),
  ]);
  const roles = [(await rowOf(org, member))?.role, (await rowOf(org, other))?.role];
  expect(roles).toContain('owner');
});

test('whoever is archived is out at once and may come back as they were', async () => {
  const { org, member, browser } = await owner();
  const colleague = await memberOf(world, org, { role: 'agent' });
  const theirs = await world.signInStaff(org, colleague);
  expect((await browser.post(`${TEAM}/${colleague.id}/archive`)).status).toBe(303);
  expect((await theirs.get('/office')).status).toBe(303);
  expect((await typePassword(world.browser(), colleague.email)).status).toBe(422);
  expect((await browser.get(TEAM)).html).toContain('No longer here');
  expect((await browser.post(`${TEAM}/${member.id}/archive`)).status).toBe(409);
  expect((await browser.post(`${TEAM}/${colleague.id}/restore`)).status).toBe(303);
  expect((await theirs.get('/office')).status).toBe(303);
  expect((await typePassword(world.browser(), colleague.email)).location).toBe('/office');
});

test('an owner resets a colleague’s second step, which the colleague is told', async () => {
  const { org, member, browser } = await owner();
  const colleague = await memberOf(world, org, { role: 'agent' });
  await setUpStep(world, await world.signInStaff(org, colleague));
  const post = postOffice(world);
  expect((await browser.post(`${TEAM}/${colleague.id}/second-step-reset`)).status).toBe(303);
  await runTasks(world, post.services);
  const told = post.mails.filter(({ to }) => JSON.stringify(to).includes(colleague.email));
  expect(told.map(({ subject }) => subject)).toContain(`Your second step for the office of ${org.name} was reset`);
  expect((await typePassword(world.browser(), colleague.email)).location).toBe('/office');
  expect((await browser.post(`${TEAM}/${colleague.id}/second-step-reset`)).status).toBe(409);
  const [event] = await world.rows<{ actor_id: string; subject_id: string }>(
    org,
    `select actor_id, subject_id from events where name = 'second_step.reset'`,
  );
  expect(event).toEqual({ actor_id: member.id, subject_id: colleague.id });
});

test('an owner sees a colleague’s sessions and tries, and ends the sessions', async () => {
  const { org, browser } = await owner();
  const colleague = await memberOf(world, org, { role: 'agent', name: 'Tobias Lund' });
  const theirs = world.browser('Mozilla/5.0 (Windows NT 10.0) Firefox/150.0');
  await typePassword(theirs, colleague.email);
  await typePassword(world.browser(), colleague.email, 'not the password');
  await runTasks(world);
  const { html } = await browser.get(`${TEAM}/${colleague.id}`);
  expect(html).toContain('Firefox, Windows');
  expect(html).toContain('Refused');
  const all = await browser.get(`${TEAM}/sign-ins`);
  expect(all.html).toContain('Tobias Lund');
  const id = /sessions\/([0-9a-f-]{36})\/end/.exec(html)?.[1] ?? '';
  expect((await browser.post(`${TEAM}/${colleague.id}/sessions/${id}/end`)).status).toBe(303);
  expect((await theirs.get('/office')).status).toBe(303);
});

test('managers see the team and change nothing; nobody below sees it', async () => {
  const { org } = await owner();
  const colleague = await memberOf(world, org, { role: 'agent' });
  for (const [role, page] of [
    ['manager', 200],
    ['agent', 404],
    ['viewer', 404],
  ] as const) {
    const browser = await world.signInStaff(org, await memberOf(world, org, { role }));
    expect((await browser.get(TEAM)).status).toBe(page);
    const one = await browser.get(`${TEAM}/${colleague.id}`);
    expect(one.status).toBe(page);
    expect(one.html).not.toContain(`${colleague.id}/archive`);
    expect((await browser.get(`${TEAM}/sign-ins`)).status).toBe(404);
    for (const deed of ['role', 'archive', 'restore', 'invitation', 'withdrawal', 'second-step-reset', 'sessions'])
      expect((await browser.post(`${TEAM}/${colleague.id}/${deed}`, { role: 'owner' })).status).toBe(404);
    expect((await browser.post(`${TEAM}/new`, invitation())).status).toBe(404);
  }
  expect(await rowOf(org, colleague)).toEqual({ role: 'agent', archived_at: null });
});

test('an owner asks everybody for a second step, and the page counts who has none', async () => {
  const { org, browser } = await owner();
  await memberOf(world, org, { role: 'agent' });
  expect((await browser.get(TEAM)).html).toContain('2 people have none yet');
  expect((await browser.post(`${TEAM}/second-step`, { staff_second_step: 'on' })).status).toBe(303);
  const [row] = await world.rows<{ wanted: boolean }>(
    org,
    `select staff_second_step as wanted from orgs where id = '${org.id}'`,
  );
  expect(row?.wanted).toBe(true);
  // Whoever is inside goes on; the next sign-in asks.
  expect((await browser.get('/office')).status).toBe(200);
});
