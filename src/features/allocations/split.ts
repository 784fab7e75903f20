import type { Money } from '../../kernel/money.ts';

/** An invoice that waits for money. */
export interface Waiting {
  readonly id: string;
  /** What is still to be paid of it, above nothing. */
  readonly due_minor: bigint;
}

/** How much of a payment goes to which invoice; no part is zero. */
export type Split = readonly { readonly invoiceId: string; readonly amount_minor: bigint }[];

/** Spreads an amount over invoices in the order given, each in full before the next begins. The rest is credit. */
export function oldestFirst(amountMinor: bigint, waiting: readonly Waiting[]): Split {
  let left = amountMinor;
  const split: { invoiceId: string; amount_minor: bigint }[] = [];
  for (const { id, due_minor } of waiting) {
    const part = due_minor < left ? due_minor : left;
    if (part <= 0n) continue;
    split.push({ invoiceId: id, amount_minor: part });
    left -= part;
  }
  return split;
}

export type SplitRefusal =
  | { readonly reason: 'payments.error-not-waiting'; readonly invoiceId: string }
  | { readonly reason: 'payments.error-more-than-due'; readonly invoiceId: string; readonly due_minor: bigint }
  | { readonly reason: 'payments.error-more-than-paid'; readonly over_minor: bigint };

/** Why amounts chosen by hand can't be allocated, or null: none beyond what its invoice waits for, all within the payment. */
export function splitRefusal(split: Split, amountMinor: bigint, waiting: readonly Waiting[]): SplitRefusal | null {
  const due = new Map(waiting.map((invoice) => [invoice.id, invoice.due_minor]));
  for (const { invoiceId, amount_minor } of split) {
    const due_minor = due.get(invoiceId);
    if (due_minor === undefined) return { reason: 'payments.error-not-waiting', invoiceId };
    if (amount_minor > due_minor) return { reason: 'payments.error-more-than-due', invoiceId, due_minor };
  }
  const over = split.reduce((sum, part) => sum + part.amount_minor, 0n) - amountMinor;
  return over > 0n ? { reason: 'payments.error-more-than-paid', over_minor: over } : null;
}

/** How an amount would be used now: worked out on request, before anything is written. */
export interface Preview {
  readonly split: Split;
  readonly left: Money;
}
