import { classes } from './class-names.ts';
import type { Children } from './context.tsx';

/** Where a column goes when the table folds into cards. `main` is the card's link. */
export type FoldPlace = 'main' | 'meta' | 'state' | 'when' | 'money' | 'act';

export interface FoldColumn<Row> {
  readonly place: FoldPlace;
  readonly title: string;
  readonly cell: (row: Row) => Children;
  /** Said before the value on a phone, where no column title stands above: *Invoice 2041*. */
  readonly phonePrefix?: string | undefined;
}

/**
 * A table from 48 rem on and a pile of cards below, from one markup. The roles are written out because
 * `display: grid` takes a table's meaning away in some browsers.
 */
export function FoldTable<Row>({
  label,
  columns,
  rows,
  rowKey,
}: {
  label: string;
  columns: readonly FoldColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}) {
  return (
    <div class="card flush">
      <table class="table fold" role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.place}
                role="columnheader"
                scope="col"
                class={column.place === 'money' ? 'money' : undefined}
              >
                {column.place === 'act' ? <span class="vh">{column.title}</span> : column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column) => (
                <Cell key={column.place} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column, row }: { column: FoldColumn<Row>; row: Row }) {
  const name = classes(`c-${column.place}`, column.place === 'money' && 'money');
  const inside = (
    <>
      {column.phonePrefix !== undefined && <span class="only-phone">{column.phonePrefix} </span>}
      {column.cell(row)}
    </>
  );
  return column.place === 'main' ? (
    <th role="rowheader" scope="row" class={name}>
      {inside}
    </th>
  ) : (
    <td role="cell" class={name}>
      {inside}
    </td>
  );
}
