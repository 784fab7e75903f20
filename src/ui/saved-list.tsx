import type { ListName } from '../kernel/lists.ts';
import { paths, withQuery } from '../kernel/paths.ts';
import { Button } from './button.tsx';
import { usePage } from './context.tsx';
import { TextField } from './fields.tsx';
import { Form } from './form.tsx';
import { Icon } from './icon.tsx';

/** What somebody keeps of a list: filters under names, and which columns it has. */
export interface SavedList {
  readonly name: ListName;
  readonly path: string;
  /** What this page's address says, as a saved filter would. */
  readonly query: string;
  readonly filters: readonly { readonly id: string; readonly name: string; readonly query: string }[];
  /** Ids of the columns to show; null for all of them. */
  readonly columns: readonly string[] | null;
}

/** Saved filters as tabs, which are links; and the way to keep the present one. */
export function SavedFilters({ of, mayShare }: { of: SavedList | undefined; mayShare: boolean }) {
  const { t } = usePage();
  if (of === undefined) return null;
  const { name, path, query, filters } = of;
  const isKept = filters.some((filter) => filter.query === query);
  if (filters.length === 0 && query === '') return null;
  return (
    <div class="kept">
      {filters.length > 0 && (
        <nav class="tabs" aria-label={t('filters.title')}>
          <a href={path} aria-current={query === '' ? 'page' : undefined}>
            {t('filters.plain')}
          </a>
          {filters.map((filter) => (
            <a
              key={filter.id}
              href={filter.query === '' ? path : `${path}?${filter.query}`}
              aria-current={filter.query === query && query !== '' ? 'page' : undefined}
            >
              {filter.name}
            </a>
          ))}
        </nav>
      )}
      <div class="row g8 end">
        {query !== '' && !isKept && (
          <details class="menu" data-menu>
            <summary class="btn quiet">
              <Icon name="bookmark" />
              {t('filters.keep')}
            </summary>
            <Form action={paths.office.filters} class="menu-form stack">
              <input type="hidden" name="list" value={name} />
              <input type="hidden" name="query" value={query} />
              <TextField name="name" label={t('filters.name')} maxLength={40} />
              {mayShare && (
                <label class="choice">
                  <input type="checkbox" name="team" value="yes" />
                  <span>{t('filters.for-team')}</span>
                </label>
              )}
              <div>
                <Button>{t('filters.save')}</Button>
              </div>
            </Form>
          </details>
        )}
        {filters.length > 0 && (
          <a class="btn quiet" href={withQuery(paths.office.filters, { list: name })}>
            {t('filters.manage')}
          </a>
        )}
      </div>
    </div>
  );
}

interface Column {
  readonly id: string;
  readonly title: string;
  readonly heads?: boolean | undefined;
}

/** The columns somebody chose, in the list's own order. What names the row is always there. */
export function chosenOf<C extends Column>(columns: readonly C[], list: SavedList | undefined): readonly C[] {
  const chosen = list?.columns ?? null;
  return chosen === null ? columns : columns.filter((column) => column.heads === true || chosen.includes(column.id));
}

/** Which columns a list has, for whoever is looking; a form that works without scripts. */
export function ColumnsMenu({ of, columns }: { of: SavedList; columns: readonly Column[] }) {
  const { t } = usePage();
  const shown = new Set(chosenOf(columns, of).map(({ id }) => id));
  const back = of.query === '' ? of.path : `${of.path}?${of.query}`;
  return (
    <details class="menu columns" data-menu>
      <summary class="btn quiet">
        <Icon name="columns-3" />
        {t('filters.columns')}
      </summary>
      <Form action={paths.office.columns} class="menu-form stack">
        <input type="hidden" name="list" value={of.name} />
        <input type="hidden" name="back" value={back} />
        {columns
          .filter(({ heads }) => heads !== true)
          .map(({ id, title }) => (
            <label key={id} class="choice">
              <input type="checkbox" name="column" value={id} checked={shown.has(id)} />
              <span>{title}</span>
            </label>
          ))}
        <div>
          <Button>{t('filters.columns-save')}</Button>
        </div>
      </Form>
    </details>
  );
}
