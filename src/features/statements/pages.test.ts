import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { readPdf } from '../../../test/pdf-text.ts';
import { openWorld, type Customer, type Org } from '../../../test/world.ts';
import { system } from '../../kernel/actor.ts';
import { createNote, issueNote } from '../credit-notes/index.ts';

const world = await openWorld();
/** A page as it is read, on one line. */
const textOf = ({ html }: { html: string }) =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');

const day = (text: string) => Temporal.PlainDate.from(text);

/** An invoice of each age, a payment, and a credit note without an invoice. */
async function shop() {
  const org = await world.org();
  const member = await world.staff(org, { role: 'owner' });
  const customer = await world.customer(org);
  const contact = await world.contact(customer, { is_main: true });
  const invoice = (number: string, on: string, due: string, total_minor: bigint) =>
    world.invoice(customer, { number, issued_on: day(on), due_on: day(due), total_minor, net_minor: total_minor });
  await invoice('S-1', '2025-12-01', '2025-12-15', 1000n);
  const paid = await invoice('S-2', '2026-02-01', '2026-02-15', 2000n);
  await invoice('S-3', '2026-10-20', '2026-11-03', 4000n);
  await invoice('S-4', '2026-11-20', '2026-12-04', 8000n);
  await world.payment(customer, paid, { received_on: day('2026-02-20'), reference: '=1+1' });
  await world.as(org.id, async (tx) => {
    const actor = system(org.id, 'test');
    const lines = [
      {
        description: 'Goodwill',
        unit: null,
        quantity: '1',
        unit_price_minor: 500n,
        tax_rate_bp: 0,
        invoice_line_id: null,
      },
    ];
    const draft = {
      customerId: customer.id,
      invoiceId: null,
      issued_on: null,
      currency: 'GBP',
      prices_include_tax: true,
    };
    const { id } = await createNote(
      tx,
      actor,
      { ...draft, reason: 'Sorry', note: null, lines },
      { now: world.clock.now },
    );
    await issueNote(tx, actor, id, org, world.clock.now);
  });
  return { org, member, customer, contact };
}

const statementOf = (org: Org, query = '') => `/${org.slug}/statement${query}`;

test('a statement begins with what was owed, says every movement, and ends with what is owed', async () => {
  const { org, contact } = await shop();
  const portal = await world.signInContact(org, contact);
  const answer = await portal.get(statementOf(org));
  expect(answer.status).toBe(200);
  const text = textOf(answer);
  expect(text).toContain('You owe £125.00');
  const order = [
    'Opening balance £10.00',
    'Invoice S-2',
    'Payment received',
    'Invoice S-3',
    'Invoice S-4',
    'Credit note CN-1001',
  ];
  const places = order.map((part) => text.indexOf(part));
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(text).toContain('Closing balance £125.00');
});

test('the ageing is of the last day, and credit set against nothing stands beside it', async () => {
  const { org, contact } = await shop();
  const portal = await world.signInContact(org, contact);
  const now = await portal.get(statementOf(org));
  expect(textOf(now)).toMatch(
    /Not due £80.00 1–30 days late £40.00 .* Over 90 days late £10.00 Not set against an invoice −£5.00/,
  );
  // In the middle of February the payment of the 20th had not come.
  const past = await portal.get(statementOf(org, '?period=own&from=2026-01-01&to=2026-02-18'));
  expect(textOf(past)).toMatch(
    /Not due £0.00 1–30 days late £20.00 31–60 days late £0.00 61–90 days late £10.00 Over 90 days late £0.00/,
  );
  expect(textOf(past)).toContain('You owe £30.00');
  const then = await portal.get(statementOf(org, '?period=own&from=2026-01-01&to=2026-02-28'));
  expect(textOf(then)).toContain('You owe £10.00');
});

test('the CSV holds the same, safe for a spreadsheet', async () => {
  const { org, contact } = await shop();
  const portal = await world.signInContact(org, contact);
  const { html, headers } = await portal.get(`/${org.slug}/statement/csv?period=all`);
  expect(headers.get('content-type')).toContain('text/csv');
  const lines = html.replace('\ufeff', '').trim().split('\r\n');
  expect(lines).toHaveLength(1 + 1 + 6 + 1);
  expect(lines[2]).toBe('2025-12-01,Invoice,S-1,,10.00,,10.00,GBP');
  expect(lines.find((line) => line.includes('Payment received'))).toContain("'=1+1");
  expect(lines.at(-1)).toContain('125.00');
});

