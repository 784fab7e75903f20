import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();

async function shop(role = 'agent') {
  const org = await world.org();
  const office = await world.signInStaff(org, await world.staff(org, { role }));
  const customer = await world.customer(org, { number: '10318', name: 'Priya Raman' });
  return { org, office, customer };
}

const siteRow = (orgId: string) =>
  world.as(orgId, (tx) => tx.selectFrom('sites').selectAll().where('org_id', '=', orgId).executeTakeFirstOrThrow());

test('a site is added with its place, point, zone and customer, and both histories tell it', async () => {
  const { org, office, customer } = await shop();
  const answer = await office.post('/office/sites', {
    name: 'Boathouse',
    customer: '10318',
    line1: '1 Fish Quay',
    country: 'GB',
    latitude: '50,3715',
    longitude: '−4.1427°',
    time_zone: 'Europe/Lisbon',
    access_notes: 'Key under\nthe pot',
  });
  expect(answer.status).toBe(303);
  expect(await siteRow(org.id)).toMatchObject({
    customer_id: customer.id,
    latitude: 50.3715,
    longitude: -4.1427,
    time_zone: 'Europe/Lisbon',
    access_notes: 'Key under\nthe pot',
  });
  const page = await office.arrive(answer);
  expect(page.html).toContain('Jo Mercer added this site');
  expect((await office.get('/office/customers/10318')).html).toContain('Jo Mercer attached the site Boathouse');
});

test('the form of a new site sent twice at once makes one', async () => {
  const { office } = await shop();
  const form = await office.get('/office/sites/new?customer=10318');
  const key = /name="key" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
  const send = () => office.post('/office/sites', { key, name: 'Boathouse', customer: '10318' });
  const [first, second] = await Promise.all([send(), send()]);
  expect(first.location).toMatch(/^\/office\/sites\/[^/]+$/);
  expect(second.location).toBe(first.location);
});

test('what is wrong with a site is said beside its field, and what was typed is kept', async () => {
  const { office } = await shop();
  const typed = {
    name: '',
    customer: 'NOBODY',
    latitude: '91',
    longitude: 'west',
    time_zone: '+02:00',
    postcode: '12555',
    city: 'Saltmouth',
  };
  const answer = await office.post('/office/sites', typed);
  expect(answer.status).toBe(422);
  for (const field of ['name', 'latitude', 'longitude', 'time_zone', 'postcode'])
    expect(answer.html).toContain(`id="f-${field}-error"`);
  expect(answer.html).toContain('value="Saltmouth"');
  const half = await office.post('/office/sites', { name: 'X', latitude: '50' });
  expect(half.html).toContain('Type both latitude and longitude, or neither.');
  const nobody = await office.post('/office/sites', { name: 'X', customer: 'NOBODY' });
  expect(nobody.html).toContain('There is no customer with the number NOBODY');
});

test('another org’s customer can’t be given a site, and its sites are not there', async () => {
  const { office } = await shop();
  const elsewhere = await world.org();
  const theirs = await world.customer(elsewhere, { number: 'THEIRS' });
  const site = await world.site(elsewhere, { customer_id: theirs.id });
  expect((await office.post('/office/sites', { name: 'X', customer: 'THEIRS' })).status).toBe(422);
  for (const path of ['', '/edit']) expect((await office.get(`/office/sites/${site.id}${path}`)).status).toBe(404);
  for (const path of ['', '/archiving', '/restoring', '/detaching'])
    expect((await office.post(`/office/sites/${site.id}${path}`, { name: 'X' })).status).toBe(404);
});

test('a site taken from its customer leaves the lists of that customer’s contacts', async () => {
  const { org, office, customer } = await shop();
  const contact = await world.contact(customer, { is_main: true });
  const site = await world.site(org, { customer_id: customer.id });
  await office.post(`/office/customers/10318/contacts/${contact.id}/sites`, { site: site.id });
  const chosen = () =>
    world.as(org.id, (tx) => tx.selectFrom('contact_sites').select('site_id').where('org_id', '=', org.id).execute());
  expect(await chosen()).toHaveLength(1);
  await office.post(`/office/sites/${site.id}/detaching`);
  expect(await chosen()).toEqual([]);
  expect((await siteRow(org.id)).customer_id).toBeNull();
});

test('a site’s page says who may see it and why', async () => {
  const { org, office, customer } = await shop();
  const site = await world.site(org, { customer_id: customer.id });
  const named = (first_name: string, permissions: object) =>
    world.contact(customer, { first_name, last_name: null, permissions: JSON.stringify(permissions) });
  await named('Allison', {});
  const chosen = await named('Charlotte', { sites: 'chosen' });
  await named('Norman', { sites: 'none' });
  await named('Clover', { sites: 'chosen' });
  await named('Shutter', { portal: 'no' });
  await office.post(`/office/customers/10318/contacts/${chosen.id}/sites`, { site: site.id });
  const { html } = await office.get(`/office/sites/${site.id}`);
  expect(html).toMatch(/Allison<\/a><\/th><td>Sees all sites/);
  expect(html).toMatch(/Charlotte<\/a><\/th><td>Was given this site/);
  expect(html).not.toMatch(/Norman|Clover|Shutter/);
});

test('sites are found by their own words, their customer’s, and without a customer', async () => {
  const { org, office, customer } = await shop();
  await world.site(org, { customer_id: customer.id, name: 'Boathouse', postcode: 'SM4 2TR' });
  await world.site(org, { name: 'Lighthouse' });
  const find = async (q: string) => {
    const { html } = await office.get(`/office/sites?q=${encodeURIComponent(q)}`);
    return [html.includes('<b>Boathouse</b>'), html.includes('<b>Lighthouse</b>')];
  };
  expect(await find('boat')).toEqual([true, false]);
  expect(await find('raman sm42')).toEqual([true, false]);
  expect(await find('light')).toEqual([false, true]);
  expect(await find('house')).toEqual([false, false]);
  expect(await find('')).toEqual([true, true]);
});

test('an archived site leaves the list and comes back', async () => {
  const { org, office } = await shop();
  const site = await world.site(org, { name: 'Lighthouse' });
  const answer = await office.post(`/office/sites/${site.id}/archiving`);
  expect((await office.arrive(answer)).html).toContain(`action="/office/sites/${site.id}/restoring"`);
  expect((await office.get('/office/sites')).html).not.toContain('Lighthouse');
  expect((await office.get('/office/sites?archived=1')).html).toContain('Lighthouse');
  await office.post(`/office/sites/${site.id}/restoring`);
  expect((await office.get('/office/sites')).html).toContain('Lighthouse');
});

test('a viewer sees sites and changes none', async () => {
  const { org, office } = await shop('viewer');
  const site = await world.site(org);
  expect((await office.get(`/office/sites/${site.id}`)).status).toBe(200);
  for (const path of ['', `/${site.id}`, `/${site.id}/archiving`, `/${site.id}/detaching`])
    expect((await office.post(`/office/sites${path}`, { name: 'X' })).status).toBe(404);
  expect(world.troubles).toEqual([]);
});
