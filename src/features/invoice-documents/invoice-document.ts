/**
 * An invoice or credit note as it stands on paper: plain data, nothing computed while drawing. Column names
 * are those of `invoices`, `invoice_lines`, `invoice_taxes` and `orgs`. Amounts are in minor units of
 * `currency`; texts are as people wrote them, cleaned when they are set.
 */
export interface InvoiceDocument {
  readonly kind: 'invoice' | 'credit_note';
  /** Null on a draft, which is marked as one. */
  readonly number: string | null;
  readonly state: 'draft' | 'issued' | 'void';
  readonly void_reason: string | null;
  readonly issued_on: Temporal.PlainDate | null;
  readonly due_on: Temporal.PlainDate | null;
  readonly currency: string;
  readonly prices_include_tax: boolean;
  readonly net_minor: bigint;
  readonly tax_minor: bigint;
  readonly total_minor: bigint;
  /** Paid or credited so far; what is left is due. */
  readonly paid_minor: bigint;
  /** Of that, what credit notes settled. */
  readonly settled_by_credit_minor: bigint;
  /** What its credit notes come to. */
  readonly credited_minor: bigint;
  /** The invoice that a credit note corrects (EN 16931, BT-25 and BT-26). */
  readonly corrects: { readonly number: string; readonly issued_on: Temporal.PlainDate } | null;
  /** Why a credit note was given. */
  readonly reason: string | null;
  readonly customer_reference: string | null;
  readonly note: string | null;
  readonly job_number: string | null;
  readonly lines: readonly InvoiceDocumentLine[];
  readonly taxes: readonly InvoiceDocumentTax[];
  readonly org: InvoiceDocumentOrg;
  readonly customer: InvoiceDocumentCustomer;
  /** BCP 47, for words, dates and money: "en-GB". */
  readonly locale: string;
}

export interface InvoiceDocumentLine {
  readonly description: string;
  /** A decimal as PostgreSQL prints it: "2.5000". */
  readonly quantity: string;
  readonly unit: string | null;
  readonly unit_price_minor: bigint;
  readonly tax_rate_bp: number;
  readonly amount_minor: bigint;
}

export interface InvoiceDocumentTax {
  readonly rate_bp: number;
  readonly net_minor: bigint;
  readonly tax_minor: bigint;
}

export interface InvoiceDocumentOrg {
  readonly name: string;
  readonly tagline: string | null;
  readonly address: string | null;
  /** As people read it, not E.164. */
  readonly phone: string | null;
  readonly email: string | null;
  readonly vat_id: string | null;
  /** `#rrggbb`. */
  readonly accent: string;
  /** PNG or JPEG. */
  readonly logo: Uint8Array | null;
  readonly bank_holder: string | null;
  readonly bank_account: string | null;
  readonly bank_code: string | null;
  readonly invoice_footer: string | null;
}

export interface InvoiceDocumentCustomer {
  readonly number: string;
  readonly billing_name: string;
  readonly billing_address: string | null;
  readonly billing_vat_id: string | null;
}

/**
 * How the document stands, by itself and not by the day it is read: paper outlives "overdue". `in_favour`: a
 * credit note, or an invoice below zero, as imports bring them; `credited`: an invoice taken back by credit notes.
 */
export function standing(
  document: Pick<InvoiceDocument, 'kind' | 'state' | 'total_minor' | 'paid_minor' | 'credited_minor'>,
): 'draft' | 'void' | 'in_favour' | 'credited' | 'nothing' | 'paid' | 'part_paid' | 'open' {
  const { kind, state, total_minor, paid_minor, credited_minor } = document;
  if (state !== 'issued') return state;
  if (kind === 'credit_note' || total_minor < 0n) return 'in_favour';
  if (total_minor === 0n) return 'nothing';
  if (paid_minor >= total_minor) return credited_minor >= total_minor ? 'credited' : 'paid';
  return paid_minor > 0n ? 'part_paid' : 'open';
}

/** What is left to pay. */
export function dueMinor(document: InvoiceDocument): bigint {
  const stands = standing(document);
  return stands === 'open' || stands === 'part_paid' ? document.total_minor - document.paid_minor : 0n;
}
