import { expect, test } from 'vitest';
import { htmlValidator } from '../../../test/html-rules.ts';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();

async function mistakes(html: string): Promise<string[]> {
  const report = await htmlValidator.validateString(html);
  return report.results.flatMap((result) => result.messages.map((found) => `${found.ruleId}: ${found.message}`));
}

test('every page of customers, contacts and sites is sound HTML, empty, full and with mistakes in it', async () => {
  const org = await world.org();
  const office = await world.signInStaff(org, await world.staff(org));
  const empty = ['/office/customers', '/office/customers?archived=1', '/office/sites', '/office/customers?q=x'];
  for (const path of empty) expect([path, await mistakes((await office.get(path)).html)]).toEqual([path, []]);
  const customer = await world.customer(org, { number: 'X1', name: '<b>&"', notes: 'One\nTwo', line1: "'" });
  const main = await world.contact(customer, { is_main: true, phone: '+447700900318' });
  const bare = await world.contact(customer, { email: null, first_name: null, last_name: null });
  const site = await world.site(org, { customer_id: customer.id });
  await world.job(customer, { site_id: site.id });
  await world.invoice(customer);
  await world.linkPath(org, { kind: 'customer', customerId: customer.id });
  await world.linkPath(org, { kind: 'contact', customerId: customer.id, contactId: main.id });
  const one = '/office/customers/X1';
  const paths = [
    ...['', '/jobs', '/invoices', '/sites', '/contacts', '/edit', '/permissions'].map((part) => one + part),
    ...[main, bare].map((contact) => `${one}/contacts/${contact.id}`),
    ...['new', `${main.id}/edit`, `${main.id}/permissions`].map((part) => `${one}/contacts/${part}`),
    ...['', '/new', `/${site.id}`, `/${site.id}/edit`].map((part) => `/office/sites${part}`),
    '/office/customers',
    '/office/customers/new',
  ];
  for (const path of paths) {
    const { status, html } = await office.get(path);
    expect([path, status, await mistakes(html)]).toEqual([path, 200, []]);
  }
  for (const path of ['/office/customers', one, `${one}/contacts`, '/office/sites', `/office/sites/${site.id}`]) {
    const { status, html } = await office.post(path, { country: 'XX', email: 'x', phone: 'x', latitude: 'x' });
    expect([path, status, await mistakes(html)]).toEqual([path, 422, []]);
  }
  expect(world.troubles).toEqual([]);
});
