import type { TaxGroup, ShownLine } from '../papers/index.ts';

/** An invoice as its customer sees it in a list. Drafts are never one. */
export interface VisibleInvoice {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly issued_on: Temporal.PlainDate;
  readonly due_on: Temporal.PlainDate;
  readonly currency: string;
  readonly total_minor: bigint;
  /** Paid or credited so far. */
  readonly paid_minor: bigint;
  /** What its credit notes come to. */
  readonly credited_minor: bigint;
  /** What it is for: its first line. */
  readonly first_line: string | null;
}

/** What was paid towards one invoice, on a day. */
export interface VisiblePayment {
  readonly received_on: Temporal.PlainDate;
  readonly method: string;
  readonly amount_minor: bigint;
}

/** A credit note that corrects an invoice or is set against it. */
export interface VisibleCredit {
  readonly id: string;
  readonly number: string | null;
  readonly issued_on: Temporal.PlainDate | null;
  readonly total_minor: bigint;
  readonly corrects: boolean;
  /** How much of it settles this invoice. */
  readonly settles_minor: bigint;
}

/** The same with everything its paper says. */
export interface VisibleInvoiceDetail extends VisibleInvoice {
  readonly prices_include_tax: boolean;
  readonly net_minor: bigint;
  readonly tax_minor: bigint;
  readonly customer_reference: string | null;
  readonly note: string | null;
  readonly billing_name: string | null;
  readonly billing_address: string | null;
  readonly billing_vat_id: string | null;
  readonly void_reason: string | null;
  /** Only of a job this visitor may see. */
  readonly job_number: string | null;
  readonly job_title: string | null;
  readonly lines: readonly ShownLine[];
  readonly taxes: readonly TaxGroup[];
  readonly payments: readonly VisiblePayment[];
  readonly credits: readonly VisibleCredit[];
}
