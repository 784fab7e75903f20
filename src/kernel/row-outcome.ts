/** What became, or would become, of one imported row. */
export type RowOutcome = 'new' | 'updated' | 'unchanged' | RowRefusal;

/** A row that the rules don't take: the field it is about and a reason of the catalogue. */
export interface RowRefusal {
  readonly field: string;
  readonly reason: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

export function isRefusal(outcome: RowOutcome): outcome is RowRefusal {
  return typeof outcome === 'object';
}

/** How rows are brought in: for which org, when, and whether they are written or only tried. */
export interface ImportScope {
  readonly orgId: string;
  readonly now: Temporal.Instant;
  /** False for a dry run: the same questions are asked and nothing is written. */
  readonly write: boolean;
}
