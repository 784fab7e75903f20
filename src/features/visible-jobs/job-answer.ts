import { formatDayLong, formatTime, formatWindow } from '../../ui/format.ts';
import type { VisibleEvent, VisibleJob } from './visible-job.ts';
import { dayInWords, momentInWords, windowInWords, type Reader } from './window-words.ts';

export interface Answer {
  /** The sentence the visitor came for. */
  readonly title: string;
  /** The line below it, if there is more to say. */
  readonly text: string | null;
}

/**
 * Where a job stands, in a sentence.
 * @param events the visible part of its timeline, newest first: when a step began
 * @param phone the org's number as people read it
 */
export function jobAnswer(
  job: VisibleJob,
  events: readonly Pick<VisibleEvent, 'step' | 'happened_at'>[],
  phone: string | null,
  reader: Reader,
): Answer {
  const since = events.find((event) => event.step === job.step)?.happened_at ?? null;
  switch (job.step) {
    case 'received':
    case 'scheduling':
    case 'dispatched':
      return ahead(job, phone, reader);
    case 'on_the_way':
    case 'arrived':
    case 'in_progress':
      return underWay(job, job.step, since, reader);
    case 'paused':
      return paused(job, reader);
    case 'completed':
      return completed(job, reader);
    case 'cancelled':
      return {
        title: reader.t('portal.job-cancelled'),
        text: since && reader.t('portal.job-cancelled-on', { moment: momentInWords(since, job.zone, reader) }),
      };
  }
}

/** Who comes: the engineer by the public name, or *we*. */
function who(job: VisibleJob): { who: 'we' | 'name'; name: string } {
  return job.engineer === null ? { who: 'we', name: '' } : { who: 'name', name: job.engineer };
}

function ahead(job: VisibleJob, phone: string | null, reader: Reader): Answer {
  const { t } = reader;
  const { starts_at, ends_at, zone } = job;
  if (starts_at === null || ends_at === null) return withoutTime(job, reader);
  const window = windowInWords({ starts_at, ends_at, zone }, reader);
  if (Temporal.Instant.compare(ends_at, reader.now) > 0)
    return { title: t('portal.job-coming', { ...who(job), window }), text: null };
  const text = phone === null ? t('portal.job-missed') : t('portal.job-missed-ring', { phone });
  return { title: t('portal.job-was-due', { ...who(job), window }), text };
}

function withoutTime(job: VisibleJob, reader: Reader): Answer {
  const { t } = reader;
  if (job.next_due_on === null) return { title: t('portal.job-no-time'), text: null };
  const today = reader.now.toZonedDateTimeISO(job.zone).toPlainDate();
  const day = formatDayLong(job.next_due_on, reader.locale, today);
  return { title: t('portal.job-due-by', { day }), text: t('portal.job-time-follows') };
}

const UNDER_WAY = {
  on_the_way: 'portal.job-on-the-way',
  arrived: 'portal.job-arrived',
  in_progress: 'portal.job-at-work',
} as const;

function underWay(
  job: VisibleJob,
  step: 'on_the_way' | 'arrived' | 'in_progress',
  since: Temporal.Instant | null,
  reader: Reader,
): Answer {
  const { t, locale, now, orgZone } = reader;
  const parts: string[] = [];
  if (since !== null) {
    const sameDay = isSameDay(since, now, job.zone);
    const time = sameDay ? formatTime(since, job.zone, locale) : momentInWords(since, job.zone, reader);
    parts.push(t('portal.job-since', { time }));
  }
  if (job.starts_at !== null && job.ends_at !== null)
    parts.push(t('portal.job-window', { window: formatWindow(job.starts_at, job.ends_at, job.zone, locale, orgZone) }));
  return {
    title: t(UNDER_WAY[step], who(job)),
    text: parts.length === 0 ? null : parts.join(' '),
  };
}

function paused(job: VisibleJob, reader: Reader): Answer {
  const { t } = reader;
  const title =
    job.pause_reason === null ? t('portal.job-paused') : t('portal.job-paused-for', { reason: job.pause_reason });
  if (job.starts_at === null || Temporal.Instant.compare(job.starts_at, reader.now) <= 0) return { title, text: null };
  const day = dayInWords(job.starts_at.toZonedDateTimeISO(job.zone).toPlainDate(), job.zone, reader);
  return { title, text: t('portal.job-goes-on', { day }) };
}

function completed(job: VisibleJob, reader: Reader): Answer {
  const { t, locale, now } = reader;
  const moment = job.completed_at === null ? '' : momentInWords(job.completed_at, job.zone, reader);
  const next =
    job.next_due_on === null
      ? null
      : formatDayLong(job.next_due_on, locale, now.toZonedDateTimeISO(job.zone).toPlainDate());
  return { title: t('portal.job-done', { moment }), text: next && t('portal.job-next-due', { day: next }) };
}

function isSameDay(a: Temporal.Instant, b: Temporal.Instant, zone: string): boolean {
  return a.toZonedDateTimeISO(zone).toPlainDate().equals(b.toZonedDateTimeISO(zone).toPlainDate());
}
