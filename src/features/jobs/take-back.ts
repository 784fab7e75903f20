import { z } from 'zod';
import { Refused } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { defineDeed } from '../undo/index.ts';
import { assignJob } from './assign-job.ts';
import { changeStep } from './change-step.ts';
import { isStep } from './job.ts';
import { lockJob } from './save-job.ts';

/** How a job was, and when it was changed: one that was changed again since is left alone. */
const before = z.object({
  number: z.string(),
  step: z.string(),
  pause_reason: z.string().nullable(),
  staff_id: z.string().nullable(),
  changed_ms: z.number(),
});
export type JobBefore = z.infer<typeof before>;

const shape = z.object({ jobs: z.array(before).min(1).max(200), back: z.string() });

/** Takes back steps, and who does the work, of one job or of many at once. Those that went on since stay. */
export const jobsDeed = defineDeed('change-jobs', 'write', shape, async (tx, actor, { jobs, back }, now) => {
  let count = 0;
  for (const was of jobs) {
    const job = await lockJob(tx, actor, was.number);
    if (job.updated_at.epochMilliseconds !== was.changed_ms || !isStep(was.step)) continue;
    await changeStep(
      tx,
      actor,
      was.number,
      { step: was.step, back: true, ...(was.pause_reason === null ? {} : { pause_reason: was.pause_reason }) },
      now,
    );
    await assignJob(tx, actor, was.number, was.staff_id, now);
    count += 1;
  }
  if (count === 0) throw new Refused('undo.refused-changed');
  const [only] = jobs;
  const left = jobs.length - count;
  return {
    path: jobs.length === 1 && only !== undefined ? paths.office.job(only.number) : back,
    said: { key: 'bulk.said-jobs-back', values: { count, left } },
  };
});

/** A job as it is before a change, and when the change is made. */
export function jobBefore(
  job: {
    readonly number: string;
    readonly step: string;
    readonly pause_reason: string | null;
    readonly assigned_staff_id: string | null;
  },
  now: Temporal.Instant,
): JobBefore {
  return {
    number: job.number,
    step: job.step,
    pause_reason: job.pause_reason,
    staff_id: job.assigned_staff_id,
    changed_ms: now.epochMilliseconds,
  };
}
