import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';
import { jobShop } from '../../../test/jobs/shop.ts';

const world = await openWorld();
const { shop, jobsOf, eventsOf } = jobShop(world);

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
