import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';

export type Account = 'receivable' | 'revenue' | 'tax' | 'bank';

/** One booking. A positive amount is a debit; the amounts of a booking come to nothing. */
export interface Posting {
  readonly customerId: string;
  readonly currency: string;
  /** The day it counts for, in the org's calendar. */
  readonly bookedOn: Temporal.PlainDate;
  readonly invoiceId?: string;
  readonly paymentId?: string;
  readonly creditNoteId?: string;
  readonly amounts: Readonly<Partial<Record<Account, bigint>>>;
}

/**
 * Writes a booking into the append-only ledger. Accounts with nothing on them are left out. The database checks at
 * commit that it balances; checking here as well names the caller.
 * @throws RangeError when the amounts don't come to nothing
 */
export async function postEntries(tx: Tx, actor: StaffActor | SystemActor, posting: Posting): Promise<void> {
  const transactionId = crypto.randomUUID();
  const rows = Object.entries(posting.amounts)
    .filter(([, amount]) => amount !== 0n)
    .map(([account, amount_minor]) => ({
      org_id: actor.orgId,
      transaction_id: transactionId,
      account,
      customer_id: posting.customerId,
      invoice_id: posting.invoiceId ?? null,
      payment_id: posting.paymentId ?? null,
      credit_note_id: posting.creditNoteId ?? null,
      amount_minor,
      currency: posting.currency,
      booked_on: posting.bookedOn,
    }));
  if (rows.reduce((sum, row) => sum + row.amount_minor, 0n) !== 0n)
    throw new RangeError('the amounts of a booking must come to nothing');
  if (rows.length > 0) await tx.insertInto('ledger_entries').values(rows).execute();
}

/** The same booking the other way round: how something booked is taken back. */
export async function reverseEntries(tx: Tx, actor: StaffActor | SystemActor, posting: Posting): Promise<void> {
  const amounts = Object.fromEntries(Object.entries(posting.amounts).map(([account, amount]) => [account, -amount]));
  await postEntries(tx, actor, { ...posting, amounts });
}
