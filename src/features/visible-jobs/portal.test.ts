import { expect, test } from 'vitest';
import { OPEN, openWorld } from '../../../test/world.ts';

const world = await openWorld();
const org = await world.org({ phone: '+441632960142' });
const customer = await world.customer(org);
const priya = await world.contact(customer);
const list = `/${org.slug}/jobs`;
const at = (text: string) => Temporal.Instant.from(text);
const window = { starts_at: at('2026-11-24T08:00Z'), ends_at: at('2026-11-24T12:00Z') };

test('jobs that are coming stand soonest first, those without a time last, and what is over is past', async () => {
  const visitor = await world.signInContact(org, priya);
  await world.job(customer, { title: 'Untimed' });
  await world.job(customer, { title: 'Later', starts_at: at('2026-12-24T08:00Z'), ends_at: at('2026-12-24T09:00Z') });
  await world.job(customer, { title: 'Sooner', step: 'scheduling', ...window });
  await world.job(customer, { title: 'Over', step: 'completed', completed_at: at('2026-11-02T09:40Z') });
  await world.job(customer, {
    title: 'Missed',
    step: 'dispatched',
    starts_at: at('2026-11-20T08:00Z'),
    ends_at: at('2026-11-20T12:00Z'),
  });
  const coming = await visitor.get(list);
  expect(titles(coming.html)).toEqual(['Sooner', 'Later', 'Untimed']);
  expect(coming.html).toContain('3 jobs are coming, 1 needs a time');
  expect(coming.html).toContain('Booked');
  expect(titles((await visitor.get(`${list}?show=past`)).html)).toEqual(['Missed', 'Over']);
  expect(titles((await visitor.get(`${list}?show=all`)).html)).toHaveLength(5);
});

test('sixty jobs at one and the same time come on three pages, each once, forth and back', async () => {
  const other = await world.customer(org);
  const visitor = await world.signInContact(org, await world.contact(other));
  await Promise.all(Array.from({ length: 60 }, (_, n) => world.job(other, { title: `Job ${n}`, ...window })));
  const pages: string[][] = [];
  let path: string | null = list;
  let last = '';
  while (path !== null) {
    last = (await visitor.get(path)).html;
    pages.push(titles(last));
    path = href(last, 'next');
  }
  expect(pages.map((page) => page.length)).toEqual([25, 25, 10]);
  expect(new Set(pages.flat()).size).toBe(60);
  const back = href(last, 'prev');
  expect(titles((await visitor.get(back ?? '')).html)).toEqual(pages[1]);
});

test('a cursor that is none of ours is the first page', async () => {
  const visitor = await world.signInContact(org, priya);
  const forged = (key: unknown) => Buffer.from(JSON.stringify([key, crypto.randomUUID()])).toString('base64url');
  for (const cursor of [
    'x',
    forged('-200000-01-01T00:00Z'),
    forged('2026-11-23T10:00Z[u-ca=hebrew]'),
    forged('today'),
    forged(null),
    forged(7),
  ]) {
    expect((await visitor.get(`${list}?after=${cursor}`)).status).toBe(200);
  }
  expect(world.troubles).toEqual([]);
});

test('without jobs the list says so, in the org’s own word, and whom to ring', async () => {
  const printer = await world.org({ job_word: 'Ticket', jobs_word: 'Tickets', phone: '+441632960199' });
  const visitor = await world.signInContact(printer, await world.contact(await world.customer(printer)));
  const { html } = await visitor.get(`/${printer.slug}/jobs`);
  expect(html).toContain('No Tickets are coming');
  expect(html).toContain('ring us on 01632 960199');
  expect(html).toContain('<title>Tickets');
});

test('a job says where it stands, who comes, what is done and where, and nothing the office keeps to itself', async () => {
  const anna = await world.staff(org, { name: 'Anna Kowalczyk-Secret', public_name: 'Anna' });
  const site = await world.site(org, {
    customer_id: customer.id,
    line1: '14 Quay Terrace',
    city: 'Saltmouth',
    postcode: 'SM4 2TR',
    access_notes: 'Side gate, on the latch.',
  });
  const job = await world.job(customer, {
    step: 'on_the_way',
    description: 'All outside windows (11)',
    internal_notes: 'CANARY-internal',
    site_id: site.id,
    assigned_staff_id: anna.id,
    price_minor: 4000n,
    currency: 'GBP',
    repeats: 'Every 4 weeks',
    next_due_on: Temporal.PlainDate.from('2026-12-22'),
    customer_reference: 'PO 77',
    affected_first_name: 'Tom',
    affected_last_name: 'Whitfield',
    affected_email: 'canary@affected.example',
    ...window,
  });
  await world.event(job, { happened_at: at('2026-11-23T08:41Z'), note: 'Left her last customer.' });
  await world.event(job, { step: 'received', happened_at: at('2026-10-27T09:00Z') });
  await world.event(job, { kind: 'note', note: 'CANARY-note', visible: false });
  const { html } = await (await world.signInContact(org, priya)).get(`${list}/${job.number}`);
  for (const text of [
    'Anna is on the way',
    'Since 8:41. Your window is 8–12.',
    'Left her last customer.',
    'Next: Anna arrives',
    'All outside windows (11)',
    '£40.00',
    '14 Quay Terrace, Saltmouth SM4 2TR',
    'Side gate, on the latch.',
    'Every 4 weeks',
    'Tuesday 22 December',
    'PO 77',
    'Tom Whitfield',
  ])
    expect(html).toContain(text);
  expect(html).not.toMatch(/canary|Secret/i);
});

