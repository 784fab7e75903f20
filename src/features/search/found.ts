/** Of each kind; more are found by typing more. */
export const MOST_FOUND = 20;

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

/** What a search found, best first; one more than `MOST_FOUND` of a kind says that there are more. */
export interface Found {
  readonly customers: readonly FoundCustomer[];
  readonly jobs: readonly FoundJob[];
  readonly invoices: readonly FoundInvoice[];
}
