import { expect, test } from 'vitest';
import { readPdf } from '../../../test/pdf-text.ts';
import { openWorld, type Org } from '../../../test/world.ts';

const world = await openWorld();

async function shop() {
  const org = await world.org();
  const office = await world.signInStaff(org, await world.staff(org));
  const customer = await world.customer(org, {
    name: 'Hilltop Surgery',
    line1: 'Hilltop Lane',
    city: 'Saltmouth',
    postcode: 'SM4 2TR',
  });
  await world.as(org.id, (tx) =>
    tx
      .insertInto('tax_rates')
      .values([
        { org_id: org.id, name: 'Standard', rate_bp: 2000, is_default: true },
        { org_id: org.id, name: 'Reduced', rate_bp: 500 },
      ])
      .execute(),
  );
  return { org, office, customer };
}
type Shop = Awaited<ReturnType<typeof shop>>;

const lines = {
  'what[]': ['Windows', 'Sign over the door', ''],
  'qty[]': ['1', '2', '1'],
  'unit[]': ['', 'pcs', ''],
  'price[]': ['64.00', '4.50', ''],
  'rate[]': ['2000', '500', '2000'],
};

async function draft({ office, customer }: Shop, given: Record<string, string | string[]> = {}): Promise<string> {
  const fields = { customer: customer.number, prices: 'before', press: 'save', ...lines, ...given };
  const answer = await office.post('/office/invoices', fields);
  expect(answer.status).toBe(303);
  return answer.location;
}

const invoicesOf = (org: Org) =>
  world.as(org.id, (tx) =>
    tx.selectFrom('invoices').selectAll().where('org_id', '=', org.id).orderBy('number').execute(),
  );
const ledgerOf = (org: Org) =>
  world.as(org.id, (tx) =>
    tx
      .selectFrom('ledger_entries')
      .select(['account', 'amount_minor', 'booked_on'])
      .where('org_id', '=', org.id)
      .orderBy('created_at')
      .orderBy('amount_minor', 'desc')
      .execute(),
  );

test('a draft has its sums by rate, and issuing numbers it, freezes its address and books it', async () => {
  const here = await shop();
  const path = await draft(here);
  const [stored] = await invoicesOf(here.org);
  expect(stored).toMatchObject({
    state: 'draft',
    number: null,
    net_minor: 7300n,
    tax_minor: 1325n,
    total_minor: 8625n,
  });
  const answer = await here.office.post(`${path}/issue`);
  expect((await here.office.arrive(answer)).html).toContain('Invoice 1001 is issued.');
  const [issued] = await invoicesOf(here.org);
  expect(issued).toMatchObject({
    state: 'issued',
    number: '1001',
    billing_name: 'Hilltop Surgery',
    billing_address: 'Hilltop Lane\nSaltmouth SM4 2TR',
  });
  expect([issued?.issued_on?.toString(), issued?.due_on?.toString()]).toEqual(['2026-11-23', '2026-12-07']);
  expect((await ledgerOf(here.org)).map((row) => [row.account, row.amount_minor])).toEqual([
    ['receivable', 8625n],
    ['tax', -1325n],
    ['revenue', -7300n],
  ]);
});

test('an issued invoice keeps its address when the customer moves', async () => {
  const here = await shop();
  const path = await draft(here);
  await here.office.post(`${path}/issue`);
  await world.as(here.org.id, (tx) =>
    tx.updateTable('customers').set({ line1: 'Elsewhere' }).where('org_id', '=', here.org.id).execute(),
  );
  const page = await here.office.get(path);
  expect(page.html).toContain('Hilltop Lane');
  expect(page.html).not.toContain('Elsewhere');
});

test('pressing issue ten times at once issues once', async () => {
  const here = await shop();
  const path = await draft(here);
  const answers = await Promise.all(Array.from({ length: 10 }, () => here.office.post(`${path}/issue`)));
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([303]));
  expect((await invoicesOf(here.org)).map((row) => row.number)).toEqual(['1001']);
  expect(await ledgerOf(here.org)).toHaveLength(3);
});

test('a form sent several times at once makes one draft, and another when it was changed in between', async () => {
  const here = await shop();
  const form = await here.office.get(`/office/invoices/new?customer=${here.customer.number}`);
  const [, key = ''] = /name="key" value="([^"]+)"/.exec(form.html) ?? [];
  const made = await Promise.all(Array.from({ length: 8 }, () => draft(here, { key })));
  expect(new Set(made).size).toBe(1);
  const changed = await draft(here, { key, 'qty[]': ['2', '2', '1'] });
  expect(changed).not.toBe(made[0]);
  expect(new Set((await invoicesOf(here.org)).map((one) => one.total_minor))).toEqual(new Set([8625n, 16305n]));
  expect(await invoicesOf(here.org)).toHaveLength(2);
});

