import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';
import { jobShop } from '../../../test/jobs/shop.ts';

const world = await openWorld();
const { shop, jobsOf, eventsOf } = jobShop(world);

test('a new job takes the next number, with its window in the org’s zone and its first step on the timeline', async () => {
  const { org, office, customer, member } = await shop();
  const answer = await office.post('/office/jobs', {
    customer: customer.number,
    title: 'Window cleaning',
    internal_notes: 'Dog bites',
    day: '2026-11-24',
    from: '8',
    to: '12:30',
    engineer: member.id,
    price: '40.00',
  });
  expect([answer.status, answer.location]).toEqual([303, '/office/jobs/1001']);
  const [job] = await jobsOf(org);
  expect(job).toMatchObject({ title: 'Window cleaning', price_minor: 4000n, currency: 'GBP', step: 'received' });
  expect([job?.starts_at?.toString(), job?.ends_at?.toString()]).toEqual([
    '2026-11-24T08:00:00Z',
    '2026-11-24T12:30:00Z',
  ]);
  expect(await eventsOf(org, job?.id ?? '')).toMatchObject([{ kind: 'step', step: 'received', visible: true }]);
  const page = await office.arrive(answer);
  expect(page.html).toContain('Job 1001 is made.');
  expect(page.html).toContain('Tue 24 Nov, 8:00–12:30');
});

test('times are those of the site, where it has a zone of its own', async () => {
  const { org, office, customer } = await shop();
  const site = await world.site(org, { customer_id: customer.id, time_zone: 'Europe/Berlin' });
  const fields = { customer: customer.number, title: 'Service', site: site.id, day: '2026-07-01', from: '8', to: '24' };
  await office.post('/office/jobs', fields);
  const [job] = await jobsOf(org);
  expect([job?.starts_at?.toString(), job?.ends_at?.toString()]).toEqual([
    '2026-07-01T06:00:00Z',
    '2026-07-01T22:00:00Z',
  ]);
});

test.each<[string, Record<string, string>, string]>([
  ['no title', { title: '' }, 'Give the job a title'],
  ['a title one character too long', { title: 'x'.repeat(201) }, 'Shorten it'],
  ['an hour that the clocks skip', { day: '2026-03-29', from: '1:30', to: '4' }, 'the clocks go forward'],
  ['an end in the skipped hour', { day: '2026-03-29', from: '0:30', to: '1:30' }, 'the clocks go forward'],
  ['times without a day', { from: '8', to: '12' }, 'Choose the day'],
  ['a day without times', { day: '2026-11-24' }, 'Say from when to when'],
  ['an end long before the beginning', { day: '2026-11-24', from: '12', to: '8' }, 'ends before it begins'],
  ['no time of day', { day: '2026-11-24', from: 'early', to: '12' }, 'is not a time of day'],
  ['no price', { price: 'a lot' }, 'is not a price'],
  ['no e-mail address', { affected_email: 'anna' }, 'is not an e-mail address'],
  ['no phone number', { affected_phone: '12' }, 'is not a phone number'],
  ['an id that is none', { site: 'here' }, 'not one of the customer’s'],
])('%s: the form comes back with what was typed, and nothing is written', async (_, typed, words) => {
  const { org, office, customer } = await shop();
  const answer = await office.post('/office/jobs', {
    customer: customer.number,
    title: 'Roof “check”',
    description: 'Slate <b>loose</b>',
    ...typed,
  });
  expect(answer.status).toBe(422);
  expect(answer.html).toContain(words);
  expect(answer.html).toContain('Slate &lt;b>loose&lt;/b>');
  expect(await jobsOf(org)).toEqual([]);
});

test('a title at its limit is taken, and a window over midnight ends the next morning', async () => {
  const { org, office, customer } = await shop();
  const title = '𝄞'.repeat(200);
  const fields = { customer: customer.number, title, day: '2026-11-24', from: '22', to: '6' };
  expect((await office.post('/office/jobs', fields)).status).toBe(303);
  const [job] = await jobsOf(org);
  expect([job?.title, job?.ends_at?.toString()]).toEqual([title, '2026-11-25T06:00:00Z']);
});

