import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();
const key = () => crypto.randomUUID();
const SETTINGS = '/office/settings/messages';

async function house() {
  const org = await world.org({ name: 'Harbour & Hill' });
  const owner = await world.staff(org, { name: 'Jo Mercer' });
  const office = await world.signInStaff(org, owner);
  const customer = await world.customer(org);
  const contact = await world.contact(customer, { is_main: true });
  const browser = await world.signInContact(org, contact);
  const { location } = await browser.post(`/${org.slug}/messages/new`, { key: key(), body: 'When?' });
  const thread = `/office/messages/${location.split('/').at(-1) ?? ''}`;
  const add = (name: string, body: string) => office.post(`${SETTINGS}/replies`, { name, body });
  const replies = () =>
    world.rows<{ id: string; name: string; body: string }>(
      org,
      'select id, name, body from saved_replies order by name',
    );
  return { org, office, browser, path: location, thread, add, replies };
}

const LATE = 'Hello {{ customer.first_name }}, we are late. {{ staff.name }}, {{ org.name }}';

test('a saved reply is put into an answer with its gaps filled, and sent only when somebody sends it', async () => {
  const { office, browser, path, thread, add, replies } = await house();
  expect((await add('Late', LATE)).status).toBe(303);
  const [reply] = await replies();
  const put = await office.postFile(thread, { key: key(), body: 'Half typed', reply: reply?.id ?? '', insert: '1' });
  expect(put.html).toContain('Half typed\n\nHello Priya, we are late. Jo Mercer, Harbour &amp; Hill');
  expect((await browser.get(path)).html).not.toContain('we are late');
});

test('a tag that nothing fills is refused when it is saved, and named when it is put in', async () => {
  const { office, thread, add, replies } = await house();
  const unknown = await add('Bad', 'Hello {{ customer.iban }}');
  expect(unknown.status).toBe(422);
  expect(unknown.html).toContain('Nothing can fill {{ customer.iban }}');
  await add('About', 'This is about {{ subject.number }}.');
  const [reply] = await replies();
  const put = await office.postFile(thread, { key: key(), body: '', reply: reply?.id ?? '', insert: '1' });
  expect(put.html).toContain('Nothing fills {{ subject.number }} here');
});

test('a name is taken once, without regard to case, and at most 80 characters long', async () => {
  const { add, replies } = await house();
  expect((await add('Late', LATE)).status).toBe(303);
  const again = await add('LATE', 'Other');
  expect(again.status).toBe(422);
  expect(again.html).toContain('Another reply has this name');
  expect((await add('n'.repeat(80), 'x'.repeat(5000))).status).toBe(303);
  expect((await add('m'.repeat(81), 'Text')).status).toBe(422);
  expect((await add('Long', 'x'.repeat(5001))).status).toBe(422);
  expect(await replies()).toHaveLength(2);
});

test('a reply is changed and deleted, and another business’s is not there', async () => {
  const { office, add, replies } = await house();
  await add('Late', LATE);
  const [reply] = await replies();
  const id = reply?.id ?? '';
  const changed = await office.post(`${SETTINGS}/reply`, { id, name: 'Later', body: 'Soon.' });
  expect(changed.status).toBe(303);
  expect(await replies()).toEqual([{ id, name: 'Later', body: 'Soon.' }]);
  const stranger = await house();
  expect((await stranger.office.post(`${SETTINGS}/reply`, { id, name: 'Mine', body: 'Mine' })).status).toBe(404);
  expect((await stranger.office.post(`${SETTINGS}/reply-deletion`, { id })).status).toBe(404);
  const put = await stranger.office.postFile(stranger.thread, { key: key(), body: '', reply: id, insert: '1' });
  expect(put.html).toContain('Choose a saved reply first');
  expect((await office.post(`${SETTINGS}/reply-deletion`, { id })).status).toBe(303);
  expect(await replies()).toEqual([]);
});

test('nothing of all this was answered with an error', () => {
  expect(world.troubles).toEqual([]);
});
