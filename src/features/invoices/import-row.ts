import type { CustomerRef } from '../customers/index.ts';
import type { Totals } from '../papers/index.ts';

export interface InvoiceLineRow {
  description: string;
  /** A decimal with at most four places, as `parseQuantity` takes it. */
  quantity: string;
  unit: string | null;
  unit_price_minor: bigint;
  tax_rate_bp: number;
  amount_minor: bigint;
}

/** An invoice of the old program with all its lines, and the totals it was printed with. */
export interface InvoiceRow {
  external_id: string | null;
  /** null exactly for drafts. */
  number: string | null;
  customer: CustomerRef | null;
  /** Number or external ID of a job; it also says whose the invoice is when `customer` is null. */
  job: string | null;
  state: 'draft' | 'issued' | 'void';
  issued_on: Temporal.PlainDate | null;
  due_on: Temporal.PlainDate | null;
  currency: string;
  prices_include_tax: boolean;
  customer_reference: string | null;
  note: string | null;
  lines: readonly InvoiceLineRow[];
  totals: Totals;
}
