import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Invalid, NotFound, refuse } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { record } from '../audit/index.ts';
import { beginRefusal, columnsIn, isAlive, kindOf, mappingRefusal, type ImportRecord } from './import.ts';
import { headersHash, lacking, type Mapping, type Reading } from '../import-columns/index.ts';
import { lockImport } from './queries.ts';

type Insider = StaffActor | SystemActor;

/** Keeps how a file is to be read, remembers it for the next file with these headers, and has the file checked. */
export async function checkImport(
  tx: Tx,
  actor: StaffActor,
  id: string,
  chosen: { mapping: Mapping; reading: Reading },
  now: Temporal.Instant,
): Promise<void> {
  const row = await lockImport(tx, actor, id);
  if (!row) throw new NotFound();
  refuse(mappingRefusal(row, now));
  const missing = lacking(kindOf(row), chosen.mapping);
  if (missing.length > 0)
    throw new Invalid(
      missing.map((group) => ({
        field: group[0] ?? '',
        key: 'imports.problem-lacking',
        values: { fields: group.join(' ') },
      })),
    );
  const mapping = JSON.stringify(chosen.mapping);
  const options = JSON.stringify(chosen.reading);
  await tx
    .updateTable('imports')
    .set({
      state: 'checking',
      mapping,
      options,
      started_at: now,
      seen_alive_at: now,
      bytes_read: 0n,
      last_row: 0n,
      rows_read: 0n,
      preview: '[]',
      reason: null,
      finished_at: null,
    })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await rememberMapping(tx, actor, row, { mapping, options }, now);
  await addRun(tx, actor, id);
}

async function rememberMapping(
  tx: Tx,
  actor: Insider,
  row: ImportRecord,
  chosen: { mapping: string; options: string },
  now: Temporal.Instant,
): Promise<void> {
  if (row.header_row === 0) return;
  await tx
    .insertInto('import_mappings')
    .values({
      org_id: actor.orgId,
      kind: row.kind,
      headers_hash: headersHash(columnsIn(row)),
      ...chosen,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'kind', 'headers_hash']).doUpdateSet({ ...chosen, updated_at: now }),
    )
    .execute();
}

/** Begins to write what was checked: all or nothing, or with bad rows left out. */
export async function beginImport(
  tx: Tx,
  actor: StaffActor,
  id: string,
  { skipBadRows }: { skipBadRows: boolean },
  now: Temporal.Instant,
): Promise<void> {
  const row = await lockImport(tx, actor, id);
  if (!row) throw new NotFound();
  // A button pressed twice: the first press has begun it.
  if (row.state === 'running') return;
  refuse(beginRefusal(row));
  await tx
    .updateTable('imports')
    .set({
      state: 'running',
      skip_bad_rows: skipBadRows,
      started_at: now,
      seen_alive_at: now,
      bytes_read: 0n,
      last_row: 0n,
      rows_read: 0n,
      reason: null,
      finished_at: null,
    })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await record(tx, actor, 'import.started', {
    now,
    subject: { kind: 'import', id },
    data: { kind: row.kind, skip_bad_rows: skipBadRows },
  });
  await addRun(tx, actor, id);
}

/** Goes on with an import whose run died; one that is alive is left alone. */
export async function continueImport(tx: Tx, actor: StaffActor, id: string, now: Temporal.Instant): Promise<void> {
  const row = await lockImport(tx, actor, id);
  if (!row) throw new NotFound();
  if (isAlive(row, now) || (row.state !== 'running' && row.state !== 'checking')) return;
  await tx
    .updateTable('imports')
    .set({ seen_alive_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  await addRun(tx, actor, id);
}

/** Takes an import off the list, with the rows that were bad. What it brought in stays. Answers the key of its file. */
export async function removeImport(
  tx: Tx,
  actor: StaffActor,
  id: string,
  now: Temporal.Instant,
): Promise<string | null> {
  const row = await lockImport(tx, actor, id);
  if (!row) throw new NotFound();
  refuse(isAlive(row, now) ? 'imports.refusal-running' : null);
  await tx.deleteFrom('import_problems').where('org_id', '=', actor.orgId).where('import_id', '=', id).execute();
  await tx.deleteFrom('imports').where('org_id', '=', actor.orgId).where('id', '=', id).execute();
  await record(tx, actor, 'import.removed', { now, subject: { kind: 'import', id }, data: { kind: row.kind } });
  return row.file_key;
}

async function addRun(tx: Tx, actor: StaffActor, id: string): Promise<void> {
  // One after the other for each org; the other orgs' run beside it.
  const options = { jobKey: `${id}:run`, maxAttempts: 3, queue: `import:${actor.orgId}` };
  await addTask(tx, 'run-import', { org_id: actor.orgId, import_id: id }, options);
}
