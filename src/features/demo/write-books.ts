import { randomUUID } from 'node:crypto';
import { townLine } from '../../kernel/address.ts';
import { taxInGross, taxOnNet, timesQuantity } from '../../kernel/money.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Calendar } from './calendar.ts';
import type { DemoInvoice, DemoOrg } from './content.ts';
import type { PlannedJob } from './write-jobs.ts';
import type { People } from './write-people.ts';

/** An invoice to be written, with what is needed to book it. */
export interface PlannedInvoice {
  readonly id: string;
  readonly number: string | null;
  readonly jobId: string | null;
  readonly invoice: DemoInvoice;
}

/** The invoices of rounds and the named ones, numbered by date without gaps up to the org's last number. */
export function planInvoices(demo: DemoOrg, jobs: readonly PlannedJob[]): readonly PlannedInvoice[] {
  const jobId = (number: string | undefined) => jobs.find((job) => job.number === number)?.id ?? null;
  const all = [
    ...jobs.flatMap(({ id, job, round }) => {
      if (round === undefined || job.day === undefined) return [];
      const issued = job.day + 1;
      const isOpen = (round.lastDay - job.day) / round.everyDays < (round.unpaid ?? 0);
      const paidDay = issued + round.paysAfterDays;
      const invoice: DemoInvoice = {
        ...(job.customer === '10318' && isOpen ? { key: 'priya-last' } : {}),
        customer: job.customer,
        state: 'issued',
        day: issued,
        dueDay: issued + demo.org.payment_terms_days,
        lines: round.lines,
        ...(isOpen || paidDay > -1 ? {} : { paid: totalOf(demo, round.lines), paidDay, method: round.method }),
      };
      return [{ jobId: id, invoice }];
    }),
    ...demo.invoices.map((invoice) => ({ jobId: jobId(invoice.job), invoice })),
  ].sort((a, b) => a.invoice.day - b.invoice.day);
  const numbered = all.filter(({ invoice }) => invoice.state !== 'draft');
  const first = demo.lastInvoiceNumber - numbered.length + 1;
  return [
    ...numbered.map((one, at) => ({ ...one, id: randomUUID(), number: String(first + at) })),
    ...all
      .filter(({ invoice }) => invoice.state === 'draft')
      .map((one) => ({ ...one, id: randomUUID(), number: null })),
  ];
}

function pricedLines(demo: DemoOrg, lines: DemoInvoice['lines']) {
  return lines.map((line, at) => ({
    position: at + 1,
    description: line.text,
    quantity: line.quantity ?? '1',
    unit: line.unit ?? null,
    unit_price_minor: line.price,
    tax_rate_bp: demo.taxRateBp,
    amount_minor: timesQuantity(line.price, line.quantity ?? '1'),
  }));
}

function totals(demo: DemoOrg, lines: DemoInvoice['lines']): { net: bigint; tax: bigint } {
  const sum = pricedLines(demo, lines).reduce((total, line) => total + line.amount_minor, 0n);
  if (!demo.pricesIncludeTax) return { net: sum, tax: taxOnNet(sum, demo.taxRateBp) };
  const tax = taxInGross(sum, demo.taxRateBp);
  return { net: sum - tax, tax };
}

function totalOf(demo: DemoOrg, lines: DemoInvoice['lines']): bigint {
  const { net, tax } = totals(demo, lines);
  return net + tax;
}

interface Books {
  readonly people: People;
  readonly invoices: readonly PlannedInvoice[];
  readonly calendar: Calendar;
}

/** Invoices with lines and taxes, payments and allocations, and the ledger of all of them. */
export async function writeBooks(tx: Tx, orgId: string, demo: DemoOrg, books: Books): Promise<void> {
  const entries: LedgerEntry[] = [];
  const { currency } = demo.org;
  const book: Book = (customer_id, booked_on, of, amounts) => {
    const transaction_id = randomUUID();
    for (const [account, amount_minor] of amounts)
      entries.push({ org_id: orgId, transaction_id, account, customer_id, amount_minor, currency, booked_on, ...of });
  };
  await writeInvoices(tx, orgId, demo, { ...books, book });
  await writePayments(tx, orgId, demo, { ...books, book });
  await tx.insertInto('ledger_entries').values(entries).execute();
}

