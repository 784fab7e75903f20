import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';
import { system } from '../../kernel/actor.ts';
import { peopleBehind } from '../signin/people.ts';

const world = await openWorld();

/** In Auckland it is already Tuesday when London has Monday morning. */
async function shop() {
  const org = await world.org({ time_zone: 'Pacific/Auckland' });
  const customer = await world.customer(org, { number: '10318' });
  const contact = await world.contact(customer, { is_main: true, email: 'priya@raman.example' });
  const office = await world.signInStaff(org, await world.staff(org, { role: 'agent' }));
  return { org, customer, contact, office, path: `/office/customers/10318/contacts/${contact.id}` };
}

test('on the last day a contact still comes in; when it is over, by the org’s clock, nothing opens any more', async () => {
  const { org, customer, contact, office, path } = await shop();
  const portal = await world.signInContact(org, contact);
  const link = await world.openLink(org, { kind: 'contact', customerId: customer.id, contactId: contact.id });
  const opens = async () => [(await portal.get(`/${org.slug}`)).status, (await link.get(`/${org.slug}`)).status];
  const behind = async () => {
    const who = { kind: 'email', value: 'priya@raman.example' } as const;
    const people = await world.services.db.inReadScope(system(org.id, 'test'), (tx) =>
      peopleBehind(tx, org, who, world.clock.now),
    );
    return people.length;
  };
  const said = await office.arrive(await office.post(`${path}/access-end`, { access_ends_on: '2026-11-23' }));
  expect(said.html).toContain('Access ends after Monday 23 November 2026');
  // 10:00 in London is 23:00 of the same Monday in Auckland.
  expect([await opens(), await behind()]).toEqual([[200, 200], 1]);
  const now = world.clock.now;
  world.clock.now = Temporal.Instant.from('2026-11-23T11:00Z');
  expect([await opens(), await behind()]).toEqual([[303, 303], 0]);
  expect((await office.get(path)).html).toContain('Access ended on');
  await office.post(`${path}/access-end`, { access_ends_on: '' });
  expect([await opens(), await behind()]).toEqual([[200, 200], 1]);
  world.clock.now = now;
  expect((await office.get(path)).html).toContain('set the last day of access of');
});

test('what is no day is said beside the field, with what was typed', async () => {
  const { org, office, path } = await shop();
  const answer = await office.post(`${path}/access-end`, { access_ends_on: '31 Novembre' });
  expect(answer.status).toBe(422);
  expect(answer.html).toContain('Type a day, such as 31/12/2026');
  expect(answer.html).toContain('value="31 Novembre"');
  expect(await world.rows(org, 'select access_ends_on from contacts')).toEqual([{ access_ends_on: null }]);
});
