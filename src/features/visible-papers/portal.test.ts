import { expect, test } from 'vitest';
import { readPdf } from '../../../test/pdf-text.ts';
import { openWorld, type Customer } from '../../../test/world.ts';

const world = await openWorld();
const org = await world.org({
  phone: '+441632960142',
  bank_holder: 'Harbour & Hill Ltd',
  bank_account: '1234 5678',
  bank_code: '00-00-00',
});
const list = `/${org.slug}/invoices`;
const day = (text: string) => Temporal.PlainDate.from(text);

/** A visitor of a customer of their own. */
async function visitorOf(customer: Customer) {
  return world.signInContact(org, await world.contact(customer));
}

test('what is to be paid stands first, the longest due on top, then what is paid and closed; drafts never', async () => {
  const customer = await world.customer(org);
  const paid = await world.invoice(customer, { issued_on: day('2026-09-01') });
  await world.payment(customer, paid);
  const soon = await world.invoice(customer, { due_on: day('2026-11-27') });
  const late = await world.invoice(customer, { due_on: day('2026-11-14') });
  const gone = await world.invoice(customer, {
    state: 'void',
    voided_at: Temporal.Instant.from('2026-11-20T10:00Z'),
    issued_on: day('2026-10-01'),
  });
  await world.invoice(customer, { state: 'draft', number: null, note: 'CANARY-draft' });
  const { html } = await (await visitorOf(customer)).get(list);
  expect(numbers(html)).toEqual([late, soon, gone, paid].map(({ number }) => number));
  for (const word of ['9 days overdue', 'Due Friday', 'Void', 'Paid']) expect(html).toContain(word);
  expect(html).toContain('You owe £80.00, £40.00 of it overdue');
  expect(html).not.toContain('CANARY');
});

test('many paid on one day come on pages, each once, forth and back', async () => {
  const customer = await world.customer(org);
  const unpaid = await world.invoice(customer);
  for (let n = 0; n < 52; n++) await world.invoice(customer, { total_minor: 0n });
  const visitor = await visitorOf(customer);
  const pages: string[][] = [];
  let path: string | null = list;
  let last = '';
  while (path !== null) {
    last = (await visitor.get(path)).html;
    pages.push(numbers(last));
    path = href(last, 'next');
  }
  // The unpaid one stands on the first page above the others.
  expect(pages.map((page) => page.length)).toEqual([26, 25, 2]);
  expect(new Set(pages.flat()).size).toBe(53);
  expect(pages[0]?.[0]).toBe(unpaid.number);
  const back = await visitor.get(href(last, 'prev') ?? '');
  expect(numbers(back.html)).toEqual(pages[1]);
});

test('more unpaid ones than fit a page have pages of their own', async () => {
  const customer = await world.customer(org);
  for (let n = 0; n < 27; n++) await world.invoice(customer);
  const visitor = await visitorOf(customer);
  const first = await visitor.get(list);
  expect(numbers(first.html)).toHaveLength(25);
  const second = await visitor.get(href(first.html, 'next') ?? '');
  expect(new Set([...numbers(first.html), ...numbers(second.html)]).size).toBe(27);
  expect(second.html).toContain('All invoices');
});

test('a customer without invoices is told so, and owes nothing', async () => {
  const { html } = await (await visitorOf(await world.customer(org))).get(list);
  expect(html).toContain('You owe nothing');
  expect(html).toContain('No invoices yet');
});

