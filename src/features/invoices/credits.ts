import { sql } from 'kysely';

// For queries over `invoices as i` and `credit_notes as c`.
export const creditCorrects = sql<boolean>`coalesce(c.invoice_id = i.id, false)`;
export const creditSettles = sql<bigint>`coalesce((select sum(a.amount_minor) from allocations a
  where a.org_id = i.org_id and a.invoice_id = i.id and a.credit_note_id = c.id), 0)::bigint`;
/** What corrects the invoice, and what was only set against it. */
export const isCreditOfInvoice = sql<boolean>`(c.invoice_id = i.id or c.id in (select a.credit_note_id from allocations a
  where a.org_id = i.org_id and a.invoice_id = i.id and a.credit_note_id is not null))`;

/** How much of what is paid of an invoice came from credit notes. */
export function settledByCredit(credits: readonly { readonly settles_minor: bigint }[]): bigint {
  return credits.reduce((sum, credit) => sum + credit.settles_minor, 0n);
}
