import type { ImportScope, RowOutcome } from '../../kernel/row-outcome.ts';
import type { CsvRecord } from '../../platform/csv/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Cells, type CellProblem, type Layout } from '../import-columns/index.ts';
import { KeyTable } from './key-table.ts';

/** What is written or refused as one: a row, or all the rows of an invoice. */
export interface Unit<T> {
  /** The row after which the unit is complete; units come in the order of it. */
  lastRow: number;
  rows: { record: CsvRecord; problems: CellProblem[] }[];
  /** null when one of its rows could not be read. */
  item: T | null;
  /** The header of the column of a field, for what the rules find wrong later. */
  columnOf: (field: string) => string | null;
}

/** A value as it would be written, for the preview. */
export interface Shown {
  field: string;
  value: string;
}

/** How one kind of file is brought in. */
export interface Importer<T> {
  /** Looks over the whole file before anything is read for good, if the kind needs it. */
  survey?(records: AsyncIterable<CsvRecord>, layout: Layout): Promise<KeyTable>;
  units(records: AsyncIterable<CsvRecord>, layout: Layout, survey: KeyTable): AsyncGenerator<Unit<T>>;
  apply(tx: Tx, scope: ImportScope, items: readonly T[]): Promise<RowOutcome[]>;
  shown(item: T): Shown[];
}

interface RowKind<T> {
  /** Reads a row; says what is wrong with it to the cells. */
  read(cells: Cells): T | null;
  /** What must not come twice in one file, with the field to blame. */
  keys(item: T): readonly { field: string; key: string }[];
  /** A last look that needs the rows before. */
  finish?(item: T, seen: KeyTable): T;
  apply: Importer<T>['apply'];
  shown(item: T): Shown[];
}

/** The importer of a kind in which every row stands for itself. */
export function rowImporter<T>(kind: RowKind<T>): Importer<T> {
  return {
    apply: kind.apply,
    shown: kind.shown,
    async *units(records, layout) {
      const seen = new KeyTable();
      for await (const record of records) {
        const cells = new Cells(record, layout);
        // A row with more cells than columns is out of step: what its cells seem to say is noise.
        const read = cells.problems.length > 0 ? null : kind.read(cells);
        if (read !== null && cells.problems.length === 0) refuseTwins(kind.keys(read), cells, seen);
        const fine = read !== null && cells.problems.length === 0;
        yield {
          lastRow: record.row,
          rows: [{ record, problems: cells.problems }],
          item: fine ? (kind.finish?.(read, seen) ?? read) : null,
          columnOf: columnsOf(layout),
        };
      }
    },
  };
}

function refuseTwins(keys: readonly { field: string; key: string }[], cells: Cells, seen: KeyTable): void {
  for (const { field, key } of keys) {
    const earlier = seen.get(`${field}\n${key}`);
    if (earlier === 0) seen.set(`${field}\n${key}`, cells.record.row);
    else cells.refuse(field, 'twice', { row: earlier });
  }
}

export function columnsOf(layout: Layout): (field: string) => string | null {
  return (field) => {
    const column = layout.mapping[field];
    return column === undefined ? null : (layout.columns[column] ?? null);
  };
}

/** The values of an item that say something, in the order given. */
export function shownValues(values: Readonly<Record<string, unknown>>): Shown[] {
  return Object.entries(values).flatMap(([field, value]) =>
    value === null || value === undefined || value === '' ? [] : [{ field, value: String(value) }],
  );
}
