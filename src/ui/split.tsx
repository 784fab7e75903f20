import { classes } from './class-names.ts';
import { usePage, type Children } from './context.tsx';
import { Count } from './chip.tsx';
import { BackLink } from './layout.tsx';
import { LiveRegion } from './live-region.tsx';
import { SearchBox } from './search.tsx';

export interface SplitItem {
  readonly href: string;
  readonly title: string;
  readonly end?: Children;
  readonly text?: Children;
  readonly textEnd?: Children;
  readonly current?: boolean | undefined;
  /** Waits to be read. */
  readonly fresh?: boolean | undefined;
}

/** The list at the start of a `SplitView`. */
export function SplitList({
  id,
  title,
  count,
  search,
  filters,
  live,
  items,
  empty,
  pages,
}: {
  id: string;
  title: string;
  count?: string | number | undefined;
  search: {
    readonly action: string;
    readonly value?: string | undefined;
    readonly placeholder?: string | undefined;
    readonly name?: string | undefined;
    /** What else the list is narrowed by, kept when a search is made. */
    readonly keep?: Readonly<Record<string, string>> | undefined;
  };
  /** Below the search: what the list is narrowed to. */
  filters?: Children;
  /** Where the list hears of changes, when it is to be drawn anew by itself. */
  live?: string | undefined;
  items: readonly SplitItem[];
  /** Shown instead of an empty list. */
  empty: Children;
  pages?: Children;
}) {
  const { t } = usePage();
  return (
    <section class="list" aria-labelledby={id}>
      <header>
        <div class="row between">
          <h2 id={id}>{title}</h2>
          {count !== undefined && <Count of={count} />}
        </div>
        <SearchBox {...search} id={`${id}-find`} label={t('ui.search-list')} />
        {filters}
      </header>
      {live === undefined ? (
        <Items items={items} empty={empty} />
      ) : (
        <LiveRegion id={`${id}-live`} stream={live}>
          <Items items={items} empty={empty} />
        </LiveRegion>
      )}
      {pages}
    </section>
  );
}

function Items({ items, empty }: { items: readonly SplitItem[]; empty: Children }) {
  if (items.length === 0) return <>{empty}</>;
  return (
    <ul>
      {items.map((item) => (
        <li key={item.href}>
          <a
            href={item.href}
            class={item.fresh === true ? 'fresh' : undefined}
            aria-current={item.current === true ? 'true' : undefined}
            data-row
          >
            <b>{item.title}</b>
            <span class="num">{item.end}</span>
            <span class="soft">{item.text}</span>
            <span class="soft num">{item.textEnd}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/**
 * List at the start, record beside it from 80 rem on. Below that there is room for one: the record when one is
 * open, with a way back, else the list.
 */
export function SplitView({
  list,
  back,
  idle,
  children,
}: {
  list: Children;
  /** Beside the list while no record is open; only where there is room for both. */
  idle?: Children;
  /** Where the list is, for narrow screens. */
  back?: string | undefined;
  /** The open record, or nothing. */
  children?: Children;
}) {
  const { t } = usePage();
  const open = children !== undefined && children !== null;
  return (
    <div class={classes('split', open && 'open')}>
      {list}
      {!open && idle !== undefined && idle !== null && <div class="owork idle">{idle}</div>}
      {open && (
        <div class="owork">
          {back !== undefined && (
            <p class="list-back">
              <BackLink href={back} label={t('ui.list-back')} />
            </p>
          )}
          {children}
        </div>
      )}
    </div>
  );
}
