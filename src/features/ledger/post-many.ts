import { sql } from 'kysely';
import { recordset, type Tx } from '../../platform/db/index.ts';

/** One booking of many; a positive amount is a debit, and the amounts of one booking come to nothing. */
export interface BulkPosting {
  readonly customer_id: string;
  readonly invoice_id: string | null;
  readonly payment_id: string | null;
  readonly currency: string;
  readonly booked_on: Temporal.PlainDate;
  readonly receivable: bigint;
  readonly revenue: bigint;
  readonly tax: bigint;
  readonly bank: bigint;
}

/**
 * Writes many bookings into the append-only ledger with one statement. Accounts with nothing on them are left out. The
 * database checks each booking when the statement ends if the transaction has set its constraints immediate, else at
 * commit.
 */
export async function postMany(tx: Tx, orgId: string, postings: readonly BulkPosting[]): Promise<void> {
  if (postings.length === 0) return;
  const columns = {
    customer_id: 'uuid',
    invoice_id: 'uuid',
    payment_id: 'uuid',
    currency: 'text',
    booked_on: 'date',
    receivable: 'bigint',
    revenue: 'bigint',
    tax: 'bigint',
    bank: 'bigint',
  } as const;
  await sql`
    with booking as materialized (select uuidv7() as transaction_id, r.* from ${recordset(postings, columns)} as r)
    insert into ledger_entries (org_id, transaction_id, account, customer_id, invoice_id, payment_id, amount_minor, currency, booked_on)
    select ${orgId}, b.transaction_id, entry.account, b.customer_id, b.invoice_id, b.payment_id, entry.amount, b.currency, b.booked_on
    from booking b
    cross join lateral (values ('receivable', b.receivable), ('revenue', b.revenue), ('tax', b.tax), ('bank', b.bank)) as entry(account, amount)
    where entry.amount <> 0`.execute(tx);
}
