import { expect, test } from 'vitest';
import { hurryTasks, runTasks } from '../../../test/post.ts';
import { OPEN, openWorld } from '../../../test/world.ts';

const world = await openWorld();
// Later than the database's clock, by which tasks are due: what waits for its time waits until it is hurried.
world.clock.now = Temporal.Instant.from('2090-03-06T09:00Z');
const key = () => crypto.randomUUID();
/** Longer than the pause between two notices about one conversation. */
const LATER = { minutes: 31 };

async function house(answer_notice = 'email') {
  const org = await world.org({ permissions: JSON.stringify(OPEN), answer_notice });
  const member = await world.staff(org);
  const customer = await world.customer(org);
  const contact = await world.contact(customer, { is_main: true, phone: '+447700900318' });
  const browser = await world.signInContact(org, contact);
  const { location } = await browser.post(`/${org.slug}/messages/new`, { key: key(), body: 'Which gate?' });
  const office = await world.signInStaff(org, member);
  const id = location.split('/').at(-1) ?? '';
  const answer = async (body: string) => {
    expect((await office.post(`/office/messages/${id}`, { key: key(), body })).status).toBe(303);
  };
  return { org, customer, contact, browser, office, path: location, id, answer };
}

/** Lets the time pass after which a contact who has not read is told, and counts what has been sent in all. */
async function told({ org }: Awaited<ReturnType<typeof house>>): Promise<string[]> {
  await hurryTasks(world);
  await runTasks(world);
  const rows = await world.rows<{ channel: string }>(
    org,
    `select channel from deliveries where kind = 'answer' order by id`,
  );
  return rows.map(({ channel }) => channel);
}

test('nobody is told of an answer until the business has switched it on', async () => {
  const fresh = await world.org();
  expect(fresh.answer_notice).toBe('off');
  const home = await house('off');
  await home.answer('The blue one.');
  expect(await told(home)).toEqual([]);
});

test('who has not read an answer is told once, however many answers there are', async () => {
  const home = await house();
  await home.answer('The blue one.');
  await home.answer('Beside the shed.');
  expect(await told(home)).toEqual(['email']);
  await home.answer('It sticks.');
  expect(await told(home)).toEqual(['email']);
});

test('what came within the pause is told after it, and nothing when it has been read by then', async () => {
  const home = await house();
  await home.answer('The blue one.');
  expect(await told(home)).toEqual(['email']);
  world.clock.now = world.clock.now.add({ minutes: 5 });
  await home.answer('It sticks.');
  expect(await told(home)).toEqual(['email']);
  world.clock.now = world.clock.now.add(LATER);
  expect(await told(home)).toEqual(['email', 'email']);
  await home.browser.get(home.path);
  world.clock.now = world.clock.now.add(LATER);
  await home.answer('Lift it.');
  await home.browser.get(home.path);
  expect(await told(home)).toEqual(['email', 'email']);
});

test('who has the conversation open reads it there and is not told', async () => {
  const home = await house();
  await home.answer('The blue one.');
  await home.browser.get(home.path);
  expect(await told(home)).toEqual([]);
});

test('a note is told to nobody', async () => {
  const home = await house();
  const noted = await home.office.post(`/office/messages/${home.id}/notes`, { key: key(), body: 'Not for her.' });
  expect(noted.status).toBe(303);
  expect(await told(home)).toEqual([]);
});

test('who may not read messages any more, or whose portal is closed, is not told', async () => {
  const home = await house();
  await home.answer('The blue one.');
  await world.as(home.org.id, (tx) =>
    tx
      .updateTable('contacts')
      .set({ permissions: JSON.stringify({ messages: 'none' }) })
      .where('org_id', '=', home.org.id)
      .where('id', '=', home.contact.id)
      .execute(),
  );
  expect(await told(home)).toEqual([]);
});

test('a text message is sent where the business chose that', async () => {
  const home = await house('sms_else_email');
  await home.answer('The blue one.');
  expect(await told(home)).toEqual(['sms']);
});

test('nothing of all this was answered with an error', () => {
  expect(world.troubles).toEqual([]);
});
