import { sql, type RawBuilder } from 'kysely';
import type { PortalActor, StaffActor, SystemActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { listPage, type Cursor, type PageAsked, type Tx } from '../../platform/db/index.ts';
import { portalMay } from '../sessions/index.ts';
import { ageingOf, kindOf, type Ageing, type Movement, type Range, type Sums } from '../statement-documents/index.ts';

/** One customer's account in one currency. Made by `accountVisibleTo` on the customer's side. */
export interface Account {
  readonly orgId: string;
  readonly customerId: string;
  readonly currency: string;
}

/** The visitor's own account. @throws NotFound for a link to one thing, and for who may not see invoices */
export function accountVisibleTo(actor: PortalActor, currency: string): Account {
  if (actor.subject !== null || !portalMay(actor, 'invoices')) throw new NotFound();
  return { orgId: actor.orgId, customerId: actor.customerId, currency };
}

export function accountOf(actor: StaffActor | SystemActor, customerId: string, currency: string): Account {
  return { orgId: actor.orgId, customerId, currency };
}

/** The sums of a range for each currency that a customer has an account in. */
export async function sumsOf(tx: Tx, { orgId, customerId }: Account, { from, to }: Range): Promise<readonly Sums[]> {
  const [first, last] = [sql`${from.toString()}::date`, sql`${to.toString()}::date`];
  const { rows } = await sql<Sums>`
    select currency,
      coalesce(sum(amount_minor) filter (where booked_on < ${first}), 0)::bigint as opening_minor,
      coalesce(sum(amount_minor) filter (where booked_on between ${first} and ${last} and amount_minor > 0), 0)::bigint as debit_minor,
      coalesce(sum(amount_minor) filter (where booked_on between ${first} and ${last} and amount_minor < 0), 0)::bigint as credit_minor,
      coalesce(sum(amount_minor) filter (where booked_on <= ${last}), 0)::bigint as closing_minor,
      (count(*) filter (where booked_on between ${first} and ${last}))::int as count
    from ledger_entries
    where org_id = ${orgId} and customer_id = ${customerId} and account = 'receivable'
    group by currency order by currency`.execute(tx);
  return rows;
}

export const PER_PAGE = 50;

/** A page of the movements of a range, the oldest first, each with what is owed after it. */
export async function movementPage(tx: Tx, account: Account, range: Range, page: PageAsked) {
  const back = page.before !== undefined && page.after === undefined;
  const rows = await movements(tx, account, range, { place: placeOf(page), back, most: PER_PAGE + 1 });
  return listPage(rows, PER_PAGE, page, cursorOf);
}

export function cursorOf(row: Movement): Cursor {
  return { key: row.booked_on.toString(), id: row.id };
}

function placeOf({ after, before }: PageAsked): RawBuilder<boolean> {
  const cursor = after ?? before;
  if (!cursor || cursor.key === null) return sql<boolean>`true`;
  const place = sql`(${cursor.key}::date, ${cursor.id}::uuid)`;
  return after ? sql<boolean>`(w.booked_on, w.id) > ${place}` : sql<boolean>`(w.booked_on, w.id) < ${place}`;
}

interface Asked {
  readonly place: RawBuilder<boolean>;
  readonly back: boolean;
  readonly most: number;
}

/** The account is walked once in its order; only what the rows of the page are of is then looked up, each by its key. */
async function movements(
  tx: Tx,
  { orgId, customerId, currency }: Account,
  { from, to }: Range,
  { place, back, most }: Asked,
): Promise<Movement[]> {
  const order = sql.raw(back ? 'desc' : 'asc');
  const { rows } = await sql<Omit<Movement, 'kind'> & Parameters<typeof kindOf>[0]>`
    with walked as (
      select id, booked_on, amount_minor, invoice_id, credit_note_id, payment_id,
        sum(amount_minor) over (order by booked_on, id rows unbounded preceding) as balance_minor
      from ledger_entries
      where org_id = ${orgId} and customer_id = ${customerId} and account = 'receivable' and currency = ${currency}
        and booked_on <= ${to.toString()}::date
    ), page as materialized (
      select * from walked as w where w.booked_on >= ${from.toString()}::date and ${place}
      order by w.booked_on ${order}, w.id ${order} limit ${most}
    )
    select w.id, w.booked_on, w.amount_minor, w.balance_minor::bigint, coalesce(i.number, n.number) as number,
      coalesce(w.invoice_id, w.credit_note_id, w.payment_id) as source_id, p.reference,
      i.total_minor as invoice_total, w.credit_note_id as note_id, p.direction as payment_direction
    from page as w
    left join lateral (select number, total_minor from invoices where org_id = ${orgId} and id = w.invoice_id limit 1) i on true
    left join lateral (select number from credit_notes where org_id = ${orgId} and id = w.credit_note_id limit 1) n on true
    left join lateral (select reference, direction from payments where org_id = ${orgId} and id = w.payment_id limit 1) p on true
    order by w.booked_on ${order}, w.id ${order}`.execute(tx);
  return rows.map((row) => ({ ...row, kind: kindOf(row) }));
}

/** The next many movements after one, for a file that is written as it is read. */
export async function nextMovements(
  tx: Tx,
  account: Account,
  range: Range,
  after: Cursor | null,
  most: number,
): Promise<Movement[]> {
  const place = placeOf(after === null ? {} : { after });
  return movements(tx, account, range, { place, back: false, most });
}

/**
 * What was open on a day, by how late it was. For today the index of what is unpaid says it. For a day past, what was
 * set against an invoice counts from the day the money or credit note is of, and what was freed from the day it was.
 */
export async function ageingOn(
  tx: Tx,
  account: Account,
  { day, today, timeZone }: { day: Temporal.PlainDate; today: Temporal.PlainDate; timeZone: string },
): Promise<Ageing> {
  const open =
    Temporal.PlainDate.compare(day, today) >= 0 ? await openNow(tx, account) : await openOn(tx, account, day, timeZone);
  return ageingOf(open, day);
}

interface OpenSum {
  readonly due_on: Temporal.PlainDate;
  readonly left_minor: bigint;
}

async function openNow(tx: Tx, { orgId, customerId, currency }: Account): Promise<OpenSum[]> {
  const { rows } = await sql<OpenSum>`
    select due_on, sum(total_minor - paid_minor)::bigint as left_minor from invoices
    where org_id = ${orgId} and customer_id = ${customerId} and currency = ${currency}
      and state = 'issued' and total_minor > paid_minor
    group by due_on`.execute(tx);
  return rows;
}

async function openOn(
  tx: Tx,
  { orgId, customerId, currency }: Account,
  day: Temporal.PlainDate,
  timeZone: string,
): Promise<OpenSum[]> {
  const on = sql`${day.toString()}::date`;
  const { rows } = await sql<OpenSum>`
    with settled as (
      select a.invoice_id, sum(a.amount_minor)::bigint as minor
      from invoices i
      join allocations a on a.org_id = i.org_id and a.invoice_id = i.id
      left join payments p on p.org_id = a.org_id and p.id = a.payment_id
      left join credit_notes n on n.org_id = a.org_id and n.id = a.credit_note_id
      where i.org_id = ${orgId} and i.customer_id = ${customerId} and i.currency = ${currency}
        and (case when a.amount_minor > 0 then greatest(coalesce(p.received_on, n.issued_on), i.issued_on)
          else (a.created_at at time zone ${timeZone})::date end) <= ${on}
      group by a.invoice_id
    )
    select i.due_on, sum(i.total_minor - coalesce(s.minor, 0))::bigint as left_minor
    from invoices i left join settled s on s.invoice_id = i.id
    where i.org_id = ${orgId} and i.customer_id = ${customerId} and i.currency = ${currency} and i.issued_on <= ${on}
      and i.total_minor > coalesce(s.minor, 0)
      and (i.state = 'issued' or (i.state = 'void' and (i.voided_at at time zone ${timeZone})::date > ${on}))
    group by i.due_on`.execute(tx);
  return rows;
}
