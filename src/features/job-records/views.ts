// What the office's views are given: types only, so that no view comes near a query.
import type { Tx } from '../../platform/db/index.ts';
import type { Children, FieldProblem, OfficeFrame } from '../../ui/index.ts';
import type { OfficeVisit } from '../access/index.ts';
import type { JobRecord } from '../jobs/index.ts';
import type { JobEvent } from './queries.ts';

export type { ListPage } from '../../platform/db/index.ts';
export type { Engineer, JobRecord } from '../jobs/index.ts';
export type { JobEvent, JobRow } from './queries.ts';

/** A part of a job's page that another feature draws, such as its invoices. It reads in the page's own transaction. */
export type JobPart = (tx: Tx, visit: OfficeVisit, job: JobRecord) => Promise<Children>;

export interface JobPageProps {
  readonly frame: OfficeFrame;
  readonly job: JobRecord;
  readonly events: readonly JobEvent[];
  readonly history: readonly { readonly id: string; readonly at: Temporal.Instant; readonly text: string }[];
  readonly mayWrite: boolean;
  /** What other features know of this job, below its timeline. */
  readonly parts: Children;
  /** The link's panel, drawn by its feature. */
  readonly linkPanel: Children;
  /** Where the customer's view of this job opens. */
  readonly customersView: Children;
  readonly problems: readonly FieldProblem[];
  readonly values: Readonly<Record<string, string>>;
}
