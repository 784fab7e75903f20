import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';
import { runTasks } from '../../../test/post.ts';

const world = await openWorld();
const key = () => crypto.randomUUID();

async function house() {
  const org = await world.org();
  const member = await world.staff(org);
  const customer = await world.customer(org);
  const contact = await world.contact(customer, { is_main: true });
  const browser = await world.signInContact(org, contact);
  const { location } = await browser.post(`/${org.slug}/messages/new`, { key: key(), body: 'Hello' });
  const id = location.split('/').at(-1) ?? '';
  return { org, member, customer, contact, browser, id, office: await world.signInStaff(org, member) };
}

type Screen = Awaited<ReturnType<Awaited<ReturnType<typeof house>>['browser']['stream']>>;

/** Reads until the stream says this or ends. */
async function until(screen: Screen, word: string): Promise<boolean> {
  for (;;) {
    const said = await screen.next();
    if (said === '') return false;
    if (said.includes(word)) return true;
  }
}

test('both open screens of a thread are told of a message, and the customer’s is not told of a note', async () => {
  const { org, browser, office, id } = await house();
  // The first screen of a process waits for its ear: everybody looks again when it is open.
  const first = await browser.stream(`/${org.slug}/live`);
  await until(first, 'changed');
  const phone = await browser.stream(`/${org.slug}/live?thread=${id}&at=1`);
  const desk = await office.stream(`/office/live?thread=${id}&at=1`);
  await office.post(`/office/messages/${id}/notes`, { key: key(), body: 'For us' });
  expect(await until(desk, 'changed')).toBe(true);
  await office.post(`/office/messages/${id}`, { key: key(), body: 'For her' });
  expect(await until(desk, 'changed')).toBe(true);
  // Its beginning, then the one change that concerns it.
  expect(await phone.next()).not.toContain('changed');
  expect((await phone.next()).match(/changed/g)).toHaveLength(1);
  await Promise.all([first.leave(), phone.leave(), desk.leave()]);
});

test('a screen that only counts hears of every thread of its own, and the desk of its own notices', async () => {
  const { org, browser, office, id } = await house();
  const bar = await browser.stream(`/${org.slug}/live?counts=only`);
  const rail = await office.stream('/office/live?counts=only');
  const numbers = async (of: typeof browser, path: string) =>
    JSON.parse((await of.get(path)).html).map(({ shown }: { shown: string }) => shown);
  expect(await numbers(browser, `/${org.slug}/counts`)).toEqual(['']);
  await office.post(`/office/messages/${id}`, { key: key(), body: 'For her' });
  expect(await until(bar, 'changed')).toBe(true);
  expect(await numbers(browser, `/${org.slug}/counts`)).toEqual(['1']);
  await until(rail, 'changed');
  // The office is told of her first message.
  await runTasks(world);
  expect(await until(rail, 'counts')).toBe(true);
  expect((await numbers(office, '/office/counts'))[0]).toBe('1');
  await office.post('/office/notices/read');
  expect(await until(rail, 'counts')).toBe(true);
  expect((await numbers(office, '/office/counts'))[0]).toBe('');
  await Promise.all([bar.leave(), rail.leave()]);
});

test('screens that only count leave half of the places to those on which people write', async () => {
  const { org, browser } = await house();
  const counting = await Promise.all(Array.from({ length: 4 }, () => browser.stream(`/${org.slug}/live?counts=only`)));
  expect(counting.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 429]);
  const writing = await browser.stream(`/${org.slug}/live`);
  expect(writing.status).toBe(200);
  await Promise.all([...counting, writing].map((screen) => screen.leave()));
});

test('a screen that comes after something changed is told at once', async () => {
  const { org, browser, office, id } = await house();
  await office.post(`/office/messages/${id}`, { key: key(), body: 'Before you looked' });
  const phone = await browser.stream(`/${org.slug}/live?thread=${id}&at=1`);
  expect(await until(phone, 'changed')).toBe(true);
  await phone.leave();
});

test('taking a right away ends the screen, and a stranger’s thread has none', async () => {
  const { org, browser, id, contact } = await house();
  const other = await house();
  expect((await browser.stream(`/${org.slug}/live?thread=${other.id}`)).status).toBe(404);
  const phone = await browser.stream(`/${org.slug}/live?thread=${id}&at=1`);
  await world.as(org.id, (tx) =>
    tx
      .updateTable('contacts')
      .set({ permissions: JSON.stringify({ messages: 'none' }) })
      .where('org_id', '=', org.id)
      .where('id', '=', contact.id)
      .execute(),
  );
  expect(await until(phone, 'again')).toBe(true);
  expect(await phone.next()).toBe('');
  expect((await browser.stream(`/${org.slug}/live?thread=${id}`)).status).toBe(404);
});

test('a session has six screens and no seventh', async () => {
  const { org, browser } = await house();
  const screens = await Promise.all(Array.from({ length: 7 }, () => browser.stream(`/${org.slug}/live`)));
  expect(screens.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 200, 429]);
  await Promise.all(screens.map((screen) => screen.leave()));
  expect(world.services.live.size).toBe(0);
});
