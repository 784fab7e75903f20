import { expect, test } from 'vitest';
import { NEXT_STEPS, STEPS, stepRefusal } from './job.ts';

test('from every step a job can go on, and nothing leads back to itself', () => {
  for (const step of STEPS) {
    expect(NEXT_STEPS[step].length).toBeGreaterThan(0);
    expect(stepRefusal(step, step)).toBe('jobs.refused-step');
  }
});
