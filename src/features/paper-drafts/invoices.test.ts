import { expect, test } from 'vitest';
import { draft, invoicesOf, lines, shop } from '../../../test/invoice-shop.ts';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();

test('a form sent several times at once makes one draft, and another when it was changed in between', async () => {
  const here = await shop(world);
  const form = await here.office.get(`/office/invoices/new?customer=${here.customer.number}`);
  const [, key = ''] = /name="key" value="([^"]+)"/.exec(form.html) ?? [];
  const made = await Promise.all(Array.from({ length: 8 }, () => draft(here, { key })));
  expect(new Set(made).size).toBe(1);
  const changed = await draft(here, { key, 'qty[]': ['2', '2', '1'] });
  expect(changed).not.toBe(made[0]);
  expect(new Set((await invoicesOf(world, here.org)).map((one) => one.total_minor))).toEqual(new Set([8625n, 16305n]));
  expect(await invoicesOf(world, here.org)).toHaveLength(2);
});

test('500 lines are an invoice, 501 are refused', async () => {
  const here = await shop(world);
  const many = (count: number) => {
    const all = (text: string) => Array.from({ length: count }, () => text);
    return {
      'what[]': all('Round'),
      'qty[]': all('1'),
      'unit[]': all(''),
      'price[]': all('1.00'),
      'rate[]': all('2000'),
    };
  };
  await draft(here, many(500));
  expect((await invoicesOf(world, here.org))[0]?.net_minor).toBe(50_000n);
  const fields = { customer: here.customer.number, prices: 'before', press: 'save', ...many(501) };
  expect((await here.office.post('/office/invoices', fields)).status).toBe(422);
});

test('rows are added, taken away and worked out without anything being written', async () => {
  const { org, office, customer } = await shop(world);
  const rowsIn = (html: string) => html.match(/name="what\[\]"/g)?.length;
  const send = (press: string) =>
    office.post('/office/invoices', { customer: customer.number, prices: 'before', press, ...lines });
  expect(rowsIn((await send('add')).html)).toBe(7);
  const removed = await send('remove-1');
  expect(removed.html).not.toContain('value="Windows"');
  expect(removed.html).toContain('value="Sign over the door"');
  expect((await send('preview')).html).toContain('£86.25');
  expect(await invoicesOf(world, org)).toEqual([]);
});

test('a draft is changed and deleted, an issued invoice neither', async () => {
  const here = await shop(world);
  const [path, gone] = [await draft(here), await draft(here)];
  const change = { customer: here.customer.number, prices: 'with', press: 'save', ...lines };
  expect((await here.office.post(path, change)).status).toBe(303);
  expect((await here.office.get(`${path}/edit`)).html).toContain('value="64.00"');
  expect((await here.office.get(`${gone}/deletion`)).html).toContain('Delete this draft?');
  await here.office.post(`${gone}/deletion`);
  expect((await here.office.get(gone)).status).toBe(404);
  await here.office.post(`${path}/issue`);
  expect((await invoicesOf(world, here.org)).map((row) => [row.number, row.total_minor])).toEqual([['1001', 7300n]]);
  for (const part of ['', '/deletion']) expect((await here.office.post(`${path}${part}`, change)).status).toBe(409);
  expect((await here.office.get(`${path}/edit`)).status).toBe(409);
});

test('an invoice from a job begins with its work and price, and the job’s page shows it', async () => {
  const { office, customer } = await shop(world);
  const job = await world.job(customer, { title: 'Gutter guards', price_minor: 32_000n, currency: 'GBP' });
  const form = await office.get(`/office/invoices/new?customer=${customer.number}&job=${job.number}`);
  expect(form.html).toContain('value="Gutter guards"');
  expect(form.html).toContain('value="320.00"');
  const fields = { customer: customer.number, job: job.number, prices: 'before', press: 'save', ...lines };
  const { location } = await office.post('/office/invoices', fields);
  expect((await office.get(`/office/jobs/${job.number}`)).html).toContain(location);
});

test.each<[string, Record<string, string | string[]>, string]>([
  ['a price that is none', { 'price[]': ['64.00', 'twenty', ''] }, 'Line 2: “twenty” is not a price'],
  ['no price', { 'price[]': ['64.00', '', ''] }, 'Line 2: type a price'],
  ['a quantity with five places', { 'qty[]': ['1', '0.00001', '1'] }, 'Line 2:'],
  ['no words', { 'what[]': ['', 'Sign', ''] }, 'Line 1: say what it is for'],
  ['words one character too many', { 'what[]': ['x'.repeat(2001), 'Sign', ''] }, 'Line 1: the text is too long'],
  ['a rate out of the air', { 'rate[]': ['99999', '500', '2000'] }, 'Line 1: choose a tax rate'],
  ['a due date before its own', { issued_on: '2026-11-23', due_on: '2026-10-23' }, '14 days later would be Mon 7 Dec'],
  ['a day that is none', { issued_on: '2026-02-30' }, 'is not a day'],
  ['a job of nobody', { job: '4711' }, 'no job of that number'],
  [
    'more than an invoice holds',
    { 'price[]': ['9999999999.99', '1', ''], 'qty[]': ['9', '1', '1'] },
    'more than an invoice',
  ],
])('%s: the form comes back with what was typed, and nothing is written', async (_, given, words) => {
  const { org, office, customer } = await shop(world);
  const fields = { customer: customer.number, prices: 'before', press: 'save', note: 'Bird nest', ...lines, ...given };
  const answer = await office.post('/office/invoices', fields);
  expect(answer.status).toBe(422);
  expect(answer.html).toContain(words);
  expect(answer.html).toContain('Bird nest');
  expect(answer.html).toContain('value="pcs"');
  expect(await invoicesOf(world, org)).toEqual([]);
});
