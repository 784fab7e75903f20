import { expect, test } from 'vitest';
import { createApp } from '../../app.tsx';
import type { Services } from '../../platform/services.ts';
import type { Browser } from '../../../test/browser.ts';
import { htmlValidator } from '../../../test/html-rules.ts';
import { OPEN, openWorld, type Customer } from '../../../test/world.ts';

const world = await openWorld();
const org = await world.org({ phone: '+441632960142', bank_account: '1234 5678' });
const home = `/${org.slug}`;
const at = (text: string) => Temporal.Instant.from(text);
const window = { starts_at: at('2026-11-24T08:00Z'), ends_at: at('2026-11-24T12:00Z') };

async function pageOf(customer: Customer, path = home): Promise<string> {
  const visitor = await world.signInContact(org, await world.contact(customer));
  return (await visitor.get(path)).html;
}

test('the first page answers who comes when, what is owed and how to pay it, and what came before', async () => {
  const customer = await world.customer(org);
  const anna = await world.staff(org, { public_name: 'Anna' });
  const site = await world.site(org, { customer_id: customer.id });
  await world.job(customer, { step: 'dispatched', site_id: site.id, assigned_staff_id: anna.id, ...window });
  await world.job(customer, { title: 'Gutters', step: 'completed', completed_at: at('2026-10-27T09:40Z') });
  const invoice = await world.invoice(customer);
  const html = await pageOf(customer);
  for (const text of [
    'Anna is coming tomorrow, Tuesday 24 November, between 8 and 12',
    'Window cleaning at 14 Quay Terrace.',
    'Pay £40.00',
    `Invoice ${invoice.number}, due Friday 27 November`,
    `INV ${invoice.number}`,
    '1234 5678',
    'You owe £40.00, due Friday 27 November',
    'Gutters',
    'href="tel:+441632960142"',
  ])
    expect(html).toContain(text);
});

test('whoever is on the way comes before whatever is next', async () => {
  const customer = await world.customer(org);
  await world.job(customer, { title: 'Next', step: 'dispatched', ...window });
  await world.job(customer, {
    title: 'Now',
    step: 'on_the_way',
    starts_at: at('2026-11-24T10:00Z'),
    ends_at: at('2026-11-24T12:00Z'),
  });
  expect(await pageOf(customer)).toMatch(/<h1[^>]*>We are on the way<\/h1>.*Now. Your window is 10–12./s);
});

test('with nothing booked it says so and whom to ring; a job without a time is waiting', async () => {
  const customer = await world.customer(org);
  expect(await pageOf(customer)).toContain('Nothing is booked');
  await world.job(customer);
  const html = await pageOf(customer);
  expect(html).toContain('One job is waiting for a time. To book, ring us on 01632 960142.');
});

test('what is late is to be done first, and three are enough: the rest is a link away', async () => {
  const customer = await world.customer(org);
  for (const due of ['2026-12-01', '2026-11-27', '2026-11-14', '2026-12-03'])
    await world.invoice(customer, { due_on: Temporal.PlainDate.from(due) });
  const html = await pageOf(customer);
  expect([...html.matchAll(/(?:overdue since|, due) (\w+ \d+ \w+)<\/span>/g)].map(([, day]) => day)).toEqual([
    'Saturday 14 November',
    'Friday 27 November',
    'Tuesday 1 December',
  ]);
  expect(html).toContain('All 4 unpaid invoices');
  // Several at once are paid under the customer's number.
  expect(html).toContain(`<b>${customer.number}</b>`);
});

test('money that is already with us asks nobody to pay twice', async () => {
  const customer = await world.customer(org);
  await world.invoice(customer);
  await world.payment(customer, null, { amount_minor: 5250n });
  const html = await pageOf(customer);
  expect(html).toContain('You are £12.50 in credit');
  expect(html).not.toContain('For you to do');
});

test.each([
  ['jobs and invoices', { jobs: 'none', invoices: 'none' }, 'Hello Priya Raman', /Nothing is booked|£|You owe/],
  ['jobs', { jobs: 'none' }, 'You owe £40.00', /Nothing is booked|Window cleaning/],
  ['invoices', { invoices: 'none' }, 'We are coming tomorrow', /£|You owe/],
])('whoever may not see %s finds nothing of them', async (_, permissions, shown, hidden) => {
  const customer = await world.customer(org, { permissions: JSON.stringify(permissions) });
  await world.job(customer, { step: 'dispatched', ...window });
  await world.invoice(customer);
  const html = await pageOf(customer);
  expect(html).toContain(shown);
  expect(html).not.toMatch(hidden);
});

