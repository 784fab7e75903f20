import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Imports } from '../../../db/types.ts';
import { type CellProblem, isImportKind, type ImportKind } from '../import-columns/index.ts';

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

const problemShape = z.object({
  column: z.string().nullable(),
  reason: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
const previewShape = z.array(
  z.object({
    row: z.number(),
    outcome: z.enum(['new', 'updated', 'unchanged', 'bad']),
    shown: z.array(z.object({ field: z.string(), value: z.string() })),
    problems: z.array(problemShape),
  }),
);

/** The preview as it was stored. */
export function previewIn(row: ImportRecord) {
  return previewShape.parse(row.preview);
}

/** What fills the words of a stored reason. */
export function valuesIn(json: unknown): Record<string, string | number> {
  return z.record(z.string(), z.union([z.string(), z.number()])).parse(json);
}
