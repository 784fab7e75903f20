import type { Step } from '../jobs/index.ts';

/** A job as its customer sees it in a list. */
export interface VisibleJob {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly step: Step;
  readonly pause_reason: string | null;
  readonly starts_at: Temporal.Instant | null;
  readonly ends_at: Temporal.Instant | null;
  readonly completed_at: Temporal.Instant | null;
  readonly repeats: string | null;
  readonly next_due_on: Temporal.PlainDate | null;
  readonly site_name: string | null;
  readonly site_line1: string | null;
  /** The zone of the place of work; the org's where the site has none of its own. */
  readonly zone: string;
  /** The name customers read; null keeps the person out of the portal. */
  readonly engineer: string | null;
}

/** The same with all that its own page says. */
export interface VisibleJobDetail extends VisibleJob {
  readonly description: string | null;
  readonly price_minor: bigint | null;
  readonly currency: string | null;
  readonly customer_reference: string | null;
  readonly affected_first_name: string | null;
  readonly affected_last_name: string | null;
  readonly site_line2: string | null;
  readonly site_city: string | null;
  readonly site_postcode: string | null;
  readonly site_country: string | null;
  readonly access_notes: string | null;
}

/** One entry of the timeline that the office marked as visible. */
export interface VisibleEvent {
  readonly id: string;
  readonly kind: 'step' | 'window' | 'note';
  readonly step: Step | null;
  readonly note: string | null;
  readonly happened_at: Temporal.Instant;
}

/** Steps in which somebody is on the way or at work: whatever the window says, it is going on. */
export const GOING_ON = ['on_the_way', 'arrived', 'in_progress', 'paused'] as const satisfies readonly Step[];
export const CLOSED = ['completed', 'cancelled'] as const satisfies readonly Step[];

/** Whether the time is set and still ahead. */
export function isBooked(job: Pick<VisibleJob, 'step' | 'ends_at'>, now: Temporal.Instant): boolean {
  return (
    (job.step === 'received' || job.step === 'scheduling') &&
    job.ends_at !== null &&
    Temporal.Instant.compare(job.ends_at, now) > 0
  );
}

/** The day a job is filed under: its window's, else the one it was done on, in the zone of the place of work. */
export function jobDay(job: Pick<VisibleJob, 'starts_at' | 'completed_at' | 'zone'>): Temporal.PlainDate | null {
  const at = job.starts_at ?? job.completed_at;
  return at === null ? null : at.toZonedDateTimeISO(job.zone).toPlainDate();
}
