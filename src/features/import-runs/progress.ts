import { sql } from 'kysely';
import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { CellProblem } from '../import-columns/index.ts';
import type { Shown } from './importer.ts';

/** Rows of the file by what became of them. */
export interface Counts {
  rows_read: number;
  rows_new: number;
  rows_updated: number;
  rows_unchanged: number;
  rows_bad: number;
}

export const noCounts = (): Counts => ({ rows_read: 0, rows_new: 0, rows_updated: 0, rows_unchanged: 0, rows_bad: 0 });

export interface BadRow {
  row_number: number;
  line_number: number;
  problems: readonly CellProblem[];
  cells: readonly string[];
}

/** One of the first rows, as it would be written. */
export interface PreviewRow {
  row: number;
  outcome: 'new' | 'updated' | 'unchanged' | 'bad';
  shown: readonly Shown[];
  problems: readonly CellProblem[];
}

export async function clearProblems(tx: Tx, orgId: string, importId: string): Promise<void> {
  await tx.deleteFrom('import_problems').where('org_id', '=', orgId).where('import_id', '=', importId).execute();
}

/** Keeps bad rows with their cells. Those already kept stay: a batch that is tried again says the same. */
export async function saveProblems(tx: Tx, orgId: string, importId: string, rows: readonly BadRow[]): Promise<void> {
  if (rows.length === 0) return;
  // JSON of PostgreSQL has no NUL and no half of a surrogate pair; both are shown as the replacement character.
  const json = JSON.stringify(
    rows.map((row) => ({ ...row, cells: row.cells.map((cell) => cell.replaceAll('\0', '\ufffd').toWellFormed()) })),
  );
  await sql`
    insert into import_problems (org_id, import_id, row_number, line_number, problems, cells)
    select ${orgId}, ${importId}, row_number, line_number, problems, cells
    from jsonb_to_recordset(${json}::jsonb) as r(row_number bigint, line_number bigint, problems jsonb, cells jsonb)
    on conflict do nothing`.execute(tx);
}

/** Another process has taken over this import; this one must write no more. */
export class TakenOver extends Error {}

/**
 * Writes how far an import is, and that it is alive. With `from` and `to` it also moves the mark of what is in for good,
 * from where this run left it; throws TakenOver when somebody else has moved it.
 */
export async function noteProgress(
  tx: Tx,
  run: { actor: SystemActor; importId: string; now: () => Temporal.Instant },
  { counts, bytesRead, from, to }: { counts: Counts; bytesRead: number; from?: number; to?: number },
): Promise<void> {
  const result = await tx
    .updateTable('imports')
    .set({
      ...countColumns(counts),
      bytes_read: BigInt(bytesRead),
      seen_alive_at: run.now(),
      ...(to === undefined ? {} : { last_row: BigInt(to) }),
    })
    .where('org_id', '=', run.actor.orgId)
    .where('id', '=', run.importId)
    .$if(from !== undefined, (query) => query.where('last_row', '=', BigInt(from ?? 0)))
    .executeTakeFirst();
  if (from !== undefined && result.numUpdatedRows === 0n) throw new TakenOver();
}

function countColumns(counts: Counts) {
  return {
    rows_read: BigInt(counts.rows_read),
    rows_new: BigInt(counts.rows_new),
    rows_updated: BigInt(counts.rows_updated),
    rows_unchanged: BigInt(counts.rows_unchanged),
    rows_bad: BigInt(counts.rows_bad),
  };
}

export interface Ending {
  state: 'checked' | 'done' | 'refused' | 'failed';
  counts: Counts;
  now: Temporal.Instant;
  preview?: readonly PreviewRow[];
  reason?: { key: string; values: Readonly<Record<string, string | number>> };
}

export async function finishRun(tx: Tx, orgId: string, importId: string, ending: Ending): Promise<void> {
  await tx
    .updateTable('imports')
    .set((eb) => ({
      state: ending.state,
      ...countColumns(ending.counts),
      bytes_read: eb.ref('file_bytes'),
      seen_alive_at: ending.now,
      finished_at: ending.state === 'checked' ? null : ending.now,
      reason: ending.reason?.key ?? null,
      reason_values: JSON.stringify(ending.reason?.values ?? {}),
      ...(ending.preview === undefined ? {} : { preview: JSON.stringify(ending.preview) }),
    }))
    .where('org_id', '=', orgId)
    .where('id', '=', importId)
    .execute();
}
