import { formatDayLong } from '../../ui/format.ts';
import { stateLook } from '../../ui/states.ts';
import type { Step } from '../../ui/timeline.tsx';
import { isBooked, type VisibleEvent, type VisibleJob } from './visible-job.ts';
import { windowInWords, type Reader } from './window-words.ts';

/**
 * A job's timeline: what comes next in grey, then what is, then what was, newest first. Where the office left the present
 * step out of what its customer sees, the step stands there all the same, without a time.
 */
export function jobTimeline(job: VisibleJob, events: readonly VisibleEvent[], reader: Reader): readonly Step[] {
  const next = nextStep(job, reader);
  const latestStep = events.find((event) => event.kind === 'step');
  const told = latestStep?.step === job.step;
  const present: Step = {
    id: 'now',
    place: 'now',
    title: reader.t(stateLook('job', job.step).word),
    icon: stateLook('job', job.step).icon,
    at: job.completed_at ?? undefined,
  };
  const entries = events.map((event): Step => ({
    ...entryOf(event, reader),
    place: told && event.id === latestStep?.id ? 'now' : undefined,
  }));
  return [...(next === null ? [] : [next]), ...(told ? [] : [present]), ...entries];
}

function entryOf(event: VisibleEvent, { t }: Reader): Step {
  const common = { id: event.id, at: event.happened_at, text: event.note ?? undefined };
  if (event.kind === 'step' && event.step !== null) {
    const { word, icon } = stateLook('job', event.step);
    return { ...common, title: t(word), icon };
  }
  return event.kind === 'window'
    ? { ...common, title: t('portal.event-window'), icon: 'calendar-check' }
    : { ...common, title: t('portal.event-note'), icon: 'message-square' };
}

function nextStep(job: VisibleJob, reader: Reader): Step | null {
  const { t } = reader;
  const who = job.engineer === null ? { who: 'we', name: '' } : { who: 'name', name: job.engineer };
  const step = (title: string, icon: Step['icon'], text?: string): Step => ({
    id: 'next',
    place: 'next',
    title: t('portal.timeline-next', { step: title }),
    icon,
    text,
  });
  switch (job.step) {
    case 'received':
    case 'scheduling':
      return isBooked(job, reader.now)
        ? step(t('portal.next-comes', who), 'truck', windowOf(job, reader))
        : step(t('portal.next-time'), 'calendar-check');
    case 'dispatched':
      return step(t('portal.next-comes', who), 'truck', windowOf(job, reader));
    case 'on_the_way':
      return step(t('portal.next-arrives', who), 'map-pin-check');
    case 'arrived':
      return step(t('portal.next-starts'), 'wrench');
    case 'in_progress':
      return step(t('portal.next-done'), 'circle-check');
    case 'paused':
      return step(t('portal.next-goes-on'), 'wrench');
    case 'completed':
      return job.next_due_on === null
        ? null
        : step(t('portal.next-again'), 'calendar', formatDayLong(job.next_due_on, reader.locale, todayAt(job, reader)));
    case 'cancelled':
      return null;
  }
}

function windowOf({ starts_at, ends_at, zone }: VisibleJob, reader: Reader): string | undefined {
  if (starts_at === null || ends_at === null) return undefined;
  const text = windowInWords({ starts_at, ends_at, zone }, reader);
  return text.charAt(0).toLocaleUpperCase(reader.locale) + text.slice(1);
}

function todayAt(job: VisibleJob, reader: Reader): Temporal.PlainDate {
  return reader.now.toZonedDateTimeISO(job.zone).toPlainDate();
}
