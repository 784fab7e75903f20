import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { effectivePermissions } from '../../kernel/permissions.ts';
import type { ContactActor } from '../../kernel/actor.ts';
import { openWorld, OPEN, type Contact, type Customer, type Org } from '../../../test/world.ts';
import { jobsSince } from '../sessions/index.ts';

const world = await openWorld();

/** Six months before Monday 23 November 2026 in London is Saturday 23 May, which began at 23:00 UTC the day before. */
const LIMIT = Temporal.Instant.from('2026-05-22T23:00Z');
const window = (starts_at: Temporal.Instant) => ({ starts_at, ends_at: starts_at.add({ hours: 1 }) });

async function shop(given: { months: number | null; own?: number | null }) {
  const org = await world.org({ jobs_shown_months: given.months, phone: '+442079460123' });
  const customer = await world.customer(org, { jobs_shown_months: given.own ?? null });
  const contact = await world.contact(customer, { is_main: true });
  const past = { step: 'completed', completed_at: LIMIT };
  const onTheDay = await world.job(customer, { title: 'On the limit', ...past, ...window(LIMIT) });
  const before = await world.job(customer, {
    title: 'One minute before',
    ...past,
    ...window(LIMIT.subtract({ minutes: 1 })),
  });
  return { org, customer, contact, onTheDay, before };
}

const titles = (html: string) =>
  ['On the limit', 'One minute before', 'Still waiting', 'Under way', 'Never done'].filter((title) =>
    html.includes(title),
  );

test('a job from the first day that counts is shown, and one from a minute before is not', async () => {
  const { org, contact, onTheDay, before } = await shop({ months: 6 });
  const portal = await world.signInContact(org, contact);
  const { html } = await portal.get(`/${org.slug}/jobs?show=all`);
  expect(titles(html)).toEqual(['On the limit']);
  expect(html).toContain('Those from before Saturday 23 May 2026 are not shown here');
  expect(html).toContain('tel:+442079460123');
  expect(titles((await portal.get(`/${org.slug}/jobs?show=past`)).html)).toEqual(['On the limit']);
  expect(titles((await portal.get(`/${org.slug}`)).html)).toEqual(['On the limit']);
  expect((await portal.get(`/${org.slug}/jobs/${onTheDay.number}`)).status).toBe(200);
  expect((await portal.get(`/${org.slug}/jobs/${before.number}`)).status).toBe(404);
});

test('a day later the limit has moved on', async () => {
  const { org, contact } = await shop({ months: 6 });
  const now = world.clock.now;
  world.clock.now = now.add({ hours: 24 });
  const portal = await world.signInContact(org, contact);
  expect(titles((await portal.get(`/${org.slug}/jobs?show=all`)).html)).toEqual([]);
  world.clock.now = now;
});

test('without a limit all are shown and nothing is said; a customer may have a limit of its own, or none', async () => {
  for (const [given, shown] of [
    [{ months: null }, 2],
    [{ months: null, own: 6 }, 1],
    [{ months: 1, own: 6 }, 1],
    [{ months: 1 }, 0],
    [{ months: 1, own: 0 }, 2],
  ] as const) {
    const { org, contact } = await shop(given);
    const { html } = await (await world.signInContact(org, contact)).get(`/${org.slug}/jobs?show=all`);
    expect([given, titles(html).length]).toEqual([given, shown]);
    expect(html.includes('are not shown here')).toBe(shown < 2);
  }
});

test('what is still ahead or going on is shown however old it is; what was forgotten is as old as its window', async () => {
  const { org, customer, contact } = await shop({ months: 6 });
  const old = LIMIT.subtract({ hours: 9000 });
  await world.job(customer, { title: 'Still waiting', step: 'scheduling', created_at: old });
  await world.job(customer, { title: 'Under way', step: 'in_progress', ...window(old) });
  await world.job(customer, { title: 'Never done', step: 'scheduling', ...window(old) });
  const { html } = await (await world.signInContact(org, contact)).get(`/${org.slug}/jobs?show=all`);
  expect(titles(html)).toEqual(['On the limit', 'Still waiting', 'Under way']);
});

test('a link to one job shows it however old, until the link ends', async () => {
  const { org, customer, before } = await shop({ months: 6 });
  const visitor = await world.openLink(org, { kind: 'job', customerId: customer.id, jobId: before.id });
  expect((await visitor.get(`/${org.slug}/jobs/${before.number}`)).html).toContain('One minute before');
});

test('the database itself hides them, from a query that forgot', async () => {
  const { org, customer, contact } = await shop({ months: 6 });
  const rows = await world.services.db.inReadScope(actorOf(org, customer, contact), (tx) =>
    sql<{ title: string }>`select title from jobs`.execute(tx),
  );
  expect(rows.rows.map((row) => row.title)).toEqual(['On the limit']);
});

function actorOf(org: Org, customer: Customer, contact: Contact): ContactActor {
  const permissions = effectivePermissions({ org: OPEN, customer: {} });
  return {
    kind: 'contact',
    orgId: org.id,
    customerId: customer.id,
    customerName: customer.name,
    customerNumber: customer.number,
    contactId: contact.id,
    name: 'Priya',
    permissions,
    inherited: permissions,
    jobsSince: jobsSince(org, customer.jobs_shown_months, world.clock.now),
    subject: null,
    sessionId: org.id,
    assurance: 'normal',
    viewedBy: null,
  };
}

test('the office sets the limit, for all and for one customer, and takes no nonsense', async () => {
  const org = await world.org();
  const customer = await world.customer(org, { number: '10318' });
  const office = await world.signInStaff(org, await world.staff(org));
  const settings = '/office/settings/access/older-jobs';
  const own = '/office/customers/10318/older-jobs';
  for (const [path, months, status] of [
    [settings, '1', 303],
    [settings, '240', 303],
    [settings, '241', 422],
    [settings, '0', 422],
    [settings, '-3', 422],
    [settings, 'six', 422],
    [own, '0', 303],
    [own, '240', 303],
    [own, '241', 422],
  ] as const)
    expect([path, months, (await office.post(path, { months })).status]).toEqual([path, months, status]);
  expect(await world.rows(org, 'select jobs_shown_months from orgs')).toEqual([{ jobs_shown_months: 240 }]);
  await office.post(own, { months: '' });
  expect(await world.rows(org, 'select jobs_shown_months from customers')).toEqual([{ jobs_shown_months: null }]);
  expect((await office.get('/office/customers/10318')).html).toContain('changed how far back jobs are shown');
  const viewer = await world.signInStaff(org, await world.staff(org, { role: 'agent' }));
  expect((await viewer.post(own, { months: '3' })).status).toBe(404);
  expect(customer.jobs_shown_months).toBeNull();
});
