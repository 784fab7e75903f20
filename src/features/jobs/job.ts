import type { Selectable } from 'kysely';
import type { Jobs } from '../../../db/types.ts';
import type { StateOf } from '../../ui/states.ts';

export type Job = Selectable<Jobs>;
export type Step = StateOf<'job'>;

export const STEPS = [
  'received',
  'scheduling',
  'dispatched',
  'on_the_way',
  'arrived',
  'in_progress',
  'completed',
  'paused',
  'cancelled',
] as const satisfies readonly Step[];

/** Steps in which work is still to be done. */
export const OPEN_STEPS = STEPS.filter((step) => step !== 'completed' && step !== 'cancelled');

/**
 * Where a job may go from each step. A small firm skips steps, so every later one is open; going back is allowed where
 * it happens (planned again, turned round, reopened). The first of each is what usually comes next.
 */
export const NEXT_STEPS: Readonly<Record<Step, readonly Step[]>> = {
  received: ['scheduling', 'dispatched', 'on_the_way', 'arrived', 'in_progress', 'completed', 'paused', 'cancelled'],
  scheduling: ['dispatched', 'on_the_way', 'arrived', 'in_progress', 'completed', 'paused', 'cancelled'],
  dispatched: ['on_the_way', 'arrived', 'in_progress', 'completed', 'scheduling', 'paused', 'cancelled'],
  on_the_way: ['arrived', 'in_progress', 'completed', 'dispatched', 'paused', 'cancelled'],
  arrived: ['in_progress', 'completed', 'paused', 'cancelled'],
  in_progress: ['completed', 'paused', 'cancelled'],
  completed: ['in_progress'],
  paused: ['scheduling', 'dispatched', 'on_the_way', 'in_progress', 'completed', 'cancelled'],
  cancelled: ['received'],
};

export function isStep(text: string): text is Step {
  return STEPS.some((step) => step === text);
}

/** The step a row carries; the table's check allows no other. */
export function stepOf(job: Pick<Job, 'step'>): Step {
  if (!isStep(job.step)) throw new Error(`a job stands at no known step: ${job.step}`);
  return job.step;
}

/** Why a job can't go from one step to the other, or null. */
export function stepRefusal(from: Step, to: Step): 'jobs.refused-step' | null {
  return NEXT_STEPS[from].includes(to) ? null : 'jobs.refused-step';
}
