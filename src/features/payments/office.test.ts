import { expect, test } from 'vitest';
import { openWorld, type Customer, type Org } from '../../../test/world.ts';

const world = await openWorld();

async function shop() {
  const org = await world.org();
  const office = await world.signInStaff(org, await world.staff(org));
  const customer = await world.customer(org, { name: 'Hilltop Surgery' });
  return { org, office, customer };
}

const due = (day: string) => ({ due_on: Temporal.PlainDate.from(day) });
let keys = 0;
const form = (customer: Customer, given: Record<string, string> = {}) => ({
  customer: customer.number,
  key: `a key of a form ${++keys}`,
  amount: '50.00',
  received_on: '2026-11-20',
  method: 'transfer',
  split: 'oldest',
  press: 'save',
  ...given,
});

const paymentsOf = (org: Org) =>
  world.as(org.id, (tx) => tx.selectFrom('payments').selectAll().where('org_id', '=', org.id).execute());
async function setOn(org: Org, ...invoices: { id: string }[]): Promise<bigint[]> {
  const rows = await world.as(org.id, (tx) =>
    tx.selectFrom('allocations').selectAll().where('org_id', '=', org.id).execute(),
  );
  return invoices.map(({ id }) => rows.reduce((sum, row) => sum + (row.invoice_id === id ? row.amount_minor : 0n), 0n));
}
async function owedTo(org: Org): Promise<bigint> {
  const rows = await world.as(org.id, (tx) =>
    tx
      .selectFrom('ledger_entries')
      .select('amount_minor')
      .where('org_id', '=', org.id)
      .where('account', '=', 'receivable')
      .execute(),
  );
  return rows.reduce((sum, row) => sum + row.amount_minor, 0n);
}

test('a payment settles the longest due first; its page says what it pays', async () => {
  const { org, office, customer } = await shop();
  const later = await world.invoice(customer, due('2026-12-24'));
  const first = await world.invoice(customer, due('2026-11-01'));
  const answer = await office.post('/office/payments', form(customer));
  expect(answer.status).toBe(303);
  expect(await setOn(org, first, later)).toEqual([4000n, 1000n]);
  const page = await office.arrive(answer);
  expect(page.html).toContain('The payment of £50.00 is recorded.');
  expect(page.html).toContain(`/office/invoices/${first.id}`);
  expect(await owedTo(org)).toBe(3000n);
});

test('a preview shows how money is used and writes nothing', async () => {
  const { org, office, customer } = await shop();
  await world.invoice(customer, due('2026-11-01'));
  const preview = await office.post('/office/payments', form(customer, { press: 'preview' }));
  expect(preview.status).toBe(200);
  expect(preview.html).toContain('£40.00 of it');
  expect(preview.html).toContain('£10.00 stays as credit');
  expect(preview.html).toContain('value="50.00"');
  expect(await paymentsOf(org)).toEqual([]);
});

test('chosen amounts go where they are chosen, and the rest is credit', async () => {
  const { org, office, customer } = await shop();
  const [first, second] = [await world.invoice(customer), await world.invoice(customer)];
  const chosen = { split: 'chosen', [`part_${second.id}`]: '15.50', [`part_${first.id}`]: '' };
  await office.post('/office/payments', form(customer, chosen));
  expect(await setOn(org, first, second)).toEqual([0n, 1550n]);
});

test('amounts typed beside “the longest due first” are asked about, not passed over', async () => {
  const { org, office, customer } = await shop();
  const invoice = await world.invoice(customer);
  const answer = await office.post(
    '/office/payments',
    form(customer, { split: 'oldest', [`part_${invoice.id}`]: '5' }),
  );
  expect([answer.status, answer.html.includes('would be passed over')]).toEqual([422, true]);
  expect(await paymentsOf(org)).toEqual([]);
  const rich = await world.customer(org);
  const { location } = await office.post('/office/payments', form(rich, { amount: '50' }));
  const later = await world.invoice(rich);
  const credit = await office.post(`${location}/allocations`, {
    seen: '5000',
    split: 'oldest',
    [`part_${later.id}`]: '5',
  });
  expect([credit.status, credit.html.includes('would be passed over')]).toEqual([422, true]);
});

