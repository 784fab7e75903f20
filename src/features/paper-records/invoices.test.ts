import { expect, test } from 'vitest';
import { readPdf } from '../../../test/pdf-text.ts';
import { draft, invoicesOf, ledgerOf, shop } from '../../../test/invoice-shop.ts';
import { openWorld } from '../../../test/world.ts';

const world = await openWorld();

test('a draft has its sums by rate, and issuing numbers it, freezes its address and books it', async () => {
  const here = await shop(world);
  const path = await draft(here);
  const [stored] = await invoicesOf(world, here.org);
  expect(stored).toMatchObject({
    state: 'draft',
    number: null,
    net_minor: 7300n,
    tax_minor: 1325n,
    total_minor: 8625n,
  });
  const answer = await here.office.post(`${path}/issue`);
  expect((await here.office.arrive(answer)).html).toContain('Invoice 1001 is issued.');
  const [issued] = await invoicesOf(world, here.org);
  expect(issued).toMatchObject({
    state: 'issued',
    number: '1001',
    billing_name: 'Hilltop Surgery',
    billing_address: 'Hilltop Lane\nSaltmouth SM4 2TR',
  });
  expect([issued?.issued_on?.toString(), issued?.due_on?.toString()]).toEqual(['2026-11-23', '2026-12-07']);
  expect((await ledgerOf(world, here.org)).map((row) => [row.account, row.amount_minor])).toEqual([
    ['receivable', 8625n],
    ['tax', -1325n],
    ['revenue', -7300n],
  ]);
});

test('an issued invoice keeps its address when the customer moves', async () => {
  const here = await shop(world);
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
  const here = await shop(world);
  const path = await draft(here);
  const answers = await Promise.all(Array.from({ length: 10 }, () => here.office.post(`${path}/issue`)));
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([303]));
  expect((await invoicesOf(world, here.org)).map((row) => row.number)).toEqual(['1001']);
  expect(await ledgerOf(world, here.org)).toHaveLength(3);
});

test('twenty drafts issued at once have twenty numbers in a row', async () => {
  const here = await shop(world);
  const paths: string[] = [];
  for (let n = 0; n < 20; n++) paths.push(await draft(here));
  await Promise.all(paths.map((path) => here.office.post(`${path}/issue`)));
  const numbers = (await invoicesOf(world, here.org)).map((row) => Number(row.number));
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => 1001 + at));
});

test.each<[string, Record<string, string | string[]>, string]>([
  ['no lines', { 'what[]': [''], 'qty[]': ['1'], 'unit[]': [''], 'price[]': [''], 'rate[]': ['2000'] }, 'no lines yet'],
  ['a date to come', { issued_on: '2026-11-24', due_on: '2026-12-24' }, 'The invoice date is in the future'],
  ['less than nothing', { 'price[]': ['-64.00', '4.50', ''] }, 'less than nothing'],
])('a draft with %s is not issued, and says how to mend it', async (_, given, words) => {
  const here = await shop(world);
  const path = await draft(here, given);
  expect((await here.office.get(path)).html).toContain(words);
  const answer = await here.office.post(`${path}/issue`);
  expect([answer.status, answer.html.includes(words)]).toEqual([409, true]);
  expect((await invoicesOf(world, here.org))[0]?.number).toBeNull();
  expect(await ledgerOf(world, here.org)).toEqual([]);
});

test('an invoice that costs nothing is issued, and the ledger stays as it is', async () => {
  const here = await shop(world);
  const path = await draft(here, { 'price[]': ['0', '0', ''] });
  await here.office.post(`${path}/issue`);
  expect((await invoicesOf(world, here.org))[0]?.number).toBe('1001');
  expect(await ledgerOf(world, here.org)).toEqual([]);
});

test('a void invoice owes nothing, keeps its number, and is made void once', async () => {
  const here = await shop(world);
  const path = await draft(here);
  await here.office.post(`${path}/issue`);
  const without = await here.office.post(`${path}/void`, { reason: '' });
  expect([without.status, without.html.includes('Say why this invoice is void')]).toEqual([422, true]);
  expect((await here.office.post(`${path}/void`, { reason: 'x'.repeat(501) })).status).toBe(422);
  await Promise.all([1, 2, 3].map(() => here.office.post(`${path}/void`, { reason: 'x'.repeat(500) })));
  expect((await invoicesOf(world, here.org))[0]).toMatchObject({ state: 'void', number: '1001' });
  const ledger = await ledgerOf(world, here.org);
  expect(ledger).toHaveLength(6);
  expect(ledger.reduce((sum, row) => sum + (row.account === 'receivable' ? row.amount_minor : 0n), 0n)).toBe(0n);
  const next = await draft(here);
  await here.office.post(`${next}/issue`);
  expect((await invoicesOf(world, here.org)).map((row) => row.number)).toEqual(['1001', '1002']);
});

test('only those who manage make void; a viewer reads, and another org finds nothing', async () => {
  const here = await shop(world);
  const path = await draft(here);
  const agent = await world.signInStaff(here.org, await world.staff(here.org, { role: 'agent' }));
  const viewer = await world.signInStaff(here.org, await world.staff(here.org, { role: 'viewer' }));
  expect((await viewer.post(`${path}/issue`)).status).toBe(404);
  expect((await agent.post(`${path}/issue`)).status).toBe(303);
  expect((await agent.post(`${path}/void`, { reason: 'Wrong' })).status).toBe(404);
  expect((await agent.get(path)).html).not.toContain(`${path}/void`);
  expect((await viewer.get(path)).html).not.toContain('Record payment');
  const stranger = await shop(world);
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
  const here = await shop(world);
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

test('the PDF of a draft says that it is one, that of an invoice has its number', async () => {
  const here = await shop(world);
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
