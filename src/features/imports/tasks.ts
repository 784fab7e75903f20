import { z } from 'zod';
import type { SystemActor } from '../../kernel/actor.ts';
import { CsvRefusal, delimiters, encodings, type Dialect } from '../../platform/csv/index.ts';
import { errorCode } from '../../platform/explained.ts';
import type { Services } from '../../platform/services.ts';
import { defineTask } from '../../platform/tasks/index.ts';
import { record } from '../audit/index.ts';
import { validMapping, proposeReading, validReading, type OrgDefaults } from '../import-columns/index.ts';
import { objectIn } from './open-import.ts';
import {
  finishRun,
  noCounts,
  TakenOver,
  type Counts,
  type Run,
  runImport,
  ImportStopped,
} from '../import-runs/index.ts';
import { findImport, orgDefaults } from './queries.ts';
import { columnsIn, kindOf, type ImportRecord } from './import.ts';

const maxTries = 3;

/**
 * Checks or runs an import in the background. What a run has committed it finds again when it is tried anew, so being
 * killed at any moment costs nothing but time.
 */
export const runImportTask = defineTask(
  'run-import',
  z.object({ org_id: z.uuid(), import_id: z.uuid() }),
  async ({ import_id }, { actor, services, attempt }: { actor: SystemActor; services: Services; attempt: number }) => {
    const found = await services.db.inReadScope(actor, async (tx) => {
      const [row, org] = await Promise.all([findImport(tx, actor, import_id), orgDefaults(tx, actor)]);
      return row && { row, org };
    });
    if (!found?.row.file_key || (found.row.state !== 'checking' && found.row.state !== 'running')) return;
    const { row, org } = found;
    const key = found.row.file_key;
    const run = runOf(services, actor, row, key, org);
    try {
      await runImport(run);
    } catch (error) {
      const ending = reasonOf(error) ?? (attempt >= maxTries ? { key: 'fault', values: {} } : null);
      if (ending === null) throw error;
      if (ending.key === 'taken-over') return;
      if (ending.key === 'fault') services.log.error({ err: error, code: errorCode(error) }, 'an import is given up');
      await fail(services, actor, import_id, ending);
      return;
    }
    await dropFile(services, actor, import_id, key);
  },
);

/** Why a run ended before its time, or null for a fault that may pass. */
export function reasonOf(error: unknown): { key: string; values: Readonly<Record<string, string | number>> } | null {
  if (error instanceof CsvRefusal) return { key: `file-${error.reason}`, values: { line: error.line ?? 0 } };
  if (error instanceof ImportStopped) return { key: error.reason, values: error.values };
  if (error instanceof TakenOver) return { key: 'taken-over', values: {} };
  return errorCode(error) === 'ENOENT' ? { key: 'file-gone', values: {} } : null;
}

function runOf(services: Services, actor: SystemActor, row: ImportRecord, key: string, org: OrgDefaults): Run {
  const kind = kindOf(row);
  const columns = columnsIn(row);
  const mapping = validMapping(kind, objectIn(row.mapping), columns.length);
  const usual = proposeReading(kind, mapping, columns, [], org).reading;
  return {
    db: services.db,
    actor,
    importId: row.id,
    kind,
    mode: row.state === 'checking' ? 'check' : row.skip_bad_rows ? 'skip' : 'stop',
    source: () => services.files.open(key),
    dialect: dialectOf(row),
    layout: { kind, columns, mapping, reading: validReading(objectIn(row.options), usual), org },
    bytes: Number(row.file_bytes),
    doneRows: row.state === 'running' && row.skip_bad_rows ? Number(row.last_row) : 0,
    counts: countsOf(row),
    now: services.now,
  };
}

export function dialectOf(row: Pick<ImportRecord, 'encoding' | 'delimiter' | 'header_row'>): Dialect {
  const encoding = encodings.find((known) => known === row.encoding);
  const delimiter = delimiters.find((known) => known === row.delimiter);
  if (!encoding || !delimiter)
    throw new Error('the table holds an encoding or a delimiter that the code does not know');
  return { encoding, delimiter, headerRow: row.header_row };
}

export function countsOf(row: ImportRecord): Counts {
  return {
    rows_read: Number(row.rows_read),
    rows_new: Number(row.rows_new),
    rows_updated: Number(row.rows_updated),
    rows_unchanged: Number(row.rows_unchanged),
    rows_bad: Number(row.rows_bad),
  };
}

/** Keeps the counts of what was committed, which an all-or-nothing run has none of. */
async function fail(
  services: Services,
  actor: SystemActor,
  id: string,
  reason: { key: string; values: Readonly<Record<string, string | number>> },
) {
  await services.db.inScope(actor, async (tx) => {
    const row = await findImport(tx, actor, id);
    if (!row) return;
    const isKept = row.state === 'running' && row.skip_bad_rows;
    const counts = isKept ? countsOf(row) : { ...noCounts(), rows_read: Number(row.rows_read) };
    const now = services.now();
    await finishRun(tx, actor.orgId, id, { state: 'failed', counts, reason, now });
    await record(tx, actor, 'import.failed', { now, subject: { kind: 'import', id }, data: { kind: row.kind } });
  });
}

/** A finished import has no more use for its file, which is full of people's addresses. */
async function dropFile(services: Services, actor: SystemActor, id: string, key: string): Promise<void> {
  const isDone = await services.db.inScope(actor, async (tx) => {
    const result = await tx
      .updateTable('imports')
      .set({ file_key: null })
      .where('org_id', '=', actor.orgId)
      .where('id', '=', id)
      .where('state', '=', 'done')
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  });
  if (isDone) await services.files.remove(key);
}
