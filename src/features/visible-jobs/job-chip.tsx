import { StateChip } from '../../ui/chip.tsx';
import { usePage } from '../../ui/context.tsx';
import { formatDay, formatWindow } from '../../ui/format.ts';
import { isBooked, jobDay, type VisibleJob } from './visible-job.ts';

/** Where a job stands. One whose time is set and ahead is *Booked*: that is what its customer wants to know. */
export function JobChip({ job }: { job: Pick<VisibleJob, 'step' | 'ends_at'> }) {
  const { now } = usePage();
  return isBooked(job, now) ? (
    <StateChip kind="appointment" state="booked" />
  ) : (
    <StateChip kind="job" state={job.step} />
  );
}

/** *Tue 24 Nov, 8–12*, *by Thu 10 Dec*; nothing when there is no day to tell. */
export function JobWhen({ job }: { job: VisibleJob }) {
  const { t, locale, now, timeZone } = usePage();
  const today = now.toZonedDateTimeISO(job.zone).toPlainDate();
  const day = jobDay(job);
  if (day !== null) {
    const window =
      job.starts_at !== null && job.ends_at !== null
        ? `, ${formatWindow(job.starts_at, job.ends_at, job.zone, locale, timeZone)}`
        : '';
    return (
      <time dateTime={day.toString()}>
        {formatDay(day, locale, today)}
        {window}
      </time>
    );
  }
  if (job.next_due_on === null) return <>{t('portal.no-time-yet')}</>;
  return (
    <time dateTime={job.next_due_on.toString()}>
      {t('portal.by-day', { day: formatDay(job.next_due_on, locale, today) })}
    </time>
  );
}
