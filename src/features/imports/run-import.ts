import { setTimeout as pause } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { SystemActor } from '../../kernel/actor.ts';
import { isRefusal, type RowOutcome } from '../../kernel/row-outcome.ts';
import { readRecords, type CsvRecord, type CsvSource, type Dialect } from '../../platform/csv/index.ts';
import type { Database, Tx } from '../../platform/db/index.ts';
import { errorCode } from '../../platform/explained.ts';
import { record } from '../audit/index.ts';
import type { CellProblem, Layout } from './cells.ts';
import type { ImportKind } from './fields.ts';
import type { Importer, Unit } from './importer.ts';
import { invoices } from './invoice-units.ts';
import { KeyTable } from './key-table.ts';
import { contacts, customers, sites } from './people.ts';
import {
  clearProblems,
  finishRun,
  noCounts,
  noteProgress,
  saveProblems,
  type BadRow,
  type Counts,
  type PreviewRow,
} from './progress.ts';
import { jobs, payments } from './work.ts';

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

/** Rows in one batch: a few hundred kilobytes, written in a fraction of a second. */
const batchRows = 1000;
const previewRows = 20;
/** How often progress is written for others to see. */
const tellEveryMs = 500;

/** Runs one import to its end and answers what became of the rows. Throws CsvRefusal and ImportStopped. */
export async function runImport(run: Run): Promise<Counts> {
  switch (run.kind) {
    case 'customers':
      return await perform(run, customers);
    case 'contacts':
      return await perform(run, contacts);
    case 'sites':
      return await perform(run, sites);
    case 'jobs':
      return await perform(run, jobs);
    case 'invoices':
      return await perform(run, invoices);
    case 'payments':
      return await perform(run, payments);
  }
}

async function perform<T>(run: Run, importer: Importer<T>): Promise<Counts> {
  if (run.doneRows === 0) await run.db.inScope(run.actor, (tx) => clearProblems(tx, run.actor.orgId, run.importId));
  const survey = importer.survey ? await importer.survey(dataRecords(run).records, run.layout) : new KeyTable();
  const tally = new Tally(run);
  const { records, bytesRead } = dataRecords(run);
  const batches = batchesOf(importer.units(records, run.layout, survey), run.doneRows);
  if (run.mode === 'check') await check(run, importer, batches, tally, bytesRead);
  else if (run.mode === 'skip') await writeInBatches(run, importer, batches, tally, bytesRead);
  else await writeAtOnce(run, importer, batches, tally, bytesRead);
  return tally.counts;
}

async function check<T>(
  run: Run,
  importer: Importer<T>,
  batches: AsyncGenerator<Unit<T>[]>,
  tally: Tally,
  bytesRead: () => number,
) {
  for await (const batch of batches) {
    const results = await patiently(() =>
      run.db.inReadScope(run.actor, (tx) => apply(tx, run, importer, batch, false)),
    );
    const bad = tally.count(results, importer, batch);
    await run.db.inScope(run.actor, (tx) => saveProblems(tx, run.actor.orgId, run.importId, bad));
    await tally.tell(bytesRead());
  }
  const { counts, preview } = tally;
  await run.db.inScope(run.actor, (tx) =>
    finishRun(tx, run.actor.orgId, run.importId, { state: 'checked', counts, preview, now: run.now() }),
  );
}

/** Each batch and the note of how far it is are one transaction: killed at any moment, whole batches are in, and known to be. */
async function writeInBatches<T>(
  run: Run,
  importer: Importer<T>,
  batches: AsyncGenerator<Unit<T>[]>,
  tally: Tally,
  bytesRead: () => number,
) {
  let doneRows = run.doneRows;
  for await (const batch of batches) {
    const before = { ...tally.counts };
    const write = async (tx: Tx): Promise<void> => {
      tally.counts = { ...before };
      const results = await apply(tx, run, importer, batch, true);
      await saveProblems(tx, run.actor.orgId, run.importId, tally.count(results, importer, batch));
      const lastRow = batch.at(-1)?.lastRow ?? doneRows;
      await noteProgress(tx, run, { counts: tally.counts, bytesRead: bytesRead(), from: doneRows, to: lastRow });
    };
    await patiently(() => whenFree(run, write));
    doneRows = batch.at(-1)?.lastRow ?? doneRows;
    tally.told(bytesRead());
  }
  await run.db.inScope(run.actor, (tx) => finish(tx, run, tally.counts));
}

