import { sql } from 'kysely';
import { recordset, type Tx } from '../../platform/db/index.ts';
import type { Posting } from './post-entries.ts';

/**
 * Writes many bookings into the append-only ledger with one statement, as `postEntries` does one. The database checks
 * that each comes to nothing: when the statement ends if the transaction has set its constraints immediate, else at
 * commit.
 */
export async function postMany(tx: Tx, orgId: string, postings: readonly Posting[]): Promise<void> {
  const rows = postings.flatMap((posting) => {
    const transaction_id = crypto.randomUUID();
    return Object.entries(posting.amounts)
      .filter(([, amount_minor]) => amount_minor !== 0n)
      .map(([account, amount_minor]) => ({
        transaction_id,
        account,
        customer_id: posting.customerId,
        invoice_id: posting.invoiceId ?? null,
        payment_id: posting.paymentId ?? null,
        amount_minor,
        currency: posting.currency,
        booked_on: posting.bookedOn,
      }));
  });
  if (rows.length === 0) return;
  const columns = {
    transaction_id: 'uuid',
    account: 'text',
    customer_id: 'uuid',
    invoice_id: 'uuid',
    payment_id: 'uuid',
    amount_minor: 'bigint',
    currency: 'text',
    booked_on: 'date',
  } as const;
  const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
  await sql`
    insert into ledger_entries (org_id, ${names})
    select ${orgId}, ${names} from ${recordset(rows, columns)} as r`.execute(tx);
}