test('twenty drafts issued at once have twenty numbers in a row', async () => {
  const here = await shop();
  const paths: string[] = [];
  for (let n = 0; n < 20; n++) paths.push(await draft(here));
  await Promise.all(paths.map((path) => here.office.post(`${path}/issue`)));
  const numbers = (await invoicesOf(here.org)).map((row) => Number(row.number));
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => 1001 + at));
});

test.each<[string, Record<string, string | string[]>, string]>([
  ['no lines', { 'what[]': [''], 'qty[]': ['1'], 'unit[]': [''], 'price[]': [''], 'rate[]': ['2000'] }, 'no lines yet'],
  ['a date to come', { issued_on: '2026-11-24', due_on: '2026-12-24' }, 'The invoice date is in the future'],
  ['less than nothing', { 'price[]': ['-64.00', '4.50', ''] }, 'less than nothing'],
])('a draft with %s is not issued, and says how to mend it', async (_, given, words) => {
  const here = await shop();
  const path = await draft(here, given);
  expect((await here.office.get(path)).html).toContain(words);
  const answer = await here.office.post(`${path}/issue`);
  expect([answer.status, answer.html.includes(words)]).toEqual([409, true]);
  expect((await invoicesOf(here.org))[0]?.number).toBeNull();
  expect(await ledgerOf(here.org)).toEqual([]);
});

test('an invoice that costs nothing is issued, and the ledger stays as it is', async () => {
  const here = await shop();
  const path = await draft(here, { 'price[]': ['0', '0', ''] });
  await here.office.post(`${path}/issue`);
  expect((await invoicesOf(here.org))[0]?.number).toBe('1001');
  expect(await ledgerOf(here.org)).toEqual([]);
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
  const { org, office, customer } = await shop();
  const fields = { customer: customer.number, prices: 'before', press: 'save', note: 'Bird nest', ...lines, ...given };
  const answer = await office.post('/office/invoices', fields);
  expect(answer.status).toBe(422);
  expect(answer.html).toContain(words);
  expect(answer.html).toContain('Bird nest');
  expect(answer.html).toContain('value="pcs"');
  expect(await invoicesOf(org)).toEqual([]);
});

test('500 lines are an invoice, 501 are refused', async () => {
  const here = await shop();
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
  expect((await invoicesOf(here.org))[0]?.net_minor).toBe(50_000n);
  const fields = { customer: here.customer.number, prices: 'before', press: 'save', ...many(501) };
  expect((await here.office.post('/office/invoices', fields)).status).toBe(422);
});

test('rows are added, taken away and worked out without anything being written', async () => {
  const { org, office, customer } = await shop();
  const rowsIn = (html: string) => html.match(/name="what\[\]"/g)?.length;
  const send = (press: string) =>
    office.post('/office/invoices', { customer: customer.number, prices: 'before', press, ...lines });
  expect(rowsIn((await send('add')).html)).toBe(7);
  const removed = await send('remove-1');
  expect(removed.html).not.toContain('value="Windows"');
  expect(removed.html).toContain('value="Sign over the door"');
  expect((await send('preview')).html).toContain('£86.25');
  expect(await invoicesOf(org)).toEqual([]);
});

test('a draft is changed and deleted, an issued invoice neither', async () => {
  const here = await shop();
  const [path, gone] = [await draft(here), await draft(here)];
  const change = { customer: here.customer.number, prices: 'with', press: 'save', ...lines };
  expect((await here.office.post(path, change)).status).toBe(303);
  expect((await here.office.get(`${path}/edit`)).html).toContain('value="64.00"');
  expect((await here.office.get(`${gone}/deletion`)).html).toContain('Delete this draft?');
  await here.office.post(`${gone}/deletion`);
  expect((await here.office.get(gone)).status).toBe(404);
  await here.office.post(`${path}/issue`);
  expect((await invoicesOf(here.org)).map((row) => [row.number, row.total_minor])).toEqual([['1001', 7300n]]);
  for (const part of ['', '/deletion']) expect((await here.office.post(`${path}${part}`, change)).status).toBe(409);
  expect((await here.office.get(`${path}/edit`)).status).toBe(409);
});

test('a void invoice owes nothing, keeps its number, and is made void once', async () => {
  const here = await shop();
  const path = await draft(here);
  await here.office.post(`${path}/issue`);
  const without = await here.office.post(`${path}/void`, { reason: '' });
  expect([without.status, without.html.includes('Say why this invoice is void')]).toEqual([422, true]);
  expect((await here.office.post(`${path}/void`, { reason: 'x'.repeat(501) })).status).toBe(422);
  await Promise.all([1, 2, 3].map(() => here.office.post(`${path}/void`, { reason: 'x'.repeat(500) })));
  expect((await invoicesOf(here.org))[0]).toMatchObject({ state: 'void', number: '1001' });
  const ledger = await ledgerOf(here.org);
  expect(ledger).toHaveLength(6);
  expect(ledger.reduce((sum, row) => sum + (row.account === 'receivable' ? row.amount_minor : 0n), 0n)).toBe(0n);
  const next = await draft(here);
  await here.office.post(`${next}/issue`);
  expect((await invoicesOf(here.org)).map((row) => row.number)).toEqual(['1001', '1002']);
});