test('the same form sent five times at once is one payment, and each answer leads to it', async () => {
  const { org, office, customer } = await shop();
  await world.invoice(customer);
  const typed = form(customer, { amount: '10' });
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => office.post('/office/payments', typed)));
  expect(new Set(answers.map((answer) => answer.location)).size).toBe(1);
  expect(await paymentsOf(org)).toHaveLength(1);
  const other = await office.post('/office/payments', { ...typed, amount: '11' });
  expect([other.status, other.html.includes('This form was sent before')]).toEqual([409, true]);
  expect(await paymentsOf(org)).toHaveLength(1);
});

test.each<[string, Record<string, string>, string]>([
  ['nothing', { amount: '' }, 'Type an amount above nothing'],
  ['less than nothing', { amount: '-5' }, 'Type an amount above nothing'],
  ['no number', { amount: 'a lot' }, 'is not an amount'],
  ['a fraction of a penny', { amount: '1.005' }, 'is not an amount'],
  ['more than a payment holds', { amount: '10,000,000,000.01' }, 'beyond what one payment can hold'],
  ['a day to come', { received_on: '2026-11-24' }, 'This day is in the future'],
  ['no day', { received_on: 'soon' }, 'is not a day'],
  ['no way', { method: 'barter' }, 'Choose how it arrived'],
  ['a reference too long', { reference: 'x'.repeat(101) }, 'Shorten it'],
])('%s: the form comes back with what was typed and its key, and nothing is written', async (_, given, words) => {
  const { org, office, customer } = await shop();
  const typed = form(customer, { note: 'By the door', ...given });
  const answer = await office.post('/office/payments', typed);
  expect(answer.status).toBe(422);
  expect(answer.html).toContain(words);
  expect(answer.html).toContain('By the door');
  expect(answer.html).toContain(typed.key);
  expect(await paymentsOf(org)).toEqual([]);
});

test('more than an invoice needs, more than the payment, or a stranger’s invoice are refused beside their field', async () => {
  const { org, office, customer } = await shop();
  const [first, second] = [await world.invoice(customer), await world.invoice(customer)];
  const foreign = await world.invoice((await shop()).customer);
  const send = (parts: Record<string, string>) =>
    office.post('/office/payments', form(customer, { split: 'chosen', ...parts }));
  const over = await send({ [`part_${first.id}`]: '40.01' });
  const both = await send({ [`part_${first.id}`]: '40', [`part_${second.id}`]: '40' });
  const stranger = await send({ [`part_${foreign.id}`]: '1' });
  expect([over, both, stranger].map((answer) => answer.status)).toEqual([422, 422, 422]);
  expect(over.html).toContain('more than the invoice still needs');
  expect(both.html).toContain('more than the payment');
  expect(stranger.html).toContain('not waiting for money');
  expect(await paymentsOf(org)).toEqual([]);
});

test('a payment taken back opens its invoices again, once however often it is pressed', async () => {
  const { org, office, customer } = await shop();
  const invoice = await world.invoice(customer);
  const { location } = await office.post('/office/payments', form(customer, { amount: '40' }));
  expect((await office.get(`${location}/return`)).html).toContain('Take back this payment of £40.00?');
  const answers = await Promise.all([1, 2, 3].map(() => office.post(`${location}/return`)));
  expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303]);
  expect(await setOn(org, invoice)).toEqual([0n]);
  expect(await owedTo(org)).toBe(4000n);
  expect((await office.get(location)).html).toContain('Taken back');
  expect((await office.get(`${location}/allocations`)).status).toBe(409);
});

test('credit is used later, once however often it is pressed, and can be freed again', async () => {
  const { org, office, customer } = await shop();
  const { location } = await office.post('/office/payments', form(customer, { amount: '100' }));
  const invoice = await world.invoice(customer);
  expect((await office.get(`${location}/allocations`)).html).toContain('Use £100.00 of credit');
  const typed = { press: 'save', split: 'chosen', seen: '10000', [`part_${invoice.id}`]: '15' };
  const answers = await Promise.all([1, 2, 3].map(() => office.post(`${location}/allocations`, typed)));
  expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303]);
  expect(await setOn(org, invoice)).toEqual([1500n]);
  await Promise.all([1, 2].map(() => office.post(`${location}/releases`, { invoice: invoice.id })));
  expect(await setOn(org, invoice)).toEqual([0n]);
  expect(await owedTo(org)).toBe(-6000n);
});

