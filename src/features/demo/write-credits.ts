import { system } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { createNote, issueNote, type NoteLine } from '../credit-notes/index.ts';
import { recordRefund } from '../payments/index.ts';
import type { Calendar } from './calendar.ts';
import type { DemoCredit, DemoOrg } from './content.ts';
import type { PlannedInvoice } from './write-books.ts';
import type { People } from './write-people.ts';

interface Books {
  readonly people: People;
  readonly invoices: readonly PlannedInvoice[];
  readonly calendar: Calendar;
}

/** Credit notes on invoices of the demo, in the order of their days, and what was paid out of them. */
export async function writeCredits(tx: Tx, org: OrgRow, demo: DemoOrg, books: Books): Promise<void> {
  const series = { prefix: demo.creditPrefix, next_number: BigInt(demo.firstCreditNumber) };
  await tx
    .insertInto('number_series')
    .values({ org_id: org.id, kind: 'credit_note', ...series })
    .execute();
  for (const credit of demo.credits.toSorted((a, b) => a.day - b.day)) await writeCredit(tx, org, demo, credit, books);
}

async function writeCredit(tx: Tx, org: OrgRow, demo: DemoOrg, credit: DemoCredit, books: Books): Promise<void> {
  const { people, invoices, calendar } = books;
  const corrected = invoices.find(({ invoice }) => invoice.key === credit.invoice);
  if (!corrected) throw new Error(`the demo has no invoice ${credit.invoice}`);
  const actor = system(org.id, 'demo world');
  const now = calendar.past(credit.day, 11);
  const note = await createNote(
    tx,
    actor,
    {
      customerId: people.customers.get(corrected.invoice.customer) ?? '',
      invoiceId: corrected.id,
      issued_on: credit.isDraft === true ? null : calendar.day(credit.day),
      currency: demo.org.currency,
      prices_include_tax: demo.pricesIncludeTax,
      reason: credit.reason,
      note: null,
      lines: await linesOf(tx, org.id, demo, corrected.id, credit),
    },
    { now },
  );
  if (credit.isDraft === true) return;
  await issueNote(tx, actor, note.id, org, now);
  if (credit.refund) await refund(tx, org, note.id, credit.refund, calendar);
}

async function linesOf(
  tx: Tx,
  orgId: string,
  demo: DemoOrg,
  invoiceId: string,
  credit: DemoCredit,
): Promise<NoteLine[]> {
  const of = await tx
    .selectFrom('invoice_lines')
    .select(['id', 'description'])
    .where('org_id', '=', orgId)
    .where('invoice_id', '=', invoiceId)
    .execute();
  return credit.lines.map((line) => ({
    description: line.text,
    quantity: line.quantity ?? '1',
    unit: line.unit ?? null,
    unit_price_minor: line.price,
    tax_rate_bp: demo.taxRateBp,
    invoice_line_id: of.find(({ description }) => description === line.of)?.id ?? null,
  }));
}

async function refund(
  tx: Tx,
  org: OrgRow,
  id: string,
  { day, amount, method, reference }: NonNullable<DemoCredit['refund']>,
  calendar: Calendar,
): Promise<void> {
  await recordRefund(
    tx,
    system(org.id, 'demo world'),
    { kind: 'credit_note', id },
    {
      paid_on: calendar.day(day),
      amount_minor: amount,
      method,
      reference: reference ?? null,
      note: null,
      idempotency_key: crypto.randomUUID(),
    },
    { today: calendar.today, now: calendar.past(day, 12) },
  );
}