test('only those who manage make void; a viewer reads, and another org finds nothing', async () => {
  const here = await shop();
  const path = await draft(here);
  const agent = await world.signInStaff(here.org, await world.staff(here.org, { role: 'agent' }));
  const viewer = await world.signInStaff(here.org, await world.staff(here.org, { role: 'viewer' }));
  expect((await viewer.post(`${path}/issue`)).status).toBe(404);
  expect((await agent.post(`${path}/issue`)).status).toBe(303);
  expect((await agent.post(`${path}/void`, { reason: 'Wrong' })).status).toBe(404);
  expect((await agent.get(path)).html).not.toContain(`${path}/void`);
  expect((await viewer.get(path)).html).not.toContain('Record payment');
  const stranger = await shop();
  const missing = await stranger.office.get('/office/invoices/01900000-0000-7000-8000-00000000dead');
  for (const part of ['', '/edit', '/pdf', '/void', '/deletion']) {
    const foreign = await stranger.office.get(`${path}${part}`);
    expect([foreign.status, foreign.html]).toEqual([404, missing.html]);
  }
  for (const part of ['', '/issue', '/void', '/deletion'])
    expect((await stranger.office.post(`${path}${part}`, { reason: 'Mine' })).status).toBe(404);
  expect((await stranger.office.get('/office/invoices/none')).status).toBe(404);
});

test('the list tells drafts, due, overdue, part paid, paid and void apart', async () => {
  const here = await shop();
  const day = (text: string) => Temporal.PlainDate.from(text);
  const overdue = await world.invoice(here.customer, { due_on: day('2026-11-22') });
  const today = await world.invoice(here.customer, { due_on: day('2026-11-23') });
  const paid = await world.invoice(here.customer, { due_on: day('2026-11-01') });
  const part = await world.invoice(here.customer, { due_on: day('2026-12-24') });
  const gone = await world.invoice(here.customer, { state: 'void', voided_at: world.clock.now });
  await draft(here);
  await world.as(here.org.id, async (tx) => {
    const { id } = await tx
      .insertInto('payments')
      .values({
        org_id: here.org.id,
        customer_id: here.customer.id,
        received_on: day('2026-11-20'),
        amount_minor: 5000n,
        currency: 'GBP',
        method: 'cash',
        idempotency_key: 'listed-payment',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const set = (invoice_id: string, amount_minor: bigint) => ({
      org_id: here.org.id,
      payment_id: id,
      invoice_id,
      amount_minor,
    });
    await tx
      .insertInto('allocations')
      .values([set(paid.id, 4000n), set(part.id, 1000n)])
      .execute();
  });
  const shown = async (state: string) => {
    const { html } = await here.office.get(`/office/invoices?state=${state}`);
    return [...html.matchAll(/<th scope="row" class="num"><a[^>]*>([^<]+)</g)].map((match) => match[1]).toSorted();
  };
  expect(await shown('overdue')).toEqual([overdue.number]);
  expect(await shown('open')).toEqual([overdue.number, today.number, part.number].toSorted());
  expect(await shown('part_paid')).toEqual([part.number]);
  expect(await shown('paid')).toEqual([paid.number]);
  expect(await shown('void')).toEqual([gone.number]);
  expect(await shown('draft')).toEqual(['Draft']);
  expect(await shown('')).toHaveLength(6);
});

test('an invoice from a job begins with its work and price, and the job’s page shows it', async () => {
  const { office, customer } = await shop();
  const job = await world.job(customer, { title: 'Gutter guards', price_minor: 32_000n, currency: 'GBP' });
  const form = await office.get(`/office/invoices/new?customer=${customer.number}&job=${job.number}`);
  expect(form.html).toContain('value="Gutter guards"');
  expect(form.html).toContain('value="320.00"');
  const fields = { customer: customer.number, job: job.number, prices: 'before', press: 'save', ...lines };
  const { location } = await office.post('/office/invoices', fields);
  expect((await office.get(`/office/jobs/${job.number}`)).html).toContain(location);
});

test('the PDF of a draft says that it is one, that of an invoice has its number', async () => {
  const here = await shop();
  const path = await draft(here);
  const pdfOf = async () => {
    const answer = await world.app.request(`http://doorstep.test${path}/pdf`, {
      headers: { cookie: [...here.office.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    return { answer, text: readPdf(new Uint8Array(await answer.arrayBuffer())).pages.join('\n') };
  };
  expect((await pdfOf()).text).toContain('Hilltop Surgery');
  await here.office.post(`${path}/issue`);
  const { answer, text } = await pdfOf();
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(text).toContain('1001');
});
