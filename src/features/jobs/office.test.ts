import { expect, test } from 'vitest';
import { openWorld, type Org } from '../../../test/world.ts';
import { NEXT_STEPS, STEPS, stepRefusal } from './job.ts';

const world = await openWorld();

async function shop(given: Parameters<typeof world.org>[0] = {}) {
  const org = await world.org(given);
  const member = await world.staff(org);
  const office = await world.signInStaff(org, member);
  const customer = await world.customer(org, { name: 'Hilltop Surgery' });
  return { org, member, office, customer };
}

const jobsOf = (org: Org) =>
  world.as(org.id, (tx) => tx.selectFrom('jobs').selectAll().where('org_id', '=', org.id).orderBy('number').execute());
const eventsOf = (org: Org, jobId: string) =>
  world.as(org.id, (tx) =>
    tx
      .selectFrom('job_events')
      .selectAll()
      .where('org_id', '=', org.id)
      .where('job_id', '=', jobId)
      .orderBy('id')
      .execute(),
  );

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

test('moving a job writes what the customer reads, and pressing twice is one step', async () => {
  const { org, office, customer } = await shop();
  const job = await world.job(customer, { step: 'dispatched' });
  const fields = { step: 'completed', note: 'Key under the mat' };
  const answers = await Promise.all([1, 2, 3].map(() => office.post(`/office/jobs/${job.number}/steps`, fields)));
  expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303]);
  expect(await eventsOf(org, job.id)).toMatchObject([
    { kind: 'step', step: 'completed', visible: true, note: null },
    { kind: 'note', visible: false, note: 'Key under the mat' },
  ]);
  const [moved] = await jobsOf(org);
  expect(moved).toMatchObject({ step: 'completed', completed_at: world.clock.now });
});

test('a pause needs a reason, which the customer reads, and going on takes it away', async () => {
  const { org, office, customer } = await shop();
  const job = await world.job(customer, { step: 'in_progress' });
  const path = `/office/jobs/${job.number}/steps`;
  const without = await office.post(path, { step: 'paused', note: 'Typed already' });
  expect(without.status).toBe(422);
  expect(without.html).toContain('Say why the job is paused');
  expect(without.html).toContain('Typed already');
  await office.post(path, { step: 'paused', pause_reason: 'Waiting for a part' });
  expect((await jobsOf(org))[0]).toMatchObject({ step: 'paused', pause_reason: 'Waiting for a part' });
  await office.post(path, { step: 'in_progress' });
  expect((await jobsOf(org))[0]).toMatchObject({ step: 'in_progress', pause_reason: null });
});

test('a step that isn’t open from here is refused and nothing is written', async () => {
  const { org, office, customer } = await shop();
  const job = await world.job(customer, { step: 'cancelled' });
  const answer = await office.post(`/office/jobs/${job.number}/steps`, { step: 'completed' });
  expect(answer.status).toBe(409);
  expect(await eventsOf(org, job.id)).toEqual([]);
});

test('from every step a job can go on, and nothing leads back to itself', () => {
  for (const step of STEPS) {
    expect(NEXT_STEPS[step].length).toBeGreaterThan(0);
    expect(stepRefusal(step, step)).toBe('jobs.refused-step');
  }
});

test('the chosen jobs move together; those that can’t stay and are named', async () => {
  const { org, office, customer } = await shop();
  const open = await world.job(customer, { step: 'dispatched' });
  const closed = await world.job(customer, { step: 'cancelled' });
  const fields = { job: [open.number, closed.number], deed: 'completed', back: '/office/jobs?step=all' };
  const answer = await office.post('/office/bulk/jobs', fields);
  expect(answer.html).toContain('One job was moved');
  expect(answer.html).toMatch(new RegExp(`>${closed.number}</a>`));
  expect((await jobsOf(org)).map((job) => job.step)).toEqual(['completed', 'cancelled']);
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

test('the list shows what is open, pages by key both ways, and filters by step, person, customer and day', async () => {
  const { office, customer, member, org } = await shop();
  for (let n = 0; n < 60; n++) {
    await world.job(customer, {
      number: `J${n}`,
      title: `Round ${n}`,
      created_at: world.clock.now.add({ minutes: n }),
      ...(n === 7 ? { assigned_staff_id: member.id, step: 'paused' } : {}),
      ...(n === 8 ? { starts_at: world.clock.now, ends_at: world.clock.now.add({ hours: 1 }) } : {}),
    });
  }
  await world.job(customer, { number: 'DONE', step: 'completed', completed_at: world.clock.now });
  const other = await world.customer(org);
  await world.job(other, { number: 'OTHER' });
  const numbersIn = (html: string) => [...html.matchAll(/<td class="num">([A-Z0-9]+)<\/td>/g)].map((match) => match[1]);
  const first = await office.get('/office/jobs');
  expect(numbersIn(first.html)).toHaveLength(50);
  expect(numbersIn(first.html)).not.toContain('DONE');
  const older = /rel="next" href="([^"]+)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const second = await office.get(older);
  expect(numbersIn(second.html)).toHaveLength(11);
  const newer = /rel="prev" href="([^"]+)"/.exec(second.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(numbersIn((await office.get(newer)).html)).toEqual(numbersIn(first.html));
  const shown = async (query: string) => numbersIn((await office.get(`/office/jobs?${query}`)).html);
  expect(await shown('step=completed')).toEqual(['DONE']);
  expect(await shown('step=paused')).toEqual(['J7']);
  expect(await shown(`who=${member.id}`)).toEqual(['J7']);
  expect(await shown(`customer=${other.number}`)).toEqual(['OTHER']);
  expect(await shown('from=2026-11-23&to=2026-11-23')).toEqual(['J8']);
  expect((await shown('sort=window'))[0]).toBe('J8');
  expect(await shown('customer=nobody')).toEqual([]);
  expect(await shown('who=me&after=rubbish&from=never')).toHaveLength(50);
});

