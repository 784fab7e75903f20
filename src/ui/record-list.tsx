import { paths } from '../kernel/paths.ts';
import { ButtonLink } from './button.tsx';
import { usePage, type Children } from './context.tsx';
import { Empty } from './empty.tsx';
import type { IconName } from './icon.tsx';
import { OfficeShell, type OfficeFrame } from './office-shell.tsx';
import { Pages } from './pages.tsx';
import { SavedFilters } from './saved-list.tsx';
import { SplitList, SplitView, type SplitItem } from './split.tsx';

/** What is kept as records by name: a list, and the open one beside it. */
export type RecordKind = 'customers' | 'sites';

const LOOKS: Readonly<Record<RecordKind, { icon: IconName; list: string; fresh: string }>> = {
  customers: { icon: 'users', list: paths.office.customers, fresh: paths.office.newCustomer },
  sites: { icon: 'map-pin', list: paths.office.sites, fresh: paths.office.newSite },
};

export interface RecordListProps {
  readonly kind: RecordKind;
  readonly asked: { readonly q: string; readonly archived: boolean };
  /** How many there are; from `counted` on it says that there may be more. */
  readonly count: number;
  readonly counted: number;
  readonly items: readonly SplitItem[];
  /** Where the list begins earlier and later. */
  readonly newer: string | undefined;
  readonly older: string | undefined;
  readonly mayWrite: boolean;
  readonly mayManage: boolean;
}

/** A page of the list of records, with the open record beside it. */
export function RecordsPage({
  frame,
  title,
  list,
  back,
  children,
}: {
  frame: OfficeFrame;
  /** The open record's name. */
  title?: string | undefined;
  list: RecordListProps;
  /** The list as it is now, for narrow screens. */
  back: string;
  /** The open record; without one the page says to choose. */
  children?: Children;
}) {
  const { t } = usePage();
  const { kind } = list;
  return (
    <OfficeShell title={title ?? t(`${kind}.title`)} frame={frame} split>
      {children === undefined && <h1 class="vh">{t(`${kind}.title`)}</h1>}
      <SavedFilters of={frame.list} mayShare={frame.create.length > 0} />
      <SplitView idle={list.items.length > 0 && <PickOne {...list} />} list={<RecordList {...list} />} back={back}>
        {children}
      </SplitView>
    </OfficeShell>
  );
}

function RecordList(props: RecordListProps) {
  const { t } = usePage();
  const { kind, asked, count, counted, items, newer, older, mayWrite } = props;
  const { list } = LOOKS[kind];
  return (
    <SplitList
      id={kind}
      title={t(asked.archived ? `${kind}.archived-title` : `${kind}.title`)}
      count={count >= counted ? t('ui.count-most', { count: counted }) : count}
      search={{
        action: list,
        value: asked.q,
        placeholder: t(`${kind}.find`),
        keep: asked.archived ? { archived: '1' } : undefined,
      }}
      items={items}
      empty={<NoRecords {...props} />}
      pages={
        <Pages label={t(`${kind}.title`)} newer={newer} older={older}>
          <a href={asked.archived ? list : `${list}?archived=1`}>
            {t(asked.archived ? `${kind}.show-current` : `${kind}.show-archived`)}
          </a>
          {kind === 'customers' && mayWrite && <a href={paths.office.bulk('customers')}>{t('bulk.several')}</a>}
        </Pages>
      }
    />
  );
}

function NoRecords({ kind, asked, mayWrite, mayManage }: RecordListProps) {
  const { t } = usePage();
  const { icon, list } = LOOKS[kind];
  if (asked.q !== '') {
    const title = t(`${kind}.none-found`, { q: asked.q });
    return (
      <Empty icon="search-x" title={title} text={t(`${kind}.none-found-text`)} card={false}>
        <ButtonLink href={list}>{t(`${kind}.show-all`)}</ButtonLink>
      </Empty>
    );
  }
  if (asked.archived)
    return <Empty icon={icon} title={t(`${kind}.none-archived`)} text={t('ui.none-archived-text')} card={false} />;
  return (
    <Empty icon={icon} title={t(`${kind}.empty`)} text={t(`${kind}.empty-text`)} card={false}>
      <div class="row g8">
        {mayWrite && <NewOne kind={kind} />}
        {mayManage && <ButtonLink href={paths.office.newImport}>{t(`${kind}.import`)}</ButtonLink>}
      </div>
    </Empty>
  );
}

/** Beside the list while none is open. */
function PickOne({ kind, mayWrite }: RecordListProps) {
  const { t } = usePage();
  return (
    <Empty icon={LOOKS[kind].icon} title={t(`${kind}.pick-title`)} text={t(`${kind}.pick-text`)}>
      {mayWrite && <NewOne kind={kind} />}
    </Empty>
  );
}

function NewOne({ kind }: { kind: RecordKind }) {
  const { t } = usePage();
  return (
    <ButtonLink kind="main" icon="plus" href={LOOKS[kind].fresh}>
      {t(`${kind}.new`)}
    </ButtonLink>
  );
}