test('a time that comes twice in autumn is the first', async () => {
  const { org, office, customer } = await shop();
  const fields = { customer: customer.number, title: 'Night', day: '2026-10-25', from: '1:30', to: '5' };
  await office.post('/office/jobs', fields);
  const [job] = await jobsOf(org);
  expect(job?.starts_at?.toString()).toBe('2026-10-25T00:30:00Z');
});

test('site, contact and engineer of others are refused, a customer of another org isn’t there', async () => {
  const { org, office, customer } = await shop();
  const other = await shop();
  const foreign = {
    site: (await world.site(other.org)).id,
    main_contact: (await world.contact(other.customer)).id,
    engineer: other.member.id,
  };
  for (const [field, id] of Object.entries(foreign)) {
    const answer = await office.post('/office/jobs', { customer: customer.number, title: 'Work', [field]: id });
    expect(answer.status).toBe(422);
  }
  const stranger = await office.post('/office/jobs', { customer: other.customer.number, title: 'Work' });
  expect(stranger.status).toBe(404);
  expect(await jobsOf(org)).toEqual([]);
});

test('twenty jobs made at once have twenty numbers', async () => {
  const { org, office, customer } = await shop();
  const make = () => office.post('/office/jobs', { customer: customer.number, title: 'Work' });
  await Promise.all(Array.from({ length: 20 }, make));
  expect((await jobsOf(org)).map((job) => Number(job.number))).toEqual(
    Array.from({ length: 20 }, (_, at) => 1001 + at),
  );
});

test('a form sent several times at once makes one job, and another when it was changed in between', async () => {
  const { org, office, customer } = await shop();
  const form = await office.get(`/office/jobs/new?customer=${customer.number}`);
  const [, key = ''] = /name="key" value="([^"]+)"/.exec(form.html) ?? [];
  const send = (title: string) => office.post('/office/jobs', { customer: customer.number, key, title });
  const answers = await Promise.all(Array.from({ length: 8 }, () => send('Gutters')));
  expect(new Set(answers.map((answer) => answer.location))).toEqual(new Set(['/office/jobs/1001']));
  expect((await send('Gutters')).location).toBe('/office/jobs/1001');
  expect((await send('Gutters and roof')).location).toBe('/office/jobs/1002');
  expect((await jobsOf(org)).map((job) => job.title)).toEqual(['Gutters', 'Gutters and roof']);
  expect(await eventsOf(org, (await jobsOf(org))[0]?.id ?? '')).toHaveLength(1);
});

test('a form keeps its key while it is mended', async () => {
  const { office, customer } = await shop();
  const key = crypto.randomUUID();
  const again = await office.post('/office/jobs', { customer: customer.number, key, title: '' });
  expect(again.status).toBe(422);
  expect(again.html).toContain(`name="key" value="${key}"`);
});

test('numbers that were imported are passed over', async () => {
  const { org, office, customer } = await shop();
  for (const number of ['1001', '1002', '1004']) await world.job(customer, { number });
  await office.post('/office/jobs', { customer: customer.number, title: 'First' });
  await office.post('/office/jobs', { customer: customer.number, title: 'Second' });
  expect((await jobsOf(org)).map((job) => job.number)).toEqual(['1001', '1002', '1003', '1004', '1005']);
});

test('a new window is an entry of the timeline; an edit that keeps it is none', async () => {
  const { org, office, customer } = await shop();
  const job = await world.job(customer);
  const fields = { customer: customer.number, title: 'Moved', day: '2026-11-30', from: '9', to: '11' };
  await office.post(`/office/jobs/${job.number}`, fields);
  await office.post(`/office/jobs/${job.number}`, { ...fields, title: 'Again' });
  expect(await eventsOf(org, job.id)).toMatchObject([{ kind: 'window', visible: true }]);
  const form = await office.get(`/office/jobs/${job.number}/edit`);
  expect(form.html).toContain('value="2026-11-30"');
  expect(form.html).toContain('value="09:00"');
});

test('an archived site stays with its job when the job is edited', async () => {
  const { org, office, customer } = await shop();
  const site = await world.site(org, { customer_id: customer.id, archived_at: world.clock.now });
  const job = await world.job(customer, { site_id: site.id });
  const form = await office.get(`/office/jobs/${job.number}/edit`);
  expect(form.html).toContain(site.id);
  await office.post(`/office/jobs/${job.number}`, { customer: customer.number, title: 'Still there', site: site.id });
  expect((await jobsOf(org))[0]?.site_id).toBe(site.id);
});
