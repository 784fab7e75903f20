import type { CellProblem } from '../import-columns/index.ts';
import { isRefusal, type RowOutcome } from '../../kernel/row-outcome.ts';
import type { Importer, Unit } from './importer.ts';
import { noCounts, noteProgress, type BadRow, type Counts, type PreviewRow } from './progress.ts';
import type { Run } from './run.ts';

const previewRows = 20;
/** How often progress is written for others to see. */
const tellEveryMs = 500;

/** Counts what became of the rows and lets it be known now and then. */
export class Tally {
  counts: Counts;
  readonly preview: PreviewRow[] = [];
  private readonly run: Run;
  private toldAt = 0;

  constructor(run: Run) {
    this.run = run;
    this.counts = run.doneRows === 0 ? noCounts() : { ...run.counts };
  }

  /** Adds a batch and answers its bad rows. An invoice counts as its rows; so all counts are of rows of the file. */
  count<T>(results: readonly (RowOutcome | null)[], importer: Importer<T>, batch: readonly Unit<T>[]): BadRow[] {
    return batch.flatMap((unit, n): BadRow[] => {
      const outcome = results[n] ?? null;
      const problems = problemsOf(unit, outcome);
      const size = unit.rows.length;
      this.counts.rows_read += size;
      if (problems.length > 0) this.counts.rows_bad += size;
      else if (outcome === 'new') this.counts.rows_new += size;
      else if (outcome === 'updated') this.counts.rows_updated += size;
      else this.counts.rows_unchanged += size;
      if (this.run.mode === 'check' && this.preview.length < previewRows) {
        const shown = unit.item === null ? [] : importer.shown(unit.item);
        this.preview.push({
          row: unit.rows[0]?.record.row ?? 0,
          outcome: typeof outcome === 'string' ? outcome : 'bad',
          shown,
          problems: problems[0]?.problems ?? [],
        });
      }
      return problems;
    });
  }

  async tell(bytesRead: number): Promise<void> {
    if (!this.told(bytesRead)) return;
    const { db, actor, importId } = this.run;
    await db.inScope(actor, (tx) =>
      noteProgress(tx, { actor, importId, now: this.run.now }, { counts: this.counts, bytesRead }),
    );
  }

  /** Whether it was time to tell. */
  told(bytesRead: number): boolean {
    const at = performance.now();
    if (at - this.toldAt < tellEveryMs) return false;
    this.toldAt = at;
    this.run.onProgress?.(this.counts, bytesRead);
    return true;
  }
}

function problemsOf<T>(unit: Unit<T>, outcome: RowOutcome | null): BadRow[] {
  const late: CellProblem[] =
    outcome !== null && isRefusal(outcome)
      ? [{ column: unit.columnOf(outcome.field), reason: outcome.reason, values: outcome.values ?? {} }]
      : [];
  return unit.rows.flatMap(({ record: { row, line, cells }, problems }) => {
    const all = [...problems, ...late];
    return all.length === 0 ? [] : [{ row_number: row, line_number: line, problems: all, cells }];
  });
}
