import { sql } from 'kysely';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Source } from './source.ts';

type Reader = StaffActor | SystemActor;

/** What is left of a payment, for a query over `payments as p`; nothing of one taken back or paid out. */
export const freeMinor = sql<bigint>`(case when p.state = 'returned' or p.direction = 'out' then 0
  else p.amount_minor - app.used_of_payment(p.org_id, p.id) end)::bigint`;

/** The invoices a payment or credit note settles, and how much of each. */
export async function invoicesSettledBy(tx: Tx, actor: Reader, { kind, id }: Pick<Source, 'kind' | 'id'>) {
  return tx
    .selectFrom('allocations as a')
    .innerJoin('invoices as i', (on) => on.onRef('i.org_id', '=', 'a.org_id').onRef('i.id', '=', 'a.invoice_id'))
    .select(['i.id', 'i.number', 'i.due_on', 'i.currency'])
    .select(sql<bigint>`sum(a.amount_minor)::bigint`.as('amount_minor'))
    .where('a.org_id', '=', actor.orgId)
    .where(kind === 'payment' ? 'a.payment_id' : 'a.credit_note_id', '=', id)
    .groupBy(['i.id', 'i.number', 'i.due_on', 'i.currency'])
    .having(sql<boolean>`sum(a.amount_minor) <> 0`)
    .orderBy('i.due_on')
    .orderBy('i.id')
    .execute();
}

export type InvoicePaid = Awaited<ReturnType<typeof invoicesSettledBy>>[number];

/** What is left of a payment or credit note, and whose it is. @throws NotFound */
export async function creditLeft(tx: Tx, actor: Reader, { kind, id }: Pick<Source, 'kind' | 'id'>) {
  if (!isUuid(id)) throw new NotFound();
  if (kind === 'payment') {
    const payment = await tx
      .selectFrom('payments as p')
      .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'p.org_id').onRef('c.id', '=', 'p.customer_id'))
      .select(['p.customer_id', 'c.name as customer_name', 'p.currency', 'p.state', 'p.direction'])
      .select(freeMinor.as('free_minor'))
      .where('p.org_id', '=', actor.orgId)
      .where('p.id', '=', id)
      .executeTakeFirst();
    if (!payment) throw new NotFound();
    const { state, direction, ...left } = payment;
    return { ...left, isOut: state === 'returned' || direction === 'out' };
  }
  const note = await tx
    .selectFrom('credit_notes as n')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'n.org_id').onRef('c.id', '=', 'n.customer_id'))
    .select(['n.customer_id', 'c.name as customer_name', 'n.currency', 'n.state', 'n.total_minor', 'n.used_minor'])
    .where('n.org_id', '=', actor.orgId)
    .where('n.id', '=', id)
    .executeTakeFirst();
  if (!note) throw new NotFound();
  const { state, total_minor, used_minor, ...left } = note;
  const isOut = state !== 'issued';
  return { ...left, isOut, free_minor: isOut ? 0n : total_minor - used_minor };
}

export type CreditLeft = Awaited<ReturnType<typeof creditLeft>>;

/** What was paid out of a payment or credit note. */
export async function refundsOf(tx: Tx, actor: Reader, { kind, id }: Pick<Source, 'kind' | 'id'>) {
  return tx
    .selectFrom('payments')
    .select(['id', 'received_on', 'amount_minor', 'currency', 'method'])
    .where('org_id', '=', actor.orgId)
    .where(kind === 'payment' ? 'refund_of_payment_id' : 'refund_of_credit_note_id', '=', id)
    .where('state', '=', 'cleared')
    .orderBy('received_on')
    .orderBy('id')
    .execute();
}

export type Refund = Awaited<ReturnType<typeof refundsOf>>[number];
