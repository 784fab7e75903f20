import { sql } from 'kysely';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import {
  listPage,
  pastCursor,
  readingOrder,
  type Cursor,
  type Order,
  type PageAsked,
  type Tx,
} from '../../platform/db/index.ts';
import { creditCorrects, creditSettles, isCreditOfInvoice } from './credits.ts';

type Reader = StaffActor | SystemActor;

/** One invoice with what its office page says about it. @throws NotFound */
export async function findInvoice(tx: Tx, actor: Reader, id: string) {
  if (!isUuid(id)) throw new NotFound();
  const [invoice, lines, taxes, credits] = await Promise.all([
    tx
      .selectFrom('invoices as i')
      .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'i.org_id').onRef('c.id', '=', 'i.customer_id'))
      .leftJoin('jobs as j', (on) => on.onRef('j.org_id', '=', 'i.org_id').onRef('j.id', '=', 'i.job_id'))
      .selectAll('i')
      .select(['c.name as customer_name', 'c.number as customer_number', 'j.number as job_number'])
      .where('i.org_id', '=', actor.orgId)
      .where('i.id', '=', id)
      .executeTakeFirst(),
    tx
      .selectFrom('invoice_lines')
      .selectAll()
      .where('org_id', '=', actor.orgId)
      .where('invoice_id', '=', id)
      .orderBy('position')
      .execute(),
    tx
      .selectFrom('invoice_taxes')
      .selectAll()
      .where('org_id', '=', actor.orgId)
      .where('invoice_id', '=', id)
      .orderBy('rate_bp')
      .execute(),
    creditsOf(tx, actor, id),
  ]);
  if (!invoice) throw new NotFound();
  return { ...invoice, lines, taxes, credits };
}

/** The issued credit notes that correct an invoice or are set against it. */
async function creditsOf(tx: Tx, actor: Reader, invoiceId: string) {
  return tx
    .selectFrom('invoices as i')
    .innerJoin('credit_notes as c', (on) =>
      on.onRef('c.org_id', '=', 'i.org_id').onRef('c.customer_id', '=', 'i.customer_id'),
    )
    .select(['c.id', 'c.number', 'c.issued_on', 'c.total_minor'])
    .select([creditCorrects.as('corrects'), creditSettles.as('settles_minor')])
    .where('i.org_id', '=', actor.orgId)
    .where('i.id', '=', invoiceId)
    .where('c.state', '=', 'issued')
    .where(isCreditOfInvoice)
    .orderBy('c.issued_on')
    .orderBy('c.id')
    .execute();
}

export type InvoiceRecord = Awaited<ReturnType<typeof findInvoice>>;

export const INVOICE_STATES = ['draft', 'open', 'overdue', 'part_paid', 'paid', 'credited', 'void'] as const;
export type InvoiceFilterState = (typeof INVOICE_STATES)[number];

export interface InvoiceFilter {
  readonly state: InvoiceFilterState | null;
  readonly customerId: string | null;
  readonly jobId?: string | null;
  /** Days of the invoice date, both included. */
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
}

export const OFFICE_PAGE = 50;
const ORDER: Order = { column: 'i.issued_on', id: 'i.id', type: 'date', descending: true };

/** A page of the office's invoices, newest first, drafts without a date on top. */
export async function listInvoices(
  tx: Tx,
  actor: Reader,
  filter: InvoiceFilter,
  page: PageAsked,
  today: Temporal.PlainDate,
) {
  const { customerId, jobId, from, to } = filter;
  const direction = readingOrder(ORDER, page).descending ? 'desc' : 'asc';
  const rows = await tx
    .selectFrom('invoices as i')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'i.org_id').onRef('c.id', '=', 'i.customer_id'))
    .leftJoin('jobs as j', (on) => on.onRef('j.org_id', '=', 'i.org_id').onRef('j.id', '=', 'i.job_id'))
    .select(['i.id', 'i.number', 'i.state', 'i.issued_on', 'i.due_on', 'i.total_minor', 'i.currency'])
    .select(['i.customer_reference', 'c.name as customer_name', 'c.number as customer_number'])
    .select(['i.paid_minor', 'i.credited_minor', 'j.number as job_number'])
    .where('i.org_id', '=', actor.orgId)
    .where(pastCursor(ORDER, page))
    .where(inState(filter.state, today))
    .$if(customerId !== null, (query) => query.where('i.customer_id', '=', customerId))
    .$if(jobId !== null && jobId !== undefined, (query) => query.where('i.job_id', '=', jobId ?? null))
    .$if(from !== null, (query) => query.where('i.issued_on', '>=', from))
    .$if(to !== null, (query) => query.where('i.issued_on', '<=', to))
    .orderBy('i.issued_on', direction)
    .orderBy('i.id', direction)
    .limit(OFFICE_PAGE + 1)
    .execute();
  return listPage(rows, OFFICE_PAGE, page, (row): Cursor => ({ key: row.issued_on?.toString() ?? null, id: row.id }));
}

