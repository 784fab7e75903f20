import { gate, system, type SystemActor } from '../../kernel/actor.ts';
import type { CsvSource, Dialect } from '../../platform/csv/index.ts';
import type { Database } from '../../platform/db/index.ts';
import { folded } from '../../platform/values/index.ts';
import { errorFile } from './error-file.ts';
import {
  fieldOf,
  fields,
  type ImportKind,
  lacking,
  validMapping,
  type Mapping,
  validReading,
  eitherText,
  fieldText,
  problemText,
  reasonText,
} from '../import-columns/index.ts';
import { addImport, openFile, type OpenedFile } from './open-import.ts';
import { finishRun, noCounts, type Counts, type RunMode, runImport } from '../import-runs/index.ts';
import { findImport, problemsAfter } from './queries.ts';
import { countsOf, reasonOf } from './tasks.ts';
import type { Translate } from '../../words/index.ts';

/** What `doorstep import` was asked to do. */
export interface ImportOrder {
  db: Database;
  t: Translate;
  orgSlug: string;
  kind: ImportKind;
  source: CsvSource;
  fileName: string;
  /** Header → field, over what is proposed; the field '' leaves a column out. */
  columns: ReadonlyMap<string, string>;
  dialect: Partial<Dialect>;
  reading: Readonly<Record<string, unknown>>;
  mode: RunMode;
  now: () => Temporal.Instant;
  onProgress: (counts: Counts, percent: number) => void;
  /** One line for the person at the terminal. */
  say: (sentence: string) => void;
}

/** What came of it. `errors` is the error file, when a row was bad. */
export interface ImportAnswer {
  counts: Counts;
  /** Why it ended before its time, as a sentence. */
  stopped: string | null;
  errors: AsyncGenerator<string> | null;
}

/** The order can't be carried out as it was typed; the message is for the person who typed it. */
export class OrderRefusal extends Error {
  override readonly name = 'OrderRefusal';
}

/** Imports a file from the command line, with the background's rights in the org. Throws OrderRefusal and CsvRefusal. */
export async function importFromCommandLine(order: ImportOrder): Promise<ImportAnswer> {
  const { db, t, kind, source, now } = order;
  const actor = await actorFor(db, order.orgSlug);
  const opened = await openFile(db, actor, kind, source, order.dialect);
  const mapping = mappingOf(order, opened);
  const reading = validReading(order.reading, opened.proposal.reading);
  tell(order, opened, mapping);
  const id = await db.inScope(actor, async (tx) => {
    const added = await addImport(tx, actor, {
      kind,
      fileName: order.fileName,
      fileKey: null,
      opened: { ...opened, mapping, proposal: { ...opened.proposal, reading } },
      now: now(),
    });
    const state = order.mode === 'check' ? 'checking' : 'running';
    await tx
      .updateTable('imports')
      .set({ state, skip_bad_rows: order.mode === 'skip', started_at: now(), seen_alive_at: now() })
      .where('org_id', '=', actor.orgId)
      .where('id', '=', added)
      .execute();
    return added;
  });
  const layout = { kind, columns: opened.shape.columns, mapping, reading, org: opened.org };
  const { bytes, dialect } = opened.shape;
  const onProgress = (counts: Counts, read: number) =>
    order.onProgress(counts, Math.min(99, Math.floor((read * 100) / bytes)));
  let stopped: string | null = null;
  try {
    await runImport({
      db,
      actor,
      importId: id,
      kind,
      mode: order.mode,
      source,
      dialect,
      layout,
      bytes,
      doneRows: 0,
      counts: noCounts(),
      now,
      onProgress,
    });
  } catch (error) {
    const reason = reasonOf(error) ?? { key: 'fault', values: {} };
    await noteFailure(db, actor, id, reason, now());
    if (reason.key === 'fault') throw error;
    stopped = reasonText(t, reason.key, reason.values);
  }
  return await answer(order, actor, id, stopped);
}