test('an invoice shows its lines, tax by rate, what was paid, what is due and how to pay it', async () => {
  const customer = await world.customer(org);
  const job = await world.job(customer, { title: 'Window cleaning' });
  const invoice = await world.invoice(customer, {
    job_id: job.id,
    net_minor: 10_000n,
    tax_minor: 1500n,
    total_minor: 11_500n,
    billing_name: 'Raman & Daughters',
    billing_address: '14 Quay Terrace\nSaltmouth SM4 2TR',
    billing_vat_id: 'GB 123',
    customer_reference: 'PO 77',
    note: 'Thank you for waiting.',
  });
  await world.invoiceLine(invoice, {
    description: 'Windows <b>',
    quantity: '2.5',
    unit: 'h',
    unit_price_minor: 2000n,
    amount_minor: 5000n,
    tax_rate_bp: 2000,
  });
  await world.invoiceLine(invoice, { description: 'Roof', amount_minor: 5000n, tax_rate_bp: 1000 });
  await world.as(org.id, (tx) =>
    tx
      .insertInto('invoice_taxes')
      .values([
        { org_id: org.id, invoice_id: invoice.id, rate_bp: 1000, net_minor: 5000n, tax_minor: 500n },
        { org_id: org.id, invoice_id: invoice.id, rate_bp: 2000, net_minor: 5000n, tax_minor: 1000n },
      ])
      .execute(),
  );
  await world.payment(customer, invoice, { amount_minor: 1500n, received_on: day('2026-11-20') });
  const { html } = await (await visitorOf(customer)).get(`${list}/${invoice.number}`);
  for (const text of [
    '£100.00 is due on Friday 27 November',
    'Raman &amp; Daughters',
    'Saltmouth SM4 2TR',
    'GB 123',
    'PO 77',
    'Windows &lt;b>',
    '2.5\u00a0h × £20.00',
    'VAT 10% on £50.00',
    'VAT 20% on £50.00',
    'Total including VAT',
    '£115.00',
    'Paid so far',
    '−£15.00',
    'Friday 20 November',
    'bank transfer',
    'Part paid',
    'Thank you for waiting.',
    '1234 5678',
    `INV ${invoice.number}`,
    `${job.number}, Window cleaning`,
  ])
    expect(html).toContain(text);
});

test.each([
  ['paid in full', { paid: true }, 'is paid', false],
  ['of nothing', { total_minor: 0n }, 'There is nothing to pay on invoice', false],
  ['below zero', { total_minor: -1000n }, 'gives you £10.00 in credit', false],
  [
    'that is void',
    { state: 'void', voided_at: Temporal.Instant.from('2026-11-20T10:00Z'), void_reason: 'Sent twice.' },
    'is void',
    false,
  ],
  ['that is late', { due_on: day('2026-11-14') }, '£40.00 is overdue since Saturday 14 November', true],
  ['due today', { due_on: day('2026-11-23') }, '£40.00 is due today', true],
])('an invoice %s says so, and asks for money only when there is some to pay', async (_, given, sentence, asks) => {
  const customer = await world.customer(org);
  const { paid, ...columns } = { paid: false, ...given };
  const invoice = await world.invoice(customer, columns);
  if (paid) await world.payment(customer, invoice);
  const { html } = await (await visitorOf(customer)).get(`${list}/${invoice.number}`);
  expect(html).toContain(sentence);
  expect(html.includes('How to pay')).toBe(asks);
});

test('without a bank account the way to pay is to ring', async () => {
  const bare = await world.org({ phone: '+441632960142' });
  const customer = await world.customer(bare);
  const invoice = await world.invoice(customer);
  const visitor = await world.signInContact(bare, await world.contact(customer));
  const { html } = await visitor.get(`/${bare.slug}/invoices/${invoice.number}`);
  expect(html).toContain(`Ring us on 01632 960142 to pay, and name INV ${invoice.number}.`);
});

test('the PDF is the invoice, under a name that is safe everywhere', async () => {
  const customer = await world.customer(org, { name: 'Priya Raman' });
  const invoice = await world.invoice(customer, { number: '2026/041_a' });
  await world.invoiceLine(invoice, { description: 'Outside windows' });
  const visitor = await visitorOf(customer);
  const page = await visitor.get(`${list}/2026%2F041_a`);
  expect(page.html).toContain(`href="${list}/2026%2F041_a/pdf"`);
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await world.app.request(`${world.services.baseUrl}${list}/2026%2F041_a/pdf`, { headers: { cookie } });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${org.slug}-invoice-2026-041-a.pdf"`);
  const text = readPdf(new Uint8Array(await answer.arrayBuffer())).pages.join(' ');
  expect(text).toContain('Outside windows');
  expect(text).toContain('Priya Raman');
});

