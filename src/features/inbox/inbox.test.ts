import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();
const key = () => crypto.randomUUID();

async function house() {
  const org = await world.org();
  const office = await world.signInStaff(org, await world.staff(org, { name: 'Jo Mercer' }));
  const ask = async (name: string, fields: Record<string, string>) => {
    const customer = await world.customer(org, { name });
    const browser = await world.signInContact(org, await world.contact(customer, { is_main: true }));
    const { location } = await browser.post(`/${org.slug}/messages/new`, { key: key(), ...fields });
    return `/office/messages/${location.split('/').at(-1) ?? ''}`;
  };
  const found = async (query: string) => {
    const { html } = await office.get(`/office/messages?${query}`);
    return ['Owen Bright', 'Amara Nwosu'].filter((name) => html.includes(name));
  };
  return { org, office, ask, found };
}

test('the inbox finds a thread by its subject, by what was written in it and noted, and by its customer', async () => {
  const { office, ask, found } = await house();
  const thread = await ask('Owen Bright', { subject: 'Boiler pressure', body: 'It fell below one bar.' });
  await ask('Amara Nwosu', { body: 'May we move the visit?' });
  await office.post(`${thread}/notes`, { key: key(), body: 'Spare valve in the van.' });
  for (const typed of ['pressure', 'below bar', 'owen', 'valve', 'press'])
    expect([typed, await found(`q=${encodeURIComponent(typed)}`)]).toEqual([typed, ['Owen Bright']]);
  expect(await found('q=visit')).toEqual(['Amara Nwosu']);
  expect(await found('q=nothing+like+it')).toEqual([]);
  expect(await found('')).toEqual(['Owen Bright', 'Amara Nwosu']);
});

test('it narrows to what nobody has read, to my own, to nobody’s and to closed ones', async () => {
  const { org, office, ask, found } = await house();
  const thread = await ask('Owen Bright', { body: 'It fell below one bar.' });
  await ask('Amara Nwosu', { body: 'May we move the visit?' });
  await office.get(thread);
  expect(await found('unread=1')).toEqual(['Amara Nwosu']);
  const [jo] = await world.rows<{ id: string }>(org, 'select id from staff');
  await office.post(`${thread}/assignment`, { staff: jo?.id ?? '' });
  expect(await found('who=mine')).toEqual(['Owen Bright']);
  expect(await found('who=nobody')).toEqual(['Amara Nwosu']);
  await office.post(`${thread}/closing`);
  expect(await found('state=closed')).toEqual(['Owen Bright']);
  expect(await found('')).toEqual(['Amara Nwosu']);
});

test('what another business was told is found by nobody else', async () => {
  const [mine, other] = [await house(), await house()];
  await other.ask('Owen Bright', { body: 'Our secret pressure.' });
  expect(await mine.found('q=pressure')).toEqual([]);
});

test('nothing of all this was answered with an error', () => {
  expect(world.troubles).toEqual([]);
});
