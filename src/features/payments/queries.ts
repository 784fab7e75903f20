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
import type { Method } from './payment.ts';
import { freeMinor } from '../allocations/index.ts';

type Reader = StaffActor | SystemActor;

/** One payment with whose it is, who recorded it and what of it is free. @throws NotFound */
export async function findPayment(tx: Tx, actor: Reader, id: string) {
  if (!isUuid(id)) throw new NotFound();
  const payment = await tx
    .selectFrom('payments as p')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'p.org_id').onRef('c.id', '=', 'p.customer_id'))
    .leftJoin('staff as w', (on) => on.onRef('w.org_id', '=', 'p.org_id').onRef('w.id', '=', 'p.recorded_by_staff_id'))
    .selectAll('p')
    .select(['c.name as customer_name', 'c.number as customer_number', 'w.name as staff_name'])
    .select(freeMinor.as('free_minor'))
    .where('p.org_id', '=', actor.orgId)
    .where('p.id', '=', id)
    .executeTakeFirst();
  if (!payment) throw new NotFound();
  return payment;
}

export type PaymentRecord = Awaited<ReturnType<typeof findPayment>>;

export interface PaymentFilter {
  readonly state: 'cleared' | 'returned' | null;
  readonly method: Method | null;
  readonly customerId: string | null;
  /** Days of receipt, both included. */
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
}

export const OFFICE_PAGE = 50;
const ORDER: Order = { column: 'p.received_on', id: 'p.id', type: 'date', descending: true };

/** A page of the office's payments, newest first. */
export async function listPayments(tx: Tx, actor: Reader, filter: PaymentFilter, page: PageAsked) {
  const { state, method, customerId, from, to } = filter;
  const direction = readingOrder(ORDER, page).descending ? 'desc' : 'asc';
  const rows = await tx
    .selectFrom('payments as p')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'p.org_id').onRef('c.id', '=', 'p.customer_id'))
    .select(['p.id', 'p.received_on', 'p.amount_minor', 'p.currency', 'p.method', 'p.state', 'p.direction'])
    .select('p.reference')
    .select(['c.name as customer_name', 'c.number as customer_number'])
    .select(freeMinor.as('free_minor'))
    .where('p.org_id', '=', actor.orgId)
    .where(pastCursor(ORDER, page))
    .$if(state !== null, (query) => query.where('p.state', '=', state ?? ''))
    .$if(method !== null, (query) => query.where('p.method', '=', method ?? ''))
    .$if(customerId !== null, (query) => query.where('p.customer_id', '=', customerId ?? ''))
    .$if(from !== null, (query) => query.where('p.received_on', '>=', from))
    .$if(to !== null, (query) => query.where('p.received_on', '<=', to))
    .orderBy('p.received_on', direction)
    .orderBy('p.id', direction)
    .limit(OFFICE_PAGE + 1)
    .execute();
  return listPage(rows, OFFICE_PAGE, page, (row): Cursor => ({ key: row.received_on.toString(), id: row.id }));
}

export type PaymentListed = Awaited<ReturnType<typeof listPayments>>['rows'][number];