test('everything else: details, balance, sites, PIN and who is signed in, each only where it is open', async () => {
  const open = await world.customer(org, { name: 'Saltmouth Estates' });
  await world.site(org, { customer_id: open.id, name: 'Market Hall', line1: 'Market Square', access_notes: 'CANARY' });
  await world.site(org, { customer_id: open.id, name: 'Pulled down', archived_at: at('2026-01-01T00:00Z') });
  await world.site(org, { name: 'Nobody’s' });
  const html = await pageOf(open, `${home}/more`);
  for (const text of [
    'My details',
    'You owe nothing',
    'Market Hall',
    'Market Square',
    'Sign out',
    `${home}/details/security`,
  ])
    expect(html).toContain(text);
  expect(html).toContain(`Saltmouth Estates, customer ${open.number}`);
  expect(html).not.toMatch(/CANARY|Pulled down|Nobody’s/);

  const closed = { ...OPEN, invoices: 'none', details: 'none', sites: 'none' };
  const bare = await pageOf(await world.customer(org, { permissions: JSON.stringify(closed) }), `${home}/more`);
  expect(bare).not.toMatch(/My details|You owe|>Sites</);
});

test('a contact limited to chosen sites finds those alone', async () => {
  const customer = await world.customer(org, { permissions: JSON.stringify({ sites: 'chosen' }) });
  const contact = await world.contact(customer);
  const mine = await world.site(org, { customer_id: customer.id, name: 'Lifeboat House' });
  await world.site(org, { customer_id: customer.id, name: 'Net Loft' });
  await world.as(org.id, (tx) =>
    tx.insertInto('contact_sites').values({ org_id: org.id, contact_id: contact.id, site_id: mine.id }).execute(),
  );
  const { html } = await (await world.signInContact(org, contact)).get(`${home}/more`);
  expect(html).toContain('Lifeboat House');
  expect(html).not.toContain('Net Loft');
});

test('staff looking on see what the customer sees, under a banner, without a way to sign out or set a PIN', async () => {
  const customer = await world.customer(org, { name: 'Priya Raman' });
  const visitor = await world.viewAs(org, await world.staff(org), customer, await world.contact(customer));
  for (const path of [home, `${home}/jobs`, `${home}/invoices`, `${home}/details`, `${home}/more`]) {
    const { status, html } = await visitor.get(path);
    expect([path, status]).toEqual([path, 200]);
    expect(html).toContain('You are viewing as <b>Priya Raman</b>');
    expect(html).not.toMatch(/Sign out|details\/pin/);
  }
});

test('every page is valid HTML', async () => {
  const customer = await world.customer(org);
  const job = await world.job(customer, { step: 'paused', ...window });
  const invoice = await world.invoice(customer);
  await world.invoiceLine(invoice);
  await world.site(org, { customer_id: customer.id });
  const visitor = await world.signInContact(org, await world.contact(customer));
  const newcomer = await world.signInContact(org, await world.contact(await world.customer(org)));
  for (const path of ['', '/jobs', '/jobs?show=past', '/invoices', '/details', '/more'])
    for (const one of [visitor, newcomer]) expect([path, await faults(one, path)]).toEqual([path, []]);
  for (const path of [`/jobs/${job.number}`, `/invoices/${invoice.number}`])
    expect([path, await faults(visitor, path)]).toEqual([path, []]);
});

async function faults(visitor: Browser, path: string): Promise<string[]> {
  const { html } = await visitor.get(`${home}${path}`);
  const report = await htmlValidator.validateString(html);
  return report.results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}

test('every page takes two round trips: one for the session, one for the page', async () => {
  const customer = await world.customer(org);
  const job = await world.job(customer, { step: 'dispatched', ...window });
  const invoice = await world.invoice(customer);
  const visitor = await world.signInContact(org, await world.contact(customer));
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  let scopes = 0;
  const { db } = world.services;
  const counted: Services = {
    ...world.services,
    db: {
      ...db,
      inScope: (actor, work) => ((scopes += 1), db.inScope(actor, work)),
      inReadScope: (actor, work) => ((scopes += 1), db.inReadScope(actor, work)),
      inOneTrip: (actor, work) => ((scopes += 1), db.inOneTrip(actor, work)),
    },
  };
  const app = createApp(counted);
  for (const path of [
    '',
    '/jobs',
    `/jobs/${job.number}`,
    '/invoices',
    `/invoices/${invoice.number}`,
    '/details',
    '/more',
  ]) {
    scopes = 0;
    const answer = await app.request(`${world.services.baseUrl}${home}${path}`, { headers: { cookie } });
    expect([path, answer.status, scopes]).toEqual([path, 200, 2]);
  }
});

test('words of ours and shapes that are no org are no portal', async () => {
  const visitor = world.browser();
  for (const path of ['/favicon.ico', '/Robots', '/.env', '/-x', '/api', '/assets', '/l'])
    expect((await visitor.get(path)).status, path).toBe(404);
  expect((await visitor.get(home)).location).toBe(`${home}/sign-in`);
  expect(world.troubles).toEqual([]);
});