async function actorFor(db: Database, slug: string): Promise<SystemActor> {
  const org = await db.inReadScope(gate(null), (tx) =>
    tx.selectFrom('orgs').select('id').where('slug', '=', slug).executeTakeFirst(),
  );
  if (!org) throw new OrderRefusal(`There is no business "${slug}": --org takes the name in its portal's address.`);
  return system(org.id, 'doorstep import');
}

function mappingOf({ kind, columns, t }: ImportOrder, { shape, mapping }: OpenedFile): Mapping {
  const wanted: Record<string, number> = { ...mapping };
  for (const [header, field] of columns) {
    const column = shape.columns.findIndex((name) => folded(name) === folded(header) || name === header);
    if (column === -1)
      throw new OrderRefusal(`The file has no column "${header}". It has: ${shape.columns.join(', ')}.`);
    if (field !== '' && !fieldOf(kind, field))
      throw new OrderRefusal(
        `"${field}" is no field of ${kind}. They are: ${fields[kind].map(({ name }) => name).join(', ')}.`,
      );
    for (const [name, taken] of Object.entries(wanted)) if (taken === column) delete wanted[name];
    if (field !== '') wanted[field] = column;
  }
  const valid = validMapping(kind, wanted, shape.columns.length);
  const [missing] = lacking(kind, valid);
  if (missing)
    throw new OrderRefusal(
      `${t('imports.problem-lacking', { fields: eitherText(t, missing) })} --map "Header=${missing[0]}" names it.`,
    );
  return valid;
}

/** How the file is read, so that a wrong guess is seen. */
function tell({ say, t }: ImportOrder, { shape, proposal }: OpenedFile, mapping: Mapping): void {
  const { encoding, delimiter, headerRow } = shape.dialect;
  const name = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' }[delimiter];
  say(
    `Read as ${encoding}${shape.encodingSure ? '' : ' (a guess: --encoding names another)'} with ${name}, ${headerRow === 0 ? 'without a row of column names' : `column names in row ${headerRow}`}.`,
  );
  for (const [field, column] of Object.entries(mapping))
    say(`  ${shape.columns[column] ?? ''} → ${fieldText(t, field)}`);
  if (proposal.unsure.includes('dateOrder'))
    say(`  Dates fit more than one order and are read as ${proposal.reading.dateOrder}: --dates names another.`);
  if (proposal.unsure.includes('numberStyle'))
    say(
      `  Numbers fit both ways of writing and are read with a ${proposal.reading.numberStyle}: --numbers names another.`,
    );
}

async function noteFailure(
  db: Database,
  actor: SystemActor,
  id: string,
  reason: { key: string; values: Readonly<Record<string, string | number>> },
  now: Temporal.Instant,
): Promise<void> {
  await db.inScope(actor, async (tx) => {
    const row = await findImport(tx, actor, id);
    if (!row) return;
    const counts = row.skip_bad_rows ? countsOf(row) : { ...noCounts(), rows_read: Number(row.rows_read) };
    await finishRun(tx, actor.orgId, id, { state: 'failed', counts, reason, now });
  });
}

async function answer(
  order: ImportOrder,
  actor: SystemActor,
  id: string,
  stopped: string | null,
): Promise<ImportAnswer> {
  const { db, t, say } = order;
  const { row, first } = await db.inReadScope(actor, async (tx) => {
    const found = await findImport(tx, actor, id);
    if (!found) throw new Error('the import that was made is gone');
    return { row: found, first: await problemsAfter(tx, actor, id, 0n, 5) };
  });
  for (const { row_number, problems } of first) {
    for (const problem of problems)
      say(`  Row ${row_number}${problem.column === null ? '' : `, ${problem.column}`}: ${problemText(t, problem)}`);
  }
  const counts = countsOf(row);
  const refused = row.state === 'refused' ? reasonText(t, row.reason ?? 'fault', { rows: counts.rows_bad }) : null;
  return { counts, stopped: stopped ?? refused, errors: first.length > 0 ? errorFile(db, actor, row, t) : null };
}
