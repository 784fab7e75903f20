import type { SystemActor } from '../../kernel/actor.ts';
import type { CsvSource, Dialect } from '../../platform/csv/index.ts';
import type { Database } from '../../platform/db/index.ts';
import type { Layout, ImportKind } from '../import-columns/index.ts';
import type { Counts } from './progress.ts';

/** check: nothing is written, everything is counted. stop: all or nothing. skip: bad rows are left out. */
export type RunMode = 'check' | 'stop' | 'skip';

export interface Run {
  db: Database;
  /** The background's rights in the org. */
  actor: SystemActor;
  importId: string;
  kind: ImportKind;
  mode: RunMode;
  source: CsvSource;
  dialect: Dialect;
  layout: Layout;
  bytes: number;
  /** Rows up to this one are in the database already: an interrupted run goes on behind it. */
  doneRows: number;
  /** What that run had counted. */
  counts: Counts;
  now: () => Temporal.Instant;
  /** Told about twice a second. */
  onProgress?: (counts: Counts, bytesRead: number) => void;
}