/** The ids of the invoices that a filter fits, the oldest first: the order in which they are issued. */
export async function invoiceIds(
  tx: Tx,
  actor: Reader,
  { state, customerId, from, to }: InvoiceFilter,
  today: Temporal.PlainDate,
  most: number,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('invoices as i')
    .select('i.id')
    .where('i.org_id', '=', actor.orgId)
    .where(inState(state, today))
    .$if(customerId !== null, (query) => query.where('i.customer_id', '=', customerId))
    .$if(from !== null, (query) => query.where('i.issued_on', '>=', from))
    .$if(to !== null, (query) => query.where('i.issued_on', '<=', to))
    .orderBy('i.issued_on', 'desc')
    .orderBy('i.id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => row.id).toReversed();
}

export type InvoiceListed = Awaited<ReturnType<typeof listInvoices>>['rows'][number];

/** The states of `invoiceState` as a condition; `open` is everything issued that is still to be paid. */
function inState(state: InvoiceFilterState | null, today: Temporal.PlainDate) {
  // As the index of what is unpaid says it.
  const left = sql`i.state = 'issued' and i.total_minor > i.paid_minor`;
  switch (state) {
    case null:
      return sql<boolean>`true`;
    case 'draft':
      return sql<boolean>`i.state = 'draft'`;
    case 'void':
      return sql<boolean>`i.state = 'void'`;
    case 'open':
      return sql<boolean>`(${left})`;
    case 'overdue':
      return sql<boolean>`(i.due_on < ${today.toString()}::date and ${left})`;
    case 'part_paid':
      return sql<boolean>`(${left} and i.paid_minor > 0)`;
    case 'paid':
      return sql<boolean>`(i.state = 'issued' and i.total_minor >= 0 and i.total_minor <= i.paid_minor
        and (i.credited_minor < i.total_minor or i.total_minor = 0))`;
    case 'credited':
      return sql<boolean>`(i.state = 'issued' and (i.total_minor < 0
        or (i.total_minor > 0 and i.total_minor <= i.paid_minor and i.credited_minor = i.total_minor)))`;
  }
}

/** A customer's invoices that still wait for money, the longest due first: the order in which a payment settles them. */
export async function openInvoices(tx: Tx, actor: Reader, customerId: string) {
  const rows = await tx
    .selectFrom('invoices as i')
    .select(['i.id', 'i.number', 'i.issued_on', 'i.due_on', 'i.total_minor', 'i.paid_minor', 'i.currency', 'i.state'])
    .where('i.org_id', '=', actor.orgId)
    .where('i.customer_id', '=', customerId)
    .where('i.state', '=', 'issued')
    .whereRef('i.total_minor', '>', 'i.paid_minor')
    .orderBy('i.due_on')
    .orderBy('i.issued_on')
    .orderBy('i.id')
    .limit(MOST_OPEN)
    .execute();
  return rows.map((row) => ({ ...row, due_minor: row.total_minor - row.paid_minor }));
}

/** The most open invoices that one payment is spread over. */
const MOST_OPEN = 500;
export type OpenInvoice = Awaited<ReturnType<typeof openInvoices>>[number];

/** The payments that settle an invoice, newest first; what was taken back comes to nothing and is left out. */
export async function paymentsOf(tx: Tx, actor: Reader, invoiceId: string) {
  return tx
    .selectFrom('allocations as a')
    .innerJoin('payments as p', (on) => on.onRef('p.org_id', '=', 'a.org_id').onRef('p.id', '=', 'a.payment_id'))
    .select(['p.id', 'p.received_on', 'p.method', 'p.currency', 'p.reference'])
    .select(sql<bigint>`sum(a.amount_minor)::bigint`.as('amount_minor'))
    .where('a.org_id', '=', actor.orgId)
    .where('a.invoice_id', '=', invoiceId)
    .groupBy(['p.id', 'p.received_on', 'p.method', 'p.currency', 'p.reference'])
    .having(sql<boolean>`sum(a.amount_minor) <> 0`)
    .orderBy('p.received_on', 'desc')
    .orderBy('p.id', 'desc')
    .execute();
}

export type PaymentOfInvoice = Awaited<ReturnType<typeof paymentsOf>>[number];