test('a search for the customer goes straight on when it fits one, offers those that fit, and says when nobody does', async () => {
  const { office, org } = await shop();
  await world.customer(org, { number: '20001', name: 'Zubair & Sons' });
  await world.customer(org, { number: '20002', name: 'Zubair Müller' });
  expect((await office.get('/office/jobs/new?find=20001')).location).toBe('/office/jobs/new?customer=20001');
  expect((await office.get('/office/jobs/new?find=muller+zub')).location).toBe('/office/jobs/new?customer=20002');
  const both = await office.get('/office/jobs/new?find=zubair');
  expect(both.html).toContain('2 customers fit');
  expect(both.html).toContain('/office/jobs/new?customer=20001');
  expect((await office.get('/office/jobs/new?find=nobody+here')).html).toContain('Nobody fits');
  expect((await office.get('/office/jobs/new?customer=99999')).status).toBe(404);
});

test('a viewer reads jobs and changes none; another org’s job is not there', async () => {
  const { org, office, customer } = await shop();
  const job = await world.job(customer);
  const viewer = await world.signInStaff(org, await world.staff(org, { role: 'viewer' }));
  const page = await viewer.get(`/office/jobs/${job.number}`);
  expect(page.status).toBe(200);
  expect(page.html).not.toContain('Move job');
  for (const path of ['/office/jobs', '/office/bulk/jobs', `/office/jobs/${job.number}`])
    expect((await viewer.post(path, { step: 'completed' })).status).toBe(404);
  expect((await viewer.get('/office/jobs/new')).status).toBe(404);
  const stranger = await shop();
  const missing = await stranger.office.get('/office/jobs/99999');
  const foreign = await stranger.office.get(`/office/jobs/${job.number}`);
  expect([foreign.status, foreign.html]).toEqual([404, missing.html]);
  expect((await stranger.office.post(`/office/jobs/${job.number}/steps`, { step: 'completed' })).status).toBe(404);
  expect((await office.get(`/office/jobs/${job.number}`)).status).toBe(200);
});

test('internal notes and internal entries are marked as the office’s own', async () => {
  const { office, customer } = await shop();
  const job = await world.job(customer, { internal_notes: 'Dog bites' });
  await office.post(`/office/jobs/${job.number}/notes`, { note: 'Rang twice' });
  await office.post(`/office/jobs/${job.number}/notes`, { note: 'We come at nine', note_visible: 'on' });
  const page = await office.get(`/office/jobs/${job.number}`);
  expect(page.html).toContain('Never shown to the customer');
  expect(page.html).toContain('Office only');
  expect((await office.post(`/office/jobs/${job.number}/notes`, { note: '' })).status).toBe(422);
});

test('the customer’s view of a job is one press away, and no other address', async () => {
  const { org, office, customer } = await shop();
  const job = await world.job(customer);
  const page = await office.get(`/office/jobs/${job.number}`);
  expect(page.html).toContain(`value="/${org.slug}/jobs/${job.number}"`);
  const view = (to: string) => office.post(`/office/customers/${customer.number}/portal-view`, { to });
  expect((await view(`/${org.slug}/jobs/${job.number}`)).location).toBe(`/${org.slug}/jobs/${job.number}`);
  expect((await view('/office/settings')).location).toBe(`/${org.slug}`);
  expect((await view('//elsewhere.example')).location).toBe(`/${org.slug}`);
});
