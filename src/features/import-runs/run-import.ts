import type { Readable } from 'node:stream';
import type { RowOutcome } from '../../kernel/row-outcome.ts';
import { readRecords, type CsvRecord } from '../../platform/csv/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import type { Importer, Unit } from './importer.ts';
import { invoices } from './invoice-units.ts';
import { KeyTable } from './key-table.ts';
import { contacts, customers, sites } from './people.ts';
import { clearProblems, finishRun, noteProgress, saveProblems, type Counts } from './progress.ts';
import type { Run } from './run.ts';
import { patiently, whenFree } from './take-turns.ts';
import { Tally } from './tally.ts';
import { jobs, payments } from './work.ts';

/** Rows in one batch: a few hundred kilobytes, written in a fraction of a second. */
const batchRows = 1000;

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
  await run.db.inScope(run.actor, async (tx) => {
    const now = run.now();
    await finishRun(tx, run.actor.orgId, run.importId, { state: 'refused', counts, reason, now });
    const subject = { kind: 'import', id: run.importId };
    await record(tx, run.actor, 'import.failed', { now, subject, data: { kind: run.kind } });
  });
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