test('an engineer without a public name is not named', async () => {
  const hidden = await world.staff(org, { name: 'Dean Hidden' });
  const job = await world.job(customer, { step: 'dispatched', assigned_staff_id: hidden.id, ...window });
  const { html } = await (await world.signInContact(org, priya)).get(`${list}/${job.number}`);
  expect(html).toContain('We are coming tomorrow');
  expect(html).not.toContain('Hidden');
});

test('times are told in the site’s zone, which is named where its clock differs', async () => {
  const site = await world.site(org, { customer_id: customer.id, name: 'Köpenick', time_zone: 'Europe/Berlin' });
  const job = await world.job(customer, { step: 'dispatched', site_id: site.id, ...window });
  const { html } = await (await world.signInContact(org, priya)).get(`${list}/${job.number}`);
  expect(html).toContain('between 9 and 1');
  expect(html).toContain('Central European');
});

test.each([
  ['no jobs at all', { jobs: 'none' }, []],
  ['those of their own', { jobs: 'view_own' }, ['Raised', 'Named']],
  ['those at their sites and of their own', { sites: 'chosen' }, ['Chosen', 'Raised', 'Named']],
  ['all', {}, ['Chosen', 'Elsewhere', 'Raised', 'Named']],
])('a contact with that permission sees %s, in the list and one by one', async (_, permissions, seen) => {
  const firm = await world.customer(org, { permissions: JSON.stringify(permissions) });
  const me = await world.contact(firm);
  const [chosen, other] = [
    await world.site(org, { customer_id: firm.id }),
    await world.site(org, { customer_id: firm.id }),
  ];
  await world.as(org.id, (tx) =>
    tx.insertInto('contact_sites').values({ org_id: org.id, contact_id: me.id, site_id: chosen.id }).execute(),
  );
  const jobs = {
    Chosen: await world.job(firm, { title: 'Chosen', site_id: chosen.id }),
    Elsewhere: await world.job(firm, { title: 'Elsewhere', site_id: other.id }),
    Raised: await world.job(firm, { title: 'Raised', raised_by_contact_id: me.id, site_id: other.id }),
    Named: await world.job(firm, { title: 'Named', main_contact_id: me.id }),
  };
  const visitor = await world.signInContact(org, me);
  const page = await visitor.get(list);
  expect(titles(page.html).toSorted()).toEqual(seen.toSorted());
  for (const [title, job] of Object.entries(jobs)) {
    const { status } = await visitor.get(`${list}/${job.number}`);
    expect(status, title).toBe(seen.includes(title as never) ? 200 : 404);
  }
});

test('a stranger’s job, another org’s and one that never was are the same bytes', async () => {
  const visitor = await world.signInContact(org, priya);
  const strangers = await world.job(await world.customer(org));
  const elsewhere = await world.job(await world.customer(await world.org()));
  const missing = await visitor.get(`${list}/never-was`);
  expect(missing.status).toBe(404);
  for (const number of [strangers.number, elsewhere.number, '%25', 'a%2Fb', 'x'.repeat(200)]) {
    const answer = await visitor.get(`${list}/${number}`);
    expect([number, answer.status, answer.html === missing.html]).toEqual([number, 404, true]);
  }
});

test('a job’s link opens that job alone: no list, no invoices, no details, no way to get in', async () => {
  const site = await world.site(org, { customer_id: customer.id, access_notes: 'Key under the pot.' });
  const job = await world.job(customer, { title: 'Mine', site_id: site.id, ...window });
  const other = await world.job(customer, { title: 'CANARY-other' });
  const invoice = await world.invoice(customer);
  const visitor = await world.openLink(org, { kind: 'job', customerId: customer.id, jobId: job.id });
  for (const path of [`/${org.slug}`, list, `/${org.slug}/more`]) {
    expect((await visitor.get(path)).location, path).toBe(`${list}/${job.number}`);
  }
  const { html } = await visitor.get(`${list}/${job.number}`);
  expect(html).toContain('Mine');
  expect(html).not.toMatch(/CANARY|Key under|href="[^"]*\/invoices/);
  for (const path of [
    `${list}/${other.number}`,
    `/${org.slug}/invoices`,
    `/${org.slug}/invoices/${invoice.number}`,
    `/${org.slug}/details`,
  ]) {
    expect((await visitor.get(path)).status, path).toBe(404);
  }
});

test('permissions taken away hold from the next request on', async () => {
  const firm = await world.customer(org, { permissions: JSON.stringify(OPEN) });
  const visitor = await world.signInContact(org, await world.contact(firm));
  expect((await visitor.get(list)).status).toBe(200);
  await world.as(org.id, (tx) =>
    tx
      .updateTable('customers')
      .set({ permissions: JSON.stringify({ jobs: 'none' }) })
      .where('org_id', '=', org.id)
      .where('id', '=', firm.id)
      .execute(),
  );
  expect((await visitor.get(list)).status).toBe(404);
});

/** The first column of the list, top to bottom. */
function titles(html: string): string[] {
  return [...html.matchAll(/class="c-main"><a[^>]*>([^<]*)</g)].map(([, title = '']) => title);
}

function href(html: string, rel: 'next' | 'prev'): string | null {
  const link = new RegExp(`<a[^>]*rel="${rel}"[^>]*>`).exec(html)?.[0] ?? '';
  return /href="([^"]*)"/.exec(link)?.[1]?.replaceAll('&amp;', '&') ?? null;
}
