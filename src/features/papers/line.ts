import type { LineSum } from './totals.ts';

/** The most lines of one paper: its form stays within what a form may carry. */
export const MOST_LINES = 500;

export interface DraftLine extends LineSum {
  readonly description: string;
  readonly unit: string | null;
}

/** A line as it stands on the paper. */
export interface ShownLine extends DraftLine {
  readonly id: string;
  readonly amount_minor: bigint;
}