/** Nothing counts until everything does: one transaction, which a bad row or a kill undoes whole. */
async function writeAtOnce<T>(
  run: Run,
  importer: Importer<T>,
  batches: AsyncGenerator<Unit<T>[]>,
  tally: Tally,
  bytesRead: () => number,
) {
  const allGood = await undoable(() =>
    whenFree(run, async (tx) => {
      for await (const batch of batches) {
        const results = await apply(tx, run, importer, batch, true);
        const bad = tally.count(results, importer, batch);
        // In a transaction of its own: what was wrong must outlive the undoing.
        if (bad.length > 0)
          await run.db.inScope(run.actor, (other) => saveProblems(other, run.actor.orgId, run.importId, bad));
        await tally.tell(bytesRead());
      }
      if (tally.counts.rows_bad > 0) throw new Undo();
      await finish(tx, run, tally.counts);
    }),
  );
  if (allGood) return;
  const { counts } = tally;
  const reason = { key: 'bad-rows', values: { rows: counts.rows_bad } };
  await run.db.inScope(run.actor, (tx) =>
    finishRun(tx, run.actor.orgId, run.importId, { state: 'refused', counts, reason, now: run.now() }),
  );
}

/** Thrown to take back the transaction of an import with bad rows. */
class Undo extends Error {}

async function undoable(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Undo) return false;
    throw error;
  }
}

async function finish(tx: Tx, run: Run, counts: Counts): Promise<void> {
  const now = run.now();
  await finishRun(tx, run.actor.orgId, run.importId, { state: 'done', counts, now });
  await record(tx, run.actor, 'import.finished', {
    now,
    subject: { kind: 'import', id: run.importId },
    data: { kind: run.kind, rows_new: counts.rows_new, rows_updated: counts.rows_updated, rows_bad: counts.rows_bad },
  });
}

/** How long to wait before asking again whether another import of this org has finished its transaction. */
const askAgainMs = 250;

/**
 * Runs `work` in a transaction in which no other import of the org writes: two files that name the same new customer
 * would otherwise both find nobody and collide. Waits outside of a transaction, so that nothing is held up.
 */
async function whenFree(run: Run, work: (tx: Tx) => Promise<void>): Promise<void> {
  for (;;) {
    const ran = await run.db.inScope(run.actor, async (tx) => {
      const { rows } = await sql<{ free: boolean }>`
        select pg_try_advisory_xact_lock(hashtextextended(${`import ${run.actor.orgId}`}, 0)) as free`.execute(tx);
      if (rows[0]?.free !== true) return false;
      // Checks of the ledger are made after each statement, not heaped up until the end of half a million rows.
      await sql`set constraints all immediate`.execute(tx);
      await work(tx);
      return true;
    });
    if (ran) return;
    await pause(askAgainMs);
  }
}

/** A batch that the database was too busy for, or that collided with somebody at the office, is tried so often. */
const maxTries = 5;
/** Cancelled for taking too long, serialisation, deadlock, a number that somebody took meanwhile, too many connections. */
const passing = new Set(['57014', '40001', '40P01', '23505', '53300', '55P03']);

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const isTimeout = error instanceof Error && error.message === 'Query read timeout';
      if (tries >= maxTries || !(isTimeout || passing.has(errorCode(error)))) throw error;
      await pause(askAgainMs * 2 ** tries);
    }
  }
}

async function apply<T>(
  tx: Tx,
  run: Run,
  importer: Importer<T>,
  batch: readonly Unit<T>[],
  write: boolean,
): Promise<(RowOutcome | null)[]> {
  const items = batch.flatMap(({ item }) => (item === null ? [] : [item]));
  const scope = { orgId: run.actor.orgId, now: run.now(), write };
  const outcomes = items.length === 0 ? [] : await importer.apply(tx, scope, items);
  let next = 0;
  return batch.map(({ item }) => (item === null ? null : (outcomes[next++] ?? null)));
}

/** Groups units into batches by rows, leaving out what an interrupted run has brought in already. */
async function* batchesOf<T>(units: AsyncGenerator<Unit<T>>, doneRows: number): AsyncGenerator<Unit<T>[]> {
  let batch: Unit<T>[] = [];
  let rows = 0;
  for await (const unit of units) {
    if (unit.lastRow <= doneRows) continue;
    batch.push(unit);
    rows += unit.rows.length;
    if (rows < batchRows) continue;
    yield batch;
    batch = [];
    rows = 0;
  }
  if (batch.length > 0) yield batch;
}

/** The records below the header, and how many bytes of the file have been taken for them. */
function dataRecords(run: Run): { records: AsyncGenerator<CsvRecord>; bytesRead: () => number } {
  let bytes = 0;
  const counted = (): Readable => {
    const stream = run.source();
    stream.on('data', (chunk: Buffer) => (bytes += chunk.length));
    return stream.pause();
  };
  async function* belowHeader() {
    for await (const row of readRecords(counted, run.dialect)) if (row.row > run.dialect.headerRow) yield row;
  }
  return { records: belowHeader(), bytesRead: () => Math.min(bytes, run.bytes) };
}

/** Counts what became of the rows and lets it be known now and then. */
class Tally {
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