test('the PDF holds the same, with what is brought forward on every page', async () => {
  const { org, customer, contact } = await shop();
  await manyPayments(org, customer, 120);
  const portal = await world.signInContact(org, contact);
  const cookie = [...portal.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const address = `${world.services.baseUrl}/${org.slug}/statement/pdf?period=all`;
  const answer = await world.app.request(address, { headers: { cookie } });
  const { pages } = readPdf(new Uint8Array(await answer.arrayBuffer()));
  expect(pages.length).toBeGreaterThan(2);
  expect(pages[0]).toContain('Statement');
  for (const page of pages.slice(1, -1)) expect(page).toContain('Brought forward: ');
  expect(pages.join(' ')).toContain('Over 90 days late');
});

/** Pennies paid on one day, in one statement. */
async function manyPayments(org: Org, customer: Customer, count: number): Promise<void> {
  await world.as(org.id, async (tx) => {
    await sql`with p as (
        insert into payments (org_id, customer_id, received_on, amount_minor, currency, method, idempotency_key)
        select ${org.id}, ${customer.id}, date '2026-03-01', 1, 'GBP', 'cash', 'many-' || gen_random_uuid()
        from generate_series(1, ${count}) returning id),
      t as (select id, gen_random_uuid() as transaction_id from p)
      insert into ledger_entries (org_id, transaction_id, account, customer_id, payment_id, amount_minor, currency, booked_on)
      select ${org.id}, transaction_id, a, ${customer.id}, id, m, 'GBP', date '2026-03-01'
      from t cross join (values ('bank', 1), ('receivable', -1)) as v (a, m)`.execute(tx);
  });
}

test('ten thousand movements come on pages whose balances join, in a CSV, and in a PDF that has no room for one more', async () => {
  const { org, customer, contact } = await shop();
  await manyPayments(org, customer, 10_000 - 6);
  const portal = await world.signInContact(org, contact);
  const first = await portal.get(statementOf(org, '?period=all'));
  expect(textOf(first)).toContain('10,000 movements');
  const [, later = ''] = /href="([^"]*after=[^"]*)"/.exec(first.html) ?? [];
  const carried = /Carried forward (\S+)/.exec(textOf(first))?.[1];
  const second = await portal.get(later.replaceAll('&amp;', '&'));
  expect(/Brought forward (\S+)/.exec(textOf(second))?.[1]).toBe(carried);
  const [, back = ''] = /href="([^"]*before=[^"]*)"/.exec(second.html) ?? [];
  expect(textOf(await portal.get(back.replaceAll('&amp;', '&')))).toContain('Carried forward ' + carried);
  const { html } = await portal.get(`/${org.slug}/statement/csv?period=all`);
  expect(html.trim().split('\r\n')).toHaveLength(1 + 1 + 10_000 + 1);
  // Drawing goes on beside what answers pages.
  const answered: string[] = [];
  const file = portal.get(`/${org.slug}/statement/pdf?period=all`).then((page) => {
    answered.push('the statement');
    return page;
  });
  await portal.get(statementOf(org, '?period=all'));
  answered.push('a page');
  expect([(await file).status, (await file).headers.get('content-type'), answered]).toEqual([
    200,
    'application/pdf',
    ['a page', 'the statement'],
  ]);
  await manyPayments(org, customer, 1);
  const refused = await portal.get(`/${org.slug}/statement/pdf?period=all`);
  expect([refused.status, textOf(refused).includes('A PDF holds at most 10,000 movements')]).toEqual([409, true]);
});

test('whoever may not see invoices has no statement, nor has a link to one invoice', async () => {
  const { org, customer } = await shop();
  const shut = await world.contact(customer, { permissions: JSON.stringify({ invoices: 'none' }) });
  const portal = await world.signInContact(org, shut);
  const invoice = await world.invoice(customer);
  const visitor = await world.openLink(org, { kind: 'invoice', customerId: customer.id, invoiceId: invoice.id });
  for (const path of ['', '/pdf', '/csv']) {
    expect((await portal.get(`/${org.slug}/statement${path}`)).status).toBe(404);
    expect((await visitor.get(`/${org.slug}/statement${path}`)).status).toBe(404);
  }
});

test('the office sees it on the customer’s record, and takes the files', async () => {
  const { org, member, customer } = await shop();
  const office = await world.signInStaff(org, member);
  const text = textOf(await office.get(`/office/customers/${customer.number}/statement`));
  expect(text).toContain('Closing balance £125.00');
  expect((await office.get(`/office/customers/${customer.number}/statement/pdf`)).status).toBe(200);
  expect((await office.get(`/office/customers/${customer.number}/statement/csv`)).html).toContain('Credit note');
});
