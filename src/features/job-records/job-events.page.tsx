import { Timeline, stateLook, usePage, type Step as TimelineStep } from '../../ui/index.ts';
import { isStep } from '../jobs/index.ts';
import type { JobEvent } from './views.ts';

/** A job's whole timeline, newest first; what only the office reads says so. */
export function JobTimeline({ events }: { events: readonly JobEvent[] }) {
  const { t } = usePage();
  const steps = events.map((event, at): TimelineStep => {
    const look = event.step !== null && isStep(event.step) ? stateLook('job', event.step) : null;
    const title = look === null ? t(event.kind === 'window' ? 'jobs.event-window' : 'jobs.event-note') : t(look.word);
    return {
      id: event.id,
      icon: look?.icon ?? (event.kind === 'window' ? 'calendar-clock' : event.visible ? 'message-square' : 'lock'),
      title,
      at: event.happened_at,
      text: <EventText event={event} />,
      place: at === 0 ? 'now' : undefined,
    };
  });
  return <Timeline steps={steps} label={t('jobs.timeline')} />;
}

function EventText({ event }: { event: JobEvent }) {
  const { t } = usePage();
  const parts = [
    event.staff_name === null ? null : t('jobs.event-by', { name: event.staff_name }),
    event.visible ? null : t('jobs.event-internal'),
  ].filter((part) => part !== null);
  return (
    <>
      {parts.join(', ')}
      {event.note !== null && <span class="block pre">{event.note}</span>}
    </>
  );
}
