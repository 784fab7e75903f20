import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();

test('a customer sees the next visit, what is owed and what came before on the first page', async () => {
  const org = await world.org({ phone: '+441632960142' });
  const anna = await world.staff(org, { public_name: 'Anna' });
  const customer = await world.customer(org);
  const contact = await world.contact(customer);
  const site = await world.site(org, { customer_id: customer.id });
  await world.job(customer, {
    step: 'dispatched',
    site_id: site.id,
    assigned_staff_id: anna.id,
    starts_at: Temporal.Instant.from('2026-11-24T08:00Z'),
    ends_at: Temporal.Instant.from('2026-11-24T12:00Z'),
  });
  await world.invoice(customer);
  const browser = await world.signInContact(org, contact);
  const page = await browser.get(`/${org.slug}`);
  const text = page.html;
  expect(world.troubles).toEqual([]);
  expect(text).toContain('Anna is coming tomorrow, Tuesday 24 November, between 8 and 12');
  expect(text).toContain('You owe £40.00, due Friday 27 November');
});
