/** A detail of a customer or a person before and after. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Free text of the office, longer than a detail: the log says that it was changed, and no more. */
const UNTOLD: ReadonlySet<string> = new Set(['notes']);

/** What differs between two states of a record, as it is kept. */
export function changesBetween<F extends string>(
  before: Readonly<Record<F, string | null>>,
  after: Readonly<Record<F, string | null>>,
  fields: readonly F[],
): readonly FieldChange[] {
  return fields
    .filter((field) => before[field] !== after[field] && !UNTOLD.has(field))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

/** A changed detail, for the office. */
export interface DetailChange {
  readonly id: string;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly actorKind: string;
  readonly actorName: string | null;
  /** The person whose detail it is; null for the customer's own. */
  readonly person: string | null;
  readonly at: Temporal.Instant;
}
