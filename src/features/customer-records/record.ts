import type { Selectable } from 'kysely';
import type { Invoices, Jobs, Sites } from '../../../db/types.ts';
import type { Money } from '../../kernel/money.ts';
import type { NamesAsked, NamesFound } from '../../platform/db/name-list.ts';

export type CustomersAsked = NamesAsked;

export interface CustomerRow {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly place: string | null;
  /** By currency, without settled ones. */
  readonly balances: readonly Money[];
}

export type CustomersFound = NamesFound<CustomerRow>;

/** What stands above the tabs of every part of a customer's record. */
export interface CustomerFacts {
  readonly balances: readonly Money[];
  readonly nextDueOn: Temporal.PlainDate | null;
  readonly nextJob: {
    readonly number: string;
    readonly title: string;
    readonly starts_at: Temporal.Instant;
    readonly ends_at: Temporal.Instant;
  } | null;
  readonly counts: Counts;
}

export interface Counts {
  readonly jobs: number;
  readonly invoices: number;
  readonly threads: number;
  readonly sites: number;
  readonly contacts: number;
}

/** Rows of the tabs. */
export type JobOfCustomer = Pick<Selectable<Jobs>, 'id' | 'number' | 'title' | 'step' | 'starts_at' | 'ends_at'> & {
  readonly site_name: string | null;
  readonly site_time_zone: string | null;
};

export type InvoiceOfCustomer = Pick<
  Selectable<Invoices>,
  'id' | 'number' | 'state' | 'issued_on' | 'due_on' | 'total_minor' | 'paid_minor' | 'credited_minor' | 'currency'
>;

export type SiteOfCustomer = Pick<
  Selectable<Sites>,
  'id' | 'name' | 'line1' | 'postcode' | 'city' | 'country' | 'archived_at'
>;
