import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();

async function shop(role = 'viewer') {
  const org = await world.org();
  const office = await world.signInStaff(org, await world.staff(org, { role }));
  const customer = await world.customer(org, { number: '10318' });
  const contact = await world.contact(customer, { is_main: true });
  return { org, office, customer, contact };
}

const VIEW = '/office/customers/10318/portal-view';

test('staff see the portal as the contact sees it, with a banner, and it is in the history', async () => {
  const { org, office, contact } = await shop();
  const answer = await office.post(VIEW, { contact: contact.id });
  expect(answer.location).toBe(`/${org.slug}`);
  const home = await office.arrive(answer);
  expect(home.status).toBe(200);
  expect(home.html).toContain('You are viewing as <b>Priya Raman</b>');
  expect((await office.get('/office/customers/10318')).html).toContain('Jo Mercer looked at the portal as Priya Raman');
});

test('without naming a contact staff see what the customer may see', async () => {
  const { org, office } = await shop();
  const home = await office.arrive(await office.post(VIEW));
  expect(home.html).toContain('You are viewing as <b>Priya Raman</b>');
  expect((await office.get(`/${org.slug}/jobs`)).status).toBe(200);
});

test('looking on counts as no view and opens no link', async () => {
  const { org, office, contact } = await shop();
  await world.linkPath(org, { kind: 'contact', customerId: contact.customer_id, contactId: contact.id });
  await office.arrive(await office.post(VIEW, { contact: contact.id }));
  const { html } = await office.get(`/office/customers/10318/contacts/${contact.id}`);
  expect(html).toMatch(/Opened<\/dt><dd>Not yet/);
  expect(html).toMatch(/Last in the portal<\/dt><dd>Not yet/);
});

test('a view ends after half an hour, and at once when the member of staff is gone', async () => {
  const { org, office, contact } = await shop();
  const began = world.clock.now;
  await office.post(VIEW, { contact: contact.id });
  world.clock.now = began.add({ minutes: 29 });
  expect((await office.get(`/${org.slug}`)).status).toBe(200);
  world.clock.now = began.add({ minutes: 30 });
  expect((await office.get(`/${org.slug}`)).status).toBe(303);
  await office.post(VIEW, { contact: contact.id });
  expect((await office.get(`/${org.slug}`)).status).toBe(200);
  await world.as(org.id, (tx) =>
    tx.updateTable('staff').set({ archived_at: world.clock.now }).where('org_id', '=', org.id).execute(),
  );
  expect((await office.get(`/${org.slug}`)).status).toBe(303);
  world.clock.now = began;
});

test('an archived customer’s portal can’t be looked at, nor one through a stranger’s contact', async () => {
  const { org, office, customer } = await shop();
  const neighbour = await world.contact(await world.customer(org));
  expect((await office.post(VIEW, { contact: neighbour.id })).status).toBe(404);
  expect((await office.post(VIEW, { contact: 'nobody' })).status).toBe(404);
  await world.as(org.id, (tx) =>
    tx
      .updateTable('customers')
      .set({ archived_at: world.clock.now })
      .where('org_id', '=', org.id)
      .where('id', '=', customer.id)
      .execute(),
  );
  expect((await office.post(VIEW)).status).toBe(409);
  expect(world.troubles).toEqual([]);
});