test('an invoice that is paid can’t be made void until its payment is freed', async () => {
  const { office, customer } = await shop();
  const invoice = await world.invoice(customer);
  const { location } = await office.post('/office/payments', form(customer, { amount: '40' }));
  const refused = await office.post(`/office/invoices/${invoice.id}/void`, { reason: 'Wrong customer' });
  expect([refused.status, refused.html.includes('Open each payment and free the amount')]).toEqual([409, true]);
  await office.post(`${location}/releases`, { invoice: invoice.id });
  expect((await office.post(`/office/invoices/${invoice.id}/void`, { reason: 'Wrong customer' })).status).toBe(303);
});

test('from an invoice the form begins with what it still needs', async () => {
  const { office, customer } = await shop();
  const invoice = await world.invoice(customer, { total_minor: 12_345n });
  const page = await office.get(`/office/payments/new?customer=${customer.number}&invoice=${invoice.id}`);
  // As what arrived, as what the invoice gets, and as what the form began with.
  expect(page.html.match(/value="123\.45"/g)).toHaveLength(3);
  const values = Object.fromEntries(
    [...page.html.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
  const lower = { ...values, split: 'chosen', method: 'transfer', amount: '100.00', press: 'save' };
  expect((await office.post('/office/payments', lower)).status).toBe(303);
  const [part] = await world.rows<{ amount_minor: bigint }>(
    { id: customer.org_id },
    `select amount_minor from allocations where invoice_id = '${invoice.id}'`,
  );
  expect(part?.amount_minor).toBe(10_000n);
});

test('payments in another currency settle invoices of that currency alone', async () => {
  const { org, office, customer } = await shop();
  const pounds = await world.invoice(customer);
  const euros = await world.invoice(customer, { currency: 'EUR' });
  await office.post('/office/payments', form(customer, { currency: 'EUR', amount: '60' }));
  expect(await setOn(org, pounds, euros)).toEqual([0n, 4000n]);
  expect((await paymentsOf(org))[0]?.currency).toBe('EUR');
});

test('the list pages and filters', async () => {
  const { office, customer } = await shop();
  for (let n = 0; n < 52; n++)
    await office.post('/office/payments', form(customer, { method: n === 3 ? 'cash' : 'card' }));
  const rows = (html: string) => html.match(/<tr data-row/g)?.length ?? 0;
  const first = await office.get('/office/payments');
  expect(rows(first.html)).toBe(50);
  const older = /rel="next" href="([^"]+)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(rows((await office.get(older)).html)).toBe(2);
  expect(rows((await office.get('/office/payments?method=cash')).html)).toBe(1);
  expect(rows((await office.get('/office/payments?state=returned')).html)).toBe(0);
  expect(rows((await office.get('/office/payments?from=2026-11-21')).html)).toBe(0);
  expect(rows((await office.get('/office/payments?customer=nobody')).html)).toBe(0);
});

test('a viewer records nothing, and another org finds nothing', async () => {
  const { org, office, customer } = await shop();
  const { location } = await office.post('/office/payments', form(customer));
  const viewer = await world.signInStaff(org, await world.staff(org, { role: 'viewer' }));
  expect((await viewer.post('/office/payments', form(customer))).status).toBe(404);
  expect((await viewer.post(`${location}/return`)).status).toBe(404);
  expect((await viewer.get(location)).html).not.toContain('Take back');
  const stranger = await shop();
  expect((await stranger.office.post('/office/payments', form(customer))).status).toBe(404);
  for (const part of ['', '/return', '/allocations']) {
    expect((await stranger.office.get(`${location}${part}`)).status).toBe(404);
  }
  for (const part of ['/return', '/allocations', '/releases']) {
    const answer = await stranger.office.post(`${location}${part}`, {
      invoice: customer.id,
      press: 'save',
      seen: '5000',
    });
    expect(answer.status).toBe(404);
  }
});
