import { expect, test } from 'vitest';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();

async function shop() {
  const org = await world.org();
  const anna = await world.staff(org, { name: 'Anna' });
  const office = await world.signInStaff(org, anna);
  const customer = await world.customer(org);
  return { org, anna, office, customer };
}

const undoIn = (html: string) => /action="(\/office\/undo\/[^"]+)"/.exec(html)?.[1] ?? '';

test('many jobs are assigned after a page that names how many, and it is taken back', async () => {
  const { org, anna, office, customer } = await shop();
  const jobs = [await world.job(customer), await world.job(customer)];
  const fields = { job: jobs.map((job) => job.number), deed: 'assign', back: '/office/jobs?step=all' };
  const asked = await office.post('/office/bulk/jobs', fields);
  expect(asked.html).toContain('Assign 2 jobs');
  const done = await office.arrive(await office.post('/office/bulk/jobs', { ...fields, sure: 'yes', who: anna.id }));
  expect(done.html).toContain('2 jobs were assigned.');
  const assigned = () =>
    world.rows<{ who: string | null }>(org, `select assigned_staff_id as who from jobs order by number`);
  expect(await assigned()).toEqual([{ who: anna.id }, { who: anna.id }]);
  expect((await office.arrive(await office.post(undoIn(done.html)))).html).toContain('2 jobs are as before.');
  expect(await assigned()).toEqual([{ who: null }, { who: null }]);
});

test('a step for many is taken back for those that did not go on since', async () => {
  const { org, office, customer } = await shop();
  const jobs = [await world.job(customer, { number: 'J-1' }), await world.job(customer, { number: 'J-2' })];
  const fields = { job: jobs.map((job) => job.number), deed: 'completed', back: '/office/jobs' };
  const done = await office.arrive(await office.post('/office/bulk/jobs', fields));
  world.clock.now = world.clock.now.add({ minutes: 1 });
  await office.post('/office/jobs/J-2/steps', { step: 'in_progress' });
  const back = await office.arrive(await office.post(undoIn(done.html)));
  expect(back.html).toContain('The job is as before; one had changed since and stays.');
  expect(await world.rows(org, 'select number, step from jobs order by number')).toEqual([
    { number: 'J-1', step: 'received' },
    { number: 'J-2', step: 'in_progress' },
  ]);
});

test('what changed since is refused when it is taken back, and so is an hour later', async () => {
  const { office, customer } = await shop();
  await world.job(customer, { number: 'J-3' });
  const one = await office.arrive(await office.post('/office/jobs/J-3/steps', { step: 'dispatched' }));
  world.clock.now = world.clock.now.add({ minutes: 1 });
  const two = await office.arrive(await office.post('/office/jobs/J-3/steps', { step: 'arrived' }));
  const refused = await office.post(undoIn(one.html));
  expect([refused.status, refused.html.includes('Something changed since')]).toEqual([409, true]);
  world.clock.now = world.clock.now.add({ minutes: 61 });
  expect((await office.post(undoIn(two.html))).html).toContain('more than an hour ago');
});

test('cancelling many asks first; all that fit are those of the list, whatever is ticked', async () => {
  const { org, office, customer } = await shop();
  for (const step of ['received', 'paused', 'paused'])
    await world.job(customer, { step, pause_reason: step === 'paused' ? 'Rain' : null });
  const fields = { all: 'yes', deed: 'cancelled', back: '/office/jobs?step=paused' };
  expect((await office.post('/office/bulk/jobs', fields)).html).toContain('2 jobs: Cancelled');
  const sure = await office.post('/office/bulk/jobs', { ...fields, sure: 'yes' });
  expect(sure.location).toBe('/office/jobs?step=paused');
  expect(await world.rows(org, 'select step, count(*)::int from jobs group by step order by step')).toEqual([
    { step: 'cancelled', count: 2 },
    { step: 'received', count: 1 },
  ]);
  expect((await office.post('/office/bulk/jobs', { deed: 'completed', back: '/office/jobs' })).status).toBe(409);
});

test('drafts are issued together, each once; those that can’t be are named with the reason', async () => {
  const { org, office, customer } = await shop();
  await world.as(org.id, (tx) =>
    tx.insertInto('number_series').values({ org_id: org.id, kind: 'invoice', next_number: 1n }).execute(),
  );
  const draft = () => world.invoice(customer, { state: 'draft', number: null, issued_on: null, due_on: null });
  const [whole, empty] = [await draft(), await draft()];
  await world.invoiceLine(whole);
  const fields = { invoice: [whole.id, empty.id], deed: 'issue', back: '/office/invoices' };
  expect((await office.post('/office/bulk/invoices', fields)).html).toContain('Issue 2 invoices');
  const done = await office.post('/office/bulk/invoices', { ...fields, sure: 'yes' });
  expect(done.html).toContain('One invoice was issued');
  expect(done.html).toContain(`/office/invoices/${empty.id}`);
  expect(done.html).not.toContain(`/office/invoices/${whole.id}"`);
});

test('the papers of many come as one file', async () => {
  const { office, customer } = await shop();
  const invoices = [await world.invoice(customer), await world.invoice(customer)];
  const answer = await office.post('/office/bulk/invoices', {
    invoice: invoices.map((one) => one.id),
    deed: 'download',
    back: '/office/invoices',
  });
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.html.match(/-invoice-\d+\.pdf/g)?.length).toBeGreaterThanOrEqual(2);
});

test('many customers are archived and brought back', async () => {
  const { org, office, customer } = await shop();
  expect((await office.get('/office/bulk/customers')).html).toContain(`value="${customer.number}"`);
  const fields = { customer: customer.number, deed: 'archive', back: '/office/bulk/customers' };
  expect((await office.post('/office/bulk/customers', fields)).html).toContain('Archive one customer');
  const done = await office.arrive(await office.post('/office/bulk/customers', { ...fields, sure: 'yes' }));
  const archived = () => world.rows(org, 'select archived_at is not null as gone from customers');
  expect(await archived()).toEqual([{ gone: true }]);
  await office.post(undoIn(done.html));
  expect(await archived()).toEqual([{ gone: false }]);
});
