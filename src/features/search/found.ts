/** Of each kind on the page; more are found by typing more. */
export const MOST_FOUND = 20;
/** Of each kind in the palette. */
export const MOST_OFFERED = 5;

export interface FoundCustomer {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly kind: string;
  readonly line1: string | null;
  readonly city: string | null;
  readonly archived_at: Temporal.Instant | null;
  readonly phone: string | null;
  readonly email: string | null;
}

export interface FoundContact {
  readonly id: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly customer_number: string;
  readonly customer_name: string;
}

export interface FoundSite {
  readonly id: string;
  readonly name: string;
  readonly line1: string | null;
  readonly city: string | null;
  readonly customer_name: string;
}

export interface FoundJob {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly step: string;
  readonly starts_at: Temporal.Instant | null;
  readonly customer_name: string;
}

export interface FoundInvoice {
  readonly id: string;
  readonly number: string | null;
  readonly state: string;
  readonly issued_on: Temporal.PlainDate | null;
  readonly total_minor: bigint;
  readonly currency: string;
  readonly customer_name: string;
}

export interface FoundNote {
  readonly id: string;
  readonly number: string | null;
  readonly issued_on: Temporal.PlainDate | null;
  readonly total_minor: bigint;
  readonly currency: string;
  readonly customer_name: string;
}

export interface FoundThread {
  readonly id: string;
  readonly subject: string | null;
  readonly last_at: Temporal.Instant;
  readonly closed_at: Temporal.Instant | null;
  readonly customer_name: string;
  readonly job_number: string | null;
  readonly invoice_number: string | null;
}

/** What a search found, best first; one more than was asked for of a kind says that there are more. */
export interface Found {
  readonly customers: readonly FoundCustomer[];
  readonly contacts: readonly FoundContact[];
  readonly sites: readonly FoundSite[];
  readonly jobs: readonly FoundJob[];
  readonly invoices: readonly FoundInvoice[];
  readonly credits: readonly FoundNote[];
  readonly threads: readonly FoundThread[];
  /** Every word was too common: of some kinds only the newest were looked through. */
  readonly onlyNewest: boolean;
}
