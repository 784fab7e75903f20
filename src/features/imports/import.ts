import type { Selectable } from 'kysely';
import type { Imports } from '../../../db/types.ts';
import type { CellProblem } from './cells.ts';
import { isImportKind, type ImportKind } from './fields.ts';

export type ImportRecord = Selectable<Imports>;

/** A bad row as it is kept. */
export interface StoredProblem {
  row_number: bigint;
  line_number: bigint;
  problems: CellProblem[];
  cells: string[];
}

/** A run that hasn't been heard of for so long has died. */
const silentSeconds = 60;

/** Whether a run is under way and alive. */
export function isAlive(
  row: Pick<ImportRecord, 'state' | 'seen_alive_at' | 'started_at'>,
  now: Temporal.Instant,
): boolean {
  if (row.state !== 'running' && row.state !== 'checking') return false;
  const seen = row.seen_alive_at ?? row.started_at;
  return seen !== null && now.since(seen).total('seconds') < silentSeconds;
}

export function kindOf(row: Pick<ImportRecord, 'kind'>): ImportKind {
  if (!isImportKind(row.kind)) throw new Error('the table holds a kind of import that the code does not know');
  return row.kind;
}

/** Why the columns of this import can't be chosen (again) now, or null. */
export function mappingRefusal(
  row: ImportRecord,
  now: Temporal.Instant,
): 'imports.refusal-running' | 'imports.refusal-no-file' | null {
  if (isAlive(row, now)) return 'imports.refusal-running';
  return row.file_key === null ? 'imports.refusal-no-file' : null;
}

/** Why this import can't begin, or null. */
export function beginRefusal(row: ImportRecord): 'imports.refusal-not-checked' | null {
  return row.state === 'checked' || row.state === 'refused' ? null : 'imports.refusal-not-checked';
}

/** The names of the columns of an import's file. */
export function columnsIn(row: Pick<ImportRecord, 'columns'>): string[] {
  return Array.isArray(row.columns) ? row.columns.map(String) : [];
}