async function writeInvoices(
  tx: Tx,
  orgId: string,
  demo: DemoOrg,
  { people, invoices, calendar, book }: Books & { book: Book },
): Promise<void> {
  const rows = invoices.map((planned) => {
    const row = invoiceRow(orgId, demo, planned, { people, calendar });
    const { net_minor: net, tax_minor: tax } = row;
    const of = { invoice_id: row.id };
    const forward = [
      ['receivable', net + tax],
      ['revenue', -net],
      ['tax', -tax],
    ] as const;
    if (row.number !== null) book(row.customer_id, row.issued_on, of, forward);
    if (row.state === 'void')
      book(
        row.customer_id,
        row.issued_on,
        of,
        forward.map(([account, amount]) => [account, -amount] as const),
      );
    return row;
  });
  await tx.insertInto('invoices').values(rows).execute();
  const lines = invoices.flatMap(({ id, invoice }) =>
    pricedLines(demo, invoice.lines).map((line) => ({ org_id: orgId, invoice_id: id, ...line })),
  );
  await tx.insertInto('invoice_lines').values(lines).execute();
  const taxes = rows.map(({ id, net_minor, tax_minor }) => ({
    org_id: orgId,
    invoice_id: id,
    rate_bp: demo.taxRateBp,
    net_minor,
    tax_minor,
  }));
  await tx.insertInto('invoice_taxes').values(taxes).execute();
}

function invoiceRow(
  orgId: string,
  demo: DemoOrg,
  { id, number, jobId, invoice }: PlannedInvoice,
  { people, calendar }: Pick<Books, 'people' | 'calendar'>,
) {
  const { net, tax } = totals(demo, invoice.lines);
  const customer = demo.customers.find((one) => one.number === invoice.customer);
  const { city = null, postcode = null } = customer ?? {};
  const town = townLine({ city, postcode, country: null }, demo.org.country);
  const isIssued = number !== null;
  return {
    org_id: orgId,
    id,
    number,
    customer_id: people.customers.get(invoice.customer) ?? '',
    job_id: jobId,
    state: invoice.state,
    issued_on: calendar.day(invoice.day),
    due_on: calendar.day(invoice.dueDay),
    currency: demo.org.currency,
    prices_include_tax: demo.pricesIncludeTax,
    net_minor: net,
    tax_minor: tax,
    total_minor: net + tax,
    customer_reference: invoice.reference ?? null,
    note: invoice.note ?? null,
    billing_name: isIssued ? (customer?.name ?? null) : null,
    billing_address: isIssued ? [customer?.line1, town].filter(Boolean).join('\n') : null,
    billing_vat_id: isIssued ? (customer?.vatId ?? null) : null,
    void_reason: invoice.voidReason ?? null,
    voided_at: invoice.state === 'void' ? calendar.past(invoice.day + 1, 9) : null,
    created_at: calendar.past(invoice.day, 9),
  };
}

interface LedgerEntry {
  readonly org_id: string;
  readonly transaction_id: string;
  readonly account: string;
  readonly customer_id: string;
  readonly invoice_id?: string;
  readonly payment_id?: string;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly booked_on: Temporal.PlainDate;
}

type Book = (
  customerId: string,
  on: Temporal.PlainDate,
  of: { invoice_id?: string; payment_id?: string },
  amounts: readonly (readonly [account: string, amount: bigint])[],
) => void;

async function writePayments(
  tx: Tx,
  orgId: string,
  demo: DemoOrg,
  {
    people,
    invoices,
    calendar,
    book,
  }: { people: People; invoices: readonly PlannedInvoice[]; calendar: Calendar; book: Book },
): Promise<void> {
  const paid = invoices.flatMap(({ id, number, invoice }) =>
    invoice.paid === undefined || invoice.paidDay === undefined
      ? []
      : [{ paymentId: randomUUID(), id, number, invoice, paid: invoice.paid, day: calendar.day(invoice.paidDay) }],
  );
  const staffId = people.staff.get(demo.staff[0]?.key ?? '') ?? null;
  const payments = paid.map(({ paymentId, number, invoice, paid: amount_minor, day }) => {
    const customer_id = people.customers.get(invoice.customer) ?? '';
    book(customer_id, day, { payment_id: paymentId }, [
      ['bank', amount_minor],
      ['receivable', -amount_minor],
    ]);
    return {
      org_id: orgId,
      id: paymentId,
      customer_id,
      received_on: day,
      amount_minor,
      currency: demo.org.currency,
      method: invoice.method ?? 'transfer',
      reference: number === null ? null : `INV ${number}`,
      recorded_by_staff_id: staffId,
      idempotency_key: paymentId,
      created_at: calendar.past(invoice.paidDay ?? 0, 12),
    };
  });
  if (payments.length === 0) return;
  await tx.insertInto('payments').values(payments).execute();
  const allocations = paid.map(({ paymentId, id, invoice, paid: amount }) => {
    const total = totalOf(demo, invoice.lines);
    return { org_id: orgId, payment_id: paymentId, invoice_id: id, amount_minor: amount > total ? total : amount };
  });
  await tx.insertInto('allocations').values(allocations).execute();
}
