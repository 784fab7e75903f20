import { classes } from './class-names.ts';
import { usePage, type Children } from './context.tsx';
import { Form } from './form.tsx';
import { Icon } from './icon.tsx';
import { ScrollX } from './office-parts.tsx';
import { chosenOf, ColumnsMenu, type SavedList } from './saved-list.tsx';

export interface GridColumn<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => Children;
  /** The column that names the row; its first link is what Enter opens. */
  readonly heads?: boolean | undefined;
  readonly kind?: 'money' | 'num' | undefined;
  /** Long text is cut with an ellipsis. */
  readonly cut?: boolean | undefined;
  readonly sort?: { readonly href: string; readonly now?: 'ascending' | 'descending' | undefined } | undefined;
}

interface Picking<Row> {
  readonly name: string;
  readonly value: (row: Row) => string;
  /** *Choose job 1187*. */
  readonly label: (row: Row) => string;
  readonly action: string;
  /** Buttons with their own `formAction`. */
  readonly buttons: Children;
}

interface GridProps<Row> {
  /** Names the table; inside a panel say more than the panel's title does. */
  label: string;
  columns: readonly GridColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  pick?: Picking<Row> | undefined;
  /** Reaches the edges of the panel it stands in, instead of being a sheet of its own. */
  flush?: boolean | undefined;
  /** Whose columns can be chosen. */
  saved?: SavedList | undefined;
}

/** The office's table: dense, sticky head, sorted by links, rows chosen by ticks. The bulk bar needs no scripts. */
export function Grid<Row>({ label, columns, rows, rowKey, pick, flush, saved }: GridProps<Row>) {
  const shown = chosenOf(columns, saved);
  const table = <Table label={label} columns={shown} rows={rows} rowKey={rowKey} pick={pick} flush={flush} />;
  const whole = pick === undefined ? table : <PickForm pick={pick}>{table}</PickForm>;
  if (saved === undefined) return whole;
  return (
    <div class="stack g8">
      <ColumnsMenu of={saved} columns={columns} />
      {whole}
    </div>
  );
}

function Table<Row>({ label, columns, rows, rowKey, pick, flush }: Omit<GridProps<Row>, 'saved'>) {
  return (
    <ScrollX label={label} class={flush === true ? undefined : 'panel'}>
      <table class="grid">
        <thead>
          <tr>
            {pick !== undefined && <TickAll count={rows.length} />}
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-row>
              {pick !== undefined && (
                <td>
                  <input
                    class="tick"
                    type="checkbox"
                    name={pick.name}
                    value={pick.value(row)}
                    aria-label={pick.label(row)}
                  />
                </td>
              )}
              {columns.map((column) => (
                <BodyCell key={column.id} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

/** The form around a table of ticks, with what can be done with those that are ticked. */
function PickForm<Row>({ pick, children }: { pick: Picking<Row>; children: Children }) {
  const { t } = usePage();
  return (
    <Form action={pick.action} class="stack">
      {children}
      <div class="bulk" role="region" aria-label={t('ui.bulk-label')}>
        <span>
          <b data-ticked /> {t('ui.bulk-chosen')}
        </span>
        {pick.buttons}
      </div>
    </Form>
  );
}

function TickAll({ count }: { count: number }) {
  const { t } = usePage();
  return (
    <th scope="col">
      <input class="tick" type="checkbox" data-tick-all aria-label={t('ui.choose-all', { count })} />
    </th>
  );
}

function HeadCell<Row>({ column }: { column: GridColumn<Row> }) {
  const { t } = usePage();
  const { sort } = column;
  return (
    <th scope="col" class={column.kind} aria-sort={sort?.now}>
      {sort === undefined ? (
        column.title
      ) : (
        <a href={sort.href}>
          {column.title}
          {sort.now !== undefined && (
            <Icon
              name={sort.now === 'ascending' ? 'arrow-up' : 'arrow-down'}
              label={t(sort.now === 'ascending' ? 'ui.sorted-up' : 'ui.sorted-down')}
            />
          )}
        </a>
      )}
    </th>
  );
}

function BodyCell<Row>({ column, row }: { column: GridColumn<Row>; row: Row }) {
  const name = classes(column.kind, column.kind === 'money' && 'num', column.cut && 'cut') || undefined;
  return column.heads === true ? (
    <th scope="row" class={name}>
      {column.cell(row)}
    </th>
  ) : (
    <td class={name}>{column.cell(row)}</td>
  );
}

/** How many are changed at once, when all that fit are asked for. */
export const MOST_AT_ONCE = 200;

/** In a bulk bar: where the list is, and all that it fits instead of those that are ticked. */
export function BulkAll({ back, more }: { back: string; /** There are other pages than this one. */ more: boolean }) {
  const { t } = usePage();
  return (
    <>
      <input type="hidden" name="back" value={back} />
      {more && (
        <label class="choice">
          <input type="checkbox" name="all" value="yes" />
          <span>{t('bulk.all', { most: MOST_AT_ONCE })}</span>
        </label>
      )}
    </>
  );
}
