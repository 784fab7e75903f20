import { parseCronItems, type ParsedCronItem } from 'graphile-worker';

/**
 * Work of the house that comes back by itself: sweeping, counting, sealing. One process does it, however many there are.
 * It may run twice, and a missed one is made up for within a day, so it must come to the same end whenever it runs.
 */
export type Chore<S> = {
  /** As in `sweep-uploads`; unique among chores and tasks. */
  readonly name: string;
  /** Minute, hour, day, month and weekday as in cron, in UTC: `15 3 * * *`. */
  readonly when: string;
  run(services: S): Promise<void>;
};

const dayMs = 24 * 60 * 60 * 1000;

export function scheduleOf<S>(chores: readonly Chore<S>[]): ParsedCronItem[] {
  return parseCronItems(
    chores.map(({ name, when }) => ({
      task: name,
      match: when,
      // A machine that sleeps at night does it when it wakes.
      options: { backfillPeriod: dayMs, maxAttempts: 3 },
    })),
  );
}
