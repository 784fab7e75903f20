import { appendFileSync } from 'node:fs';
import { LONG, SEED } from './tier.ts';

/** One figure of a run, as the check itself counted it. */
export interface Figure {
  /** The number of the check, as docs/TRUST.md names it: `T1`. */
  readonly check: string;
  /** What was counted, in words. */
  readonly what: string;
  readonly count: number;
  /** A bug that was put there on purpose, and whether it was found, is counted apart. */
  readonly planted: boolean;
  readonly tier: 'quick' | 'long';
  readonly seed: number;
}

/** Adds to the figures of this run, in the file that TRUST_FIGURES names; without one, nobody counts. */
export function tell(check: string, what: string, count: number, { planted = false } = {}): void {
  const file = process.env['TRUST_FIGURES'];
  if (file === undefined || file === '') return;
  const figure: Figure = { check, what, count, planted, tier: LONG ? 'long' : 'quick', seed: SEED };
  appendFileSync(file, `${JSON.stringify(figure)}\n`);
}

/** A bug that was put there on purpose was found. */
export function caught(check: string, bug: string): void {
  tell(check, bug, 1, { planted: true });
}
