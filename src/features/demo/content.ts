import type { StaffRole } from '../../kernel/permissions.ts';
import type { DemoConversations } from './conversations.ts';

/*
 * How the demo world is written down. Days are counted from the day it is loaded (−27 is four weeks ago less a day),
 * hours are the org's own, amounts are minor units. Things refer to each other by customer number, site name, staff
 * key and contact first name, as a person would.
 */

export interface DemoStaff {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  /** Null for people who are only sent out and never sign in. */
  readonly signsIn: boolean;
  readonly publicName?: string;
}

export interface DemoContact {
  readonly first: string;
  readonly last?: string;
  readonly position?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly language?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  /** The sites a contact is limited to. */
  readonly sites?: readonly string[];
  /** The colleague, by first name, who let this contact in. */
  readonly invitedBy?: string;
  /** The last day on which this contact may come in. */
  readonly accessEndsDay?: number;
  readonly pin?: string;
  /** Signs in with this and the demo's password. */
  readonly username?: string;
  /** Has the username and has not set a password yet. */
  readonly invitedOnly?: boolean;
  /** Its five tries are used up. */
  readonly pinBlocked?: boolean;
}

export interface DemoPlace {
  readonly name: string;
  readonly line1: string;
  readonly postcode: string;
  readonly access?: string;
  readonly at?: readonly [latitude: number, longitude: number];
}

export interface DemoCustomer {
  readonly number: string;
  readonly name: string;
  readonly kind?: 'person' | 'company';
  readonly line1?: string;
  readonly postcode?: string;
  readonly city?: string;
  readonly sinceDay: number;
  readonly language?: string;
  readonly notes?: string;
  readonly vatId?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly archived?: boolean;
  readonly contacts: readonly DemoContact[];
  /** One site at the customer's own address when none are named. */
  readonly sites?: readonly DemoPlace[];
}

export type Step =
  | 'received'
  | 'scheduling'
  | 'dispatched'
  | 'on_the_way'
  | 'arrived'
  | 'in_progress'
  | 'completed'
  | 'paused'
  | 'cancelled';

export interface DemoJob {
  /** Given by age when missing. */
  readonly number?: string;
  readonly customer: string;
  readonly site?: string;
  readonly title: string;
  readonly description?: string;
  readonly internal?: string;
  readonly step: Step;
  /** Day of the window; none yet when missing. */
  readonly day?: number;
  readonly hours?: readonly [from: number, to: number];
  readonly who?: string;
  readonly price?: bigint;
  readonly repeats?: string;
  readonly nextDueDay?: number;
  readonly reference?: string;
  readonly pauseReason?: string;
  readonly source?: 'office' | 'portal';
  readonly raisedBy?: string;
  readonly note?: string;
}

/** Work that came round again and again: a done job each time, and its invoice. */
export interface DemoRound {
  readonly customer: string;
  readonly site?: string;
  readonly title: string;
  readonly description: string;
  readonly lastDay: number;
  readonly everyDays: number;
  readonly times: number;
  readonly hours: readonly [from: number, to: number];
  readonly who: string;
  readonly price: bigint;
  readonly repeats: string;
  readonly lines: readonly DemoLine[];
  readonly paysAfterDays: number;
  readonly unpaid?: number;
  readonly method: 'cash' | 'transfer' | 'card' | 'cheque' | 'direct_debit';
}

export interface DemoLine {
  readonly text: string;
  readonly quantity?: string;
  readonly unit?: string;
  readonly price: bigint;
}

export interface DemoInvoice {
  readonly key?: string;
  readonly customer: string;
  readonly job?: string;
  readonly state: 'draft' | 'issued' | 'void';
  readonly day: number;
  readonly dueDay: number;
  readonly lines: readonly DemoLine[];
  readonly reference?: string;
  readonly note?: string;
  readonly voidReason?: string;
  /** What has come in for it; more than its total is credit. */
  readonly paid?: bigint;
  readonly paidDay?: number;
  readonly method?: DemoRound['method'];
}

/** What was taken back of an invoice. */
export interface DemoCredit {
  /** The invoice's key. */
  readonly invoice: string;
  readonly day: number;
  readonly isDraft?: boolean;
  readonly reason: string;
  /** `of` is the text of the invoice's line. */
  readonly lines: readonly (DemoLine & { readonly of: string })[];
  readonly refund?: {
    readonly day: number;
    readonly amount: bigint;
    readonly method: DemoRound['method'];
    readonly reference?: string;
  };
}

export interface DemoLink {
  readonly kind: 'customer' | 'contact' | 'job' | 'invoice';
  readonly customer: string;
  readonly contact?: string;
  readonly job?: string;
  readonly invoice?: string;
  /** The day it was made or last refreshed. */
  readonly day: number;
  readonly disabled?: boolean;
  readonly renewalAsked?: boolean;
  readonly opened?: number;
}

/** A notice to everybody of the staff who may change something. */
export interface DemoNotice {
  readonly kind: string;
  readonly customer?: string;
  readonly contact?: string;
  readonly day: number;
  readonly hour: number;
  readonly isRead?: boolean;
  readonly data: Readonly<Record<string, string | number>>;
}

/** A narrowed list that the whole team has under a name. */
export interface DemoFilter {
  readonly list: string;
  readonly name: string;
  readonly query: string;
}

export interface DemoOrg {
  readonly org: {
    readonly slug: string;
    readonly name: string;
    readonly tagline?: string;
    readonly time_zone: string;
    readonly currency: string;
    readonly country: string;
    readonly language: string;
    readonly phone: string;
    readonly email: string;
    readonly website_url: string;
    readonly address: string;
    readonly opening_hours: string;
    readonly vat_id: string;
    readonly bank_holder: string;
    readonly bank_account: string;
    readonly bank_code?: string;
    readonly invoice_footer: string;
    readonly payment_terms_days: number;
    readonly accent: string;
    readonly job_word?: string;
    readonly jobs_word?: string;
    readonly sms_countries: readonly string[];
  };
  readonly logo?: () => { readonly bytes: Buffer; readonly width: number; readonly height: number };
  readonly taxName: string;
  readonly taxRateBp: number;
  readonly pricesIncludeTax: boolean;
  readonly permissions: Readonly<Record<string, string>>;
  readonly staff: readonly DemoStaff[];
  /** Somebody who has an invitation and hasn't come yet. */
  readonly invited?: { readonly name: string; readonly email: string; readonly role: string };
  readonly customers: readonly DemoCustomer[];
  readonly jobs: readonly DemoJob[];
  readonly rounds: readonly DemoRound[];
  readonly invoices: readonly DemoInvoice[];
  readonly credits: readonly DemoCredit[];
  readonly creditPrefix: string;
  readonly firstCreditNumber: number;
  readonly links: readonly DemoLink[];
  readonly notices: readonly DemoNotice[];
  readonly filters: readonly DemoFilter[];
  readonly conversations: DemoConversations;
  /** The number of the newest job and invoice that rounds leave; earlier ones count down from it. */
  readonly lastJobNumber: number;
  readonly lastInvoiceNumber: number;
  /** Portal visits on each of the last days, oldest first; today is the last. */
  readonly visits: readonly number[];
}
