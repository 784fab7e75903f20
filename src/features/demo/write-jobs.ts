import { randomUUID } from 'node:crypto';
import type { Tx } from '../../platform/db/index.ts';
import type { Calendar } from './calendar.ts';
import type { DemoJob, DemoOrg, DemoRound, Step } from './content.ts';
import type { People } from './write-people.ts';

/** A job to be written: as content names it, with its id and number. `round` and its day lead to the invoice. */
export interface PlannedJob {
  readonly id: string;
  readonly number: string;
  readonly job: DemoJob;
  readonly round?: DemoRound;
}

/** Every job of the world with a number: the named ones keep theirs, the others count down by age. */
export function planJobs(demo: DemoOrg): readonly PlannedJob[] {
  const taken = new Set(demo.jobs.map(({ number }) => number));
  const highest = Math.max(demo.lastJobNumber, ...demo.jobs.map(({ number }) => digits(number ?? '')));
  const prefix = jobPrefix(demo);
  const coming = demo.jobs.filter(({ number }) => number === undefined);
  const done = demo.rounds
    .flatMap((round) =>
      Array.from({ length: round.times }, (_, at) => ({ round, day: round.lastDay - at * round.everyDays })),
    )
    .sort((a, b) => b.day - a.day);
  let next = demo.lastJobNumber;
  return [
    ...demo.jobs.flatMap((job) => (job.number === undefined ? [] : [{ id: randomUUID(), number: job.number, job }])),
    ...coming.map((job, at) => ({ id: randomUUID(), number: `${prefix}${highest + 1 + at}`, job })),
    ...done.map(({ round, day }) => {
      while (taken.has(`${prefix}${next}`)) next -= 1;
      const number = `${prefix}${next}`;
      next -= 1;
      return { id: randomUUID(), number, round, job: doneJob(round, day) };
    }),
  ];
}

export function jobPrefix(demo: DemoOrg): string {
  return /^[^\d]*/.exec(demo.jobs[0]?.number ?? '')?.[0] ?? '';
}

function digits(number: string): number {
  return Number(/\d+$/.exec(number)?.[0] ?? 0);
}

function doneJob(round: DemoRound, day: number): DemoJob {
  const { customer, title, description, hours, who, price, repeats } = round;
  const site = round.site === undefined ? {} : { site: round.site };
  return { customer, ...site, title, description, step: 'completed', day, hours, who, price, repeats };
}

export async function writeJobs(
  tx: Tx,
  orgId: string,
  demo: DemoOrg,
  { people, jobs, calendar }: { people: People; jobs: readonly PlannedJob[]; calendar: Calendar },
): Promise<void> {
  const rows = jobs.map(({ id, number, job }) => {
    const contact = job.raisedBy === undefined ? null : people.contact(job.customer, job.raisedBy);
    return {
      org_id: orgId,
      id,
      number,
      customer_id: people.customers.get(job.customer) ?? '',
      site_id: people.site(job.customer, job.site),
      title: job.title,
      description: job.description ?? null,
      internal_notes: job.internal ?? null,
      step: job.step,
      pause_reason: job.pauseReason ?? null,
      starts_at: job.day === undefined || job.hours === undefined ? null : calendar.at(job.day, job.hours[0]),
      ends_at: job.day === undefined || job.hours === undefined ? null : calendar.at(job.day, job.hours[1]),
      assigned_staff_id: job.who === undefined ? null : (people.staff.get(job.who) ?? null),
      raised_by_contact_id: contact,
      main_contact_id: contact,
      customer_reference: job.reference ?? null,
      price_minor: job.price ?? null,
      currency: job.price === undefined ? null : demo.org.currency,
      repeats: job.repeats ?? null,
      next_due_on: job.nextDueDay === undefined ? null : calendar.day(job.nextDueDay),
      source: job.source ?? 'office',
      completed_at: job.step === 'completed' ? calendar.past(job.day ?? 0, (job.hours?.[0] ?? 8) + 1.6) : null,
      created_at: createdAt({ number, job }, calendar),
    };
  });
  await tx.insertInto('jobs').values(rows).execute();
  const events = jobs.flatMap(({ id, number, job }) =>
    timeline({ number, job }, calendar).map((entry) => ({
      org_id: orgId,
      job_id: id,
      kind: 'step',
      visible: true,
      staff_id: job.who === undefined ? null : (people.staff.get(job.who) ?? null),
      ...entry,
    })),
  );
  await tx.insertInto('job_events').values(events).execute();
}

interface Numbered {
  readonly number: string;
  readonly job: DemoJob;
}

/** Of two jobs that came in on one day, the higher number came later. */
function createdAt({ number, job }: Numbered, calendar: Calendar): Temporal.Instant {
  const day = job.day === undefined ? -2 : Math.min(job.day, 0) - (job.repeats === undefined ? 6 : 21);
  return calendar.past(day, job.day === undefined ? 15 : 10.25).add({ seconds: digits(number) % 1000 });
}

const WAY: readonly Step[] = [
  'received',
  'scheduling',
  'dispatched',
  'on_the_way',
  'arrived',
  'in_progress',
  'completed',
];

/** The steps a job went through, in order, and the note of the last. */
function timeline({ number, job }: Numbered, calendar: Calendar) {
  const last = WAY.indexOf(job.step);
  const planned = job.day === undefined ? 0 : 2;
  const steps = last >= 0 ? WAY.slice(0, last + 1) : [...WAY.slice(0, planned + 1), job.step];
  const created = createdAt({ number, job }, calendar);
  const day = job.day ?? 0;
  const start = job.hours?.[0] ?? 8;
  const moments: Record<Step, Temporal.Instant> = {
    received: created,
    scheduling: latest(created.add({ hours: 2 }), calendar),
    dispatched: calendar.past(Math.min(day, 1) - 1, 16.3),
    on_the_way: calendar.past(day, start + 0.2),
    arrived: calendar.past(day, start + 0.6),
    in_progress: calendar.past(day, start + 0.7),
    completed: calendar.past(day, start + 1.6),
    paused: calendar.past(Math.min(day, 0), start + 0.5),
    cancelled: calendar.past(Math.min(day, 0) - 1, 11),
  };
  let before = created;
  return steps.map((step, at) => {
    const happened_at = Temporal.Instant.compare(moments[step], before) < 0 ? before : moments[step];
    before = happened_at;
    return { step, note: at === steps.length - 1 ? (job.note ?? null) : null, happened_at };
  });
}

function latest(moment: Temporal.Instant, { now }: Calendar): Temporal.Instant {
  return Temporal.Instant.compare(moment, now) > 0 ? now : moment;
}
