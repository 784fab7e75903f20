import { expect, test } from 'vitest';
import { OPEN, openWorld } from '../../../test/world.ts';

const world = await openWorld();
const org = await world.org({ phone: '+441632960142' });
const path = `/${org.slug}/details`;

test('a customer reads what is on file, and whom to ring to have it corrected', async () => {
  const customer = await world.customer(org, {
    name: 'Saltmouth Estates',
    line1: '1 Fish Quay',
    city: 'Berlin',
    postcode: '12555',
    country: 'DE',
    billing_name: 'Estates, Accounts',
    billing_address: 'PO Box 7\nSaltmouth',
    vat_id: 'GB 123 4567 89',
    language: 'fr',
    permissions: JSON.stringify({ ...OPEN, details: 'view' }),
    notes: 'CANARY-notes',
  });
  const contact = await world.contact(customer, { first_name: 'Tom', last_name: 'Whitfield', position: 'Facilities' });
  await world.contact(customer, { first_name: 'Gone', archived_at: Temporal.Instant.from('2026-01-01T00:00Z') });
  await world.contact(await world.customer(org), { first_name: 'Stranger' });
  const { html } = await (await world.signInContact(org, contact)).get(path);
  for (const text of [
    'Saltmouth Estates',
    customer.number,
    '1 Fish Quay',
    '12555 Berlin',
    'Germany',
    'Estates, Accounts',
    'PO Box 7',
    'GB 123 4567 89',
    'French',
    'Tom Whitfield',
    'Facilities',
    'ring us on <a href="tel:+441632960142">',
  ])
    expect(html).toContain(text);
  expect(html).not.toMatch(/CANARY|Gone|Stranger/);
});

test('whoever may not see details finds no such page', async () => {
  const closed = await world.customer(org, { permissions: JSON.stringify({ ...OPEN, details: 'none' }) });
  const visitor = await world.signInContact(org, await world.contact(closed));
  expect((await visitor.get(path)).status).toBe(404);
  expect((await visitor.get(`/${org.slug}/more`)).html).not.toContain('My details');
});

test('a language and a country nobody knows stay as they are written', async () => {
  const customer = await world.customer(org, { language: 'not a tag', country: 'ZZ' });
  const visitor = await world.signInContact(org, await world.contact(customer));
  expect((await visitor.get(path)).html).toContain('not a tag');
});
