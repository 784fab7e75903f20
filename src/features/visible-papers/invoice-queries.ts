import { sql } from 'kysely';
import type { PortalActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import {
  build,
  isFirstPage,
  listPage,
  pastCursor,
  readingOrder,
  type PageAsked,
  type Reads,
  type Tx,
} from '../../platform/db/index.ts';
import { askFor, portalMay, type Asker } from '../sessions/index.ts';
import type { Dues } from '../ledger/index.ts';
import { creditCorrects, creditSettles, isCreditOfInvoice } from '../invoices/index.ts';
import type { VisibleInvoiceDetail } from './visible-invoice.ts';

/** Invoices on one page of the list. */
export const INVOICES_PER_PAGE = 25;
/** More payments than this towards one invoice are added up only. */
const MOST_PAYMENTS = 50;

/**
 * The invoices of the visitor's customer that the visitor may see, or the one a link is for; never a draft. Where every
 * read of invoices on the customer's side starts.
 */
export function invoicesVisibleTo(tx: Reads, actor: Asker) {
  const { subject } = actor;
  return tx
    .selectFrom('invoices as i')
    .where('i.org_id', '=', actor.orgId)
    .where('i.customer_id', '=', actor.customerId)
    .where('i.state', '<>', 'draft')
    .where((eb) => {
      if (subject !== null) return subject.kind === 'invoice' ? eb('i.id', '=', subject.id) : sql<boolean>`false`;
      return portalMay(actor, 'invoices') ? sql<boolean>`true` : sql<boolean>`false`;
    });
}

/** As the index of what is unpaid says it. */
const isUnpaid = sql<boolean>`(i.state = 'issued' and i.total_minor > i.paid_minor)`;

const firstLine = sql<string | null>`(select l.description from invoice_lines as l
  where l.org_id = i.org_id and l.invoice_id = i.id order by l.position limit 1)`.as('first_line');

const COLUMNS = [
  'i.id',
  'i.number',
  'i.state',
  'i.issued_on',
  'i.due_on',
  'i.currency',
  'i.total_minor',
  'i.paid_minor',
  'i.credited_minor',
] as const;

/** Invoices with something left to pay, the longest due first. */
export async function unpaidInvoices(
  tx: Tx,
  actor: PortalActor,
  { page = {}, size = INVOICES_PER_PAGE }: { page?: PageAsked; size?: number } = {},
) {
  return invoicePage(tx, actor, { page, size, by: 'due_on', descending: false, only: 'unpaid' });
}

/** All others: paid, void, credited; the newest first. */
export async function settledInvoices(tx: Tx, actor: PortalActor, page: PageAsked) {
  return invoicePage(tx, actor, { page, size: INVOICES_PER_PAGE, by: 'issued_on', descending: true, only: 'settled' });
}

interface InvoicesAsked {
  readonly page: PageAsked;
  readonly size: number;
  readonly by: 'due_on' | 'issued_on';
  readonly descending: boolean;
  readonly only: 'unpaid' | 'settled';
}

async function invoicePage(tx: Tx, actor: PortalActor, { page, size, by, descending, only }: InvoicesAsked) {
  const order = { column: `i.${by}`, id: 'i.id', type: 'date', descending } as const;
  const direction = readingOrder(order, page).descending ? 'desc' : 'asc';
  const rowsOf = (reads: Reads, who: Asker, most: number) =>
    invoicesVisibleTo(reads, who)
      .select(COLUMNS)
      .select(firstLine)
      .where(only === 'unpaid' ? isUnpaid : sql<boolean>`not ${isUnpaid}`)
      .where(pastCursor(order, page))
      .orderBy(order.column, direction)
      .orderBy('i.id', direction)
      .limit(most);
  const rows = isFirstPage(page)
    ? await askFor(tx, `invoices ${only}`, actor, { most: size + 1 }, (asker, values) =>
        rowsOf(build, asker, values.most),
      )
    : await rowsOf(tx, actor, size + 1).execute();
  const found = rows.map(issued);
  return listPage(found, size, page, (row) => ({ key: row[by].toString(), id: row.id }));
}

/** Number and days are there on everything but a draft (a check of the table). */
function issued<
  Row extends {
    number: string | null;
    issued_on: Temporal.PlainDate | null;
    due_on: Temporal.PlainDate | null;
  },
>(row: Row) {
  const { number, issued_on, due_on } = row;
  if (number === null || issued_on === null || due_on === null) throw new Error('an invoice without a number was read');
  return { ...row, number, issued_on, due_on };
}

/** Unpaid invoices added up by currency. */
export async function duesVisibleTo(tx: Tx, actor: PortalActor, today: Temporal.PlainDate): Promise<UnpaidSum[]> {
  const left = sql`(i.total_minor - i.paid_minor)`;
  return askFor(tx, 'dues', actor, { today }, (asker, values) =>
    invoicesVisibleTo(build, asker)
      .select([
        'i.currency',
        sql<number>`count(*)::int`.as('count'),
        sql<bigint>`sum(${left})::bigint`.as('due_minor'),
        sql<bigint>`coalesce(sum(${left}) filter (where i.due_on < ${values.today}::date), 0)::bigint`.as(
          'overdue_minor',
        ),
        sql<Temporal.PlainDate>`min(i.due_on)`.as('first_due_on'),
        sql<Temporal.PlainDate>`max(i.due_on)`.as('last_due_on'),
      ])
      .where(isUnpaid)
      .groupBy('i.currency')
      .orderBy('i.currency'),
  );
}

export interface UnpaidSum extends Dues {
  readonly count: number;
}

/** The number of the one invoice a link is for. @throws NotFound also while it is a draft */
export async function numberOfInvoice(tx: Tx, actor: PortalActor): Promise<string> {
  const row = await invoicesVisibleTo(tx, actor).select('i.number').executeTakeFirst();
  if (!row || row.number === null) throw new NotFound();
  return row.number;
}

/** An invoice with its lines, tax and payments, in one round trip. @throws NotFound */
export async function invoiceByNumber(tx: Tx, actor: PortalActor, number: string): Promise<VisibleInvoiceDetail> {
  const asked = { number };
  const [[head], lines, taxes, payments, credits] = await Promise.all([
    askFor(tx, 'invoice', actor, asked, headOf),
    askFor(tx, 'invoice lines', actor, asked, linesOf),
    askFor(tx, 'invoice taxes', actor, asked, taxesOf),
    askFor(tx, 'invoice payments', actor, asked, paymentsOf),
    askFor(tx, 'invoice credits', actor, asked, creditsOf),
  ]);
  if (!head) throw new NotFound();
  return { ...issued(head), lines, taxes, payments, credits };
}

interface ByNumber {
  readonly number: string;
}

function headOf(asker: Asker, { number }: ByNumber) {
  return invoicesVisibleTo(build, asker)
    .leftJoin('jobs as j', (on) => on.onRef('j.org_id', '=', 'i.org_id').onRef('j.id', '=', 'i.job_id'))
    .select(COLUMNS)
    .select([
      'i.prices_include_tax',
      'i.net_minor',
      'i.tax_minor',
      'i.customer_reference',
      'i.note',
      'i.billing_name',
      'i.billing_address',
      'i.billing_vat_id',
      'i.void_reason',
      'j.number as job_number',
      'j.title as job_title',
    ])
    .select(firstLine)
    .where('i.number', '=', number);
}

function linesOf(asker: Asker, { number }: ByNumber) {
  return invoicesVisibleTo(build, asker)
    .innerJoin('invoice_lines as l', (on) => on.onRef('l.org_id', '=', 'i.org_id').onRef('l.invoice_id', '=', 'i.id'))
    .select(['l.id', 'l.description', 'l.quantity', 'l.unit', 'l.unit_price_minor', 'l.tax_rate_bp', 'l.amount_minor'])
    .where('i.number', '=', number)
    .orderBy('l.position');
}

function taxesOf(asker: Asker, { number }: ByNumber) {
  return invoicesVisibleTo(build, asker)
    .innerJoin('invoice_taxes as x', (on) => on.onRef('x.org_id', '=', 'i.org_id').onRef('x.invoice_id', '=', 'i.id'))
    .select(['x.rate_bp', 'x.net_minor', 'x.tax_minor'])
    .where('i.number', '=', number)
    .orderBy('x.rate_bp');
}

/** What each payment gave to the invoice; one that was taken back entirely is left out. */
function paymentsOf(asker: Asker, { number }: ByNumber) {
  return invoicesVisibleTo(build, asker)
    .innerJoin('allocations as a', (on) => on.onRef('a.org_id', '=', 'i.org_id').onRef('a.invoice_id', '=', 'i.id'))
    .innerJoin('payments as p', (on) => on.onRef('p.org_id', '=', 'a.org_id').onRef('p.id', '=', 'a.payment_id'))
    .select(['p.received_on', 'p.method', sql<bigint>`sum(a.amount_minor)::bigint`.as('amount_minor')])
    .where('i.number', '=', number)
    .groupBy(['p.id', 'p.received_on', 'p.method'])
    .having(sql<boolean>`sum(a.amount_minor) <> 0`)
    .orderBy('p.received_on')
    .orderBy('p.id')
    .limit(MOST_PAYMENTS);
}

/** The credit notes that correct the invoice or are set against it. */
function creditsOf(asker: Asker, { number }: ByNumber) {
  return invoicesVisibleTo(build, asker)
    .innerJoin('credit_notes as c', (on) =>
      on.onRef('c.org_id', '=', 'i.org_id').onRef('c.customer_id', '=', 'i.customer_id'),
    )
    .select(['c.id', 'c.number', 'c.issued_on', 'c.total_minor'])
    .select([creditCorrects.as('corrects'), creditSettles.as('settles_minor')])
    .where('i.number', '=', number)
    .where('c.state', '=', 'issued')
    .where(isCreditOfInvoice)
    .orderBy('c.issued_on')
    .orderBy('c.id')
    .limit(MOST_PAYMENTS);
}

/** The org's logo, for its papers. */
export async function logoOfOrg(tx: Tx, actor: PortalActor): Promise<Uint8Array | null> {
  const row = await tx.selectFrom('orgs').select('logo').where('id', '=', actor.orgId).executeTakeFirst();
  return row?.logo ?? null;
}
