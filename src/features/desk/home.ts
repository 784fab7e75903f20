/** More work than this in a day is a list of its own. */
export const MOST_TODAY = 40;

/** More than this of one kind are not counted: the page says *100+* and leads to the list. */
export const MOST_COUNTED = 100;

/** A job whose window begins today. */
export interface TodayJob {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly step: string;
  readonly pause_reason: string | null;
  readonly starts_at: Temporal.Instant | null;
  readonly ends_at: Temporal.Instant | null;
  readonly customer_name: string;
  readonly customer_number: string;
  readonly site_name: string | null;
  readonly site_time_zone: string | null;
  readonly who: string | null;
  readonly who_short: string | null;
}

/** What came in during the week from that Monday on, in minor units of the org's currency. */
export interface WeekSum {
  readonly monday: Temporal.PlainDate;
  readonly minor: bigint;
}

/** Portal sessions in which a person did something, by the day of the org's zone. */
export interface DayVisits {
  readonly day: Temporal.PlainDate;
  readonly visits: number;
}

/** Thirty days of the portal: links that a person opened, and customers of whom somebody was there. */
export interface PortalUse {
  readonly opened: number;
  readonly customers: number;
  /** Customers there are. */
  readonly of: number;
}
