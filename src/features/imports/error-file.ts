import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { byteOrderMark, csvLine } from '../../platform/csv/index.ts';
import type { Database } from '../../platform/db/index.ts';
import type { Translate } from '../../words/index.ts';
import { problemsAfter } from './queries.ts';
import { problemText } from '../import-columns/index.ts';
import { columnsIn, type ImportRecord, type StoredProblem } from './import.ts';

/** Bad rows read at once. With cells of the greatest size that is still a few megabytes at most for ordinary files. */
const rowsAtOnce = 500;

/**
 * The error file, piece by piece: each bad row with its number, the columns and reasons, and its cells as they were
 * under their own headers. It has the separator of the uploaded file, so that it opens wherever that one did, and the
 * mark by which Excel knows UTF-8.
 */
export async function* errorFile(
  db: Database,
  actor: StaffActor | SystemActor,
  row: ImportRecord,
  t: Translate,
): AsyncGenerator<string> {
  const line = (cells: readonly string[]) => csvLine(cells, row.delimiter);
  const columns = columnsIn(row);
  yield (
    byteOrderMark + line([t('imports.error-row'), t('imports.error-column'), t('imports.error-reason'), ...columns])
  );
  for (let after = 0n; ;) {
    const bad = await db.inReadScope(actor, (tx) => problemsAfter(tx, actor, row.id, after, rowsAtOnce));
    yield bad.map((problem) => line(cellsOf(problem, columns, t))).join('');
    const last = bad.at(-1);
    if (!last || bad.length < rowsAtOnce) return;
    after = last.row_number;
  }
}

function cellsOf(
  { row_number, problems: found, cells }: StoredProblem,
  columns: readonly string[],
  t: Translate,
): string[] {
  // In the order of the columns, as people read a row; what concerns the whole row first.
  const place = (column: string | null) => (column === null ? -1 : columns.indexOf(column));
  const problems = found.toSorted((a, b) => place(a.column) - place(b.column));
  const width = columns.length;
  const named = [...new Set(problems.map(({ column }) => column ?? t('imports.whole-row')))];
  const reasons = problems.map((problem) => sentence(problem.column, problemText(t, problem)));
  const padded = [...cells, ...Array.from({ length: Math.max(0, width - cells.length) }, () => '')];
  return [String(row_number), named.join(', '), reasons.join(' '), ...padded];
}

/** A reason that goes on from the column's name ("Town has a control character in it.") or stands for itself. */
function sentence(column: string | null, text: string): string {
  const goesOn = /^\p{Ll}/u.test(text);
  return goesOn && column !== null ? `${column} ${text}` : text;
}

/** The name under which the error file is saved: that of the upload with a word added. */
export function errorFileName(uploaded: string): string {
  return `${uploaded.replace(/\.[^.]{1,5}$/, '')} - errors.csv`;
}