test('whoever may not see invoices finds no page of them', async () => {
  const customer = await world.customer(org, { permissions: JSON.stringify({ invoices: 'none' }) });
  const invoice = await world.invoice(customer);
  const visitor = await visitorOf(customer);
  for (const path of [list, `${list}/${invoice.number}`, `${list}/${invoice.number}/pdf`])
    expect((await visitor.get(path)).status, path).toBe(404);
  expect((await visitor.get(`/${org.slug}`)).html).not.toMatch(/£|invoices/);
});

test('a draft, a stranger’s and another org’s invoice are the same bytes as one that never was, as PDF too', async () => {
  const customer = await world.customer(org);
  const stranger = await world.invoice(await world.customer(org));
  const elsewhere = await world.invoice(await world.customer(await world.org()));
  const draft = await world.invoice(customer, { state: 'draft', number: null });
  const visitor = await visitorOf(customer);
  for (const end of ['', '/pdf']) {
    const missing = await visitor.get(`${list}/never-was${end}`);
    expect(missing.status).toBe(404);
    for (const number of [stranger.number, elsewhere.number, draft.id, 'x'.repeat(99)]) {
      const answer = await visitor.get(`${list}/${number}${end}`);
      expect([answer.status, answer.html === missing.html]).toEqual([404, true]);
    }
  }
});

test('an invoice’s link opens that invoice alone, with its PDF', async () => {
  const customer = await world.customer(org);
  const job = await world.job(customer, { title: 'CANARY-job' });
  const invoice = await world.invoice(customer, { job_id: job.id });
  const other = await world.invoice(customer);
  await world.payment(customer, invoice, { amount_minor: 1500n });
  const visitor = await world.openLink(org, { kind: 'invoice', customerId: customer.id, invoiceId: invoice.id });
  const own = `${list}/${invoice.number}`;
  for (const path of [`/${org.slug}`, list, `/${org.slug}/more`]) expect((await visitor.get(path)).location).toBe(own);
  const { html } = await visitor.get(own);
  expect(html).toContain('£25.00 is due on Friday 27 November');
  expect(html).not.toContain('CANARY');
  expect((await visitor.get(`${own}/pdf`)).status).toBe(200);
  for (const path of [
    `${list}/${other.number}`,
    `${list}/${other.number}/pdf`,
    `/${org.slug}/jobs`,
    `/${org.slug}/jobs/${job.number}`,
    `/${org.slug}/details`,
  ])
    expect((await visitor.get(path)).status, path).toBe(404);
});

test('a link to an invoice that is still a draft finds nothing', async () => {
  const customer = await world.customer(org);
  const draft = await world.invoice(customer, { state: 'draft', number: null });
  const visitor = await world.openLink(org, { kind: 'invoice', customerId: customer.id, invoiceId: draft.id });
  expect((await visitor.get(`/${org.slug}`)).status).toBe(404);
});

/** The numbers in the lists, top to bottom. */
function numbers(html: string): string[] {
  return [...html.matchAll(/class="c-meta"><span class="only-phone">Invoice <\/span>([^<]*)</g)].map(
    ([, number = '']) => number,
  );
}

function href(html: string, rel: 'next' | 'prev'): string | null {
  const link = new RegExp(`<a[^>]*rel="${rel}"[^>]*>`).exec(html)?.[0] ?? '';
  return /href="([^"]*)"/.exec(link)?.[1]?.replaceAll('&amp;', '&') ?? null;
}
