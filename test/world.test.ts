import { expect, test } from 'vitest';
import { openWorld } from './world.ts';

const world = await openWorld();

test('a member of staff and a contact hold sessions, and a link begins one', async () => {
  const org = await world.org();
  const customer = await world.customer(org);
  const contact = await world.contact(customer, { is_main: true });
  const office = await world.signInStaff(org, await world.staff(org));
  const portal = await world.signInContact(org, contact);
  expect([...office.cookies.keys(), ...portal.cookies.keys()]).toEqual(['office', `portal_${org.slug}`]);
  expect(await world.linkPath(org, { kind: 'customer', customerId: customer.id })).toMatch(/^\/l\/[A-Za-z0-9_-]{43}$/);
});
