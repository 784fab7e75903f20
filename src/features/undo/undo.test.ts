import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();
const undoIn = (html: string) => /action="(\/office\/undo\/[^"]+)"/.exec(html)?.[1] ?? '';

async function shop() {
  const org = await world.org();
  const office = await world.signInStaff(org, await world.staff(org));
  const customer = await world.customer(org);
  return { org, office, customer };
}

test.each(['customer', 'contact', 'site'] as const)('archiving a %s is taken back', async (kind) => {
  const { org, office, customer } = await shop();
  const contact = await world.contact(customer);
  const site = await world.site(org, { customer_id: customer.id });
  const here = {
    customer: `/office/customers/${customer.number}`,
    contact: `/office/customers/${customer.number}/contacts/${contact.id}`,
    site: `/office/sites/${site.id}`,
  }[kind];
  const archived = () => world.rows(org, `select archived_at is not null as archived from ${kind}s`);
  const done = await office.arrive(await office.post(`${here}/archiving`));
  expect(await archived()).toEqual([{ archived: true }]);
  const back = await office.post(undoIn(done.html));
  expect(back.location).toBe(here);
  expect(await archived()).toEqual([{ archived: false }]);
  expect((await office.post(undoIn(done.html))).status).toBe(409);
});

test('what was archived and changed since stays as it is', async () => {
  const { org, office, customer } = await shop();
  const here = `/office/customers/${customer.number}`;
  const done = await office.arrive(await office.post(`${here}/archiving`));
  world.clock.now = world.clock.now.add({ minutes: 1 });
  await office.post(`${here}/restoring`);
  await office.post(`${here}/archiving`);
  expect((await office.post(undoIn(done.html))).status).toBe(409);
  expect(await world.rows(org, 'select archived_at is not null as archived from customers')).toEqual([
    { archived: true },
  ]);
});

test('a link that was disabled opens again at the same address, unless it was enabled anew', async () => {
  const { org, office, customer } = await shop();
  const fields = { kind: 'customer', id: customer.id, back: `/office/customers/${customer.number}` };
  await office.post('/office/links', fields);
  const link = async () =>
    (
      await world.rows<{ id: string; on: boolean; generation: number }>(
        org,
        'select id, disabled_at is null as on, generation from links',
      )
    )[0];
  const before = await link();
  const disable = async () =>
    undoIn((await office.arrive(await office.post(`/office/links/${before?.id}/disabling`, fields))).html);
  const undo = await disable();
  expect((await link())?.on).toBe(false);
  expect((await office.post(undo)).location).toBe(fields.back);
  expect(await link()).toEqual(before);
  const late = await disable();
  await office.post('/office/links', fields);
  expect((await office.post(late)).status).toBe(409);
});
