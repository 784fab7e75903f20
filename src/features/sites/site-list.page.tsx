import { paths } from '../../kernel/paths.ts';
import {
  ButtonLink,
  Empty,
  OfficeShell,
  Pages,
  SplitList,
  SplitView,
  usePage,
  type Children,
  type OfficeFrame,
} from '../../ui/index.ts';
import { askedHref } from './list-asked.ts';
import { COUNTED, type SitesAsked, type SitesFound } from './site.ts';

export interface ListProps {
  readonly asked: SitesAsked;
  readonly found: SitesFound;
  readonly mayWrite: boolean;
  readonly mayManage: boolean;
  /** The id of the open record. */
  readonly current?: string | undefined;
}

/** The list of sites, and the open record beside it. */
export function SitesPage({
  frame,
  title,
  list,
  idle,
  children,
}: {
  frame: OfficeFrame;
  title?: string | undefined;
  list: ListProps;
  /** Beside the list while none is open. */
  idle?: Children;
  children?: Children;
}) {
  const { t } = usePage();
  return (
    <OfficeShell title={title ?? t('sites.title')} frame={frame} split>
      {children === undefined && <h1 class="vh">{t('sites.title')}</h1>}
      <SplitView idle={idle} list={<SiteList {...list} />} back={askedHref(paths.office.sites, list.asked)}>
        {children}
      </SplitView>
    </OfficeShell>
  );
}

function SiteList({ asked, found, mayWrite, mayManage, current }: ListProps) {
  const { t } = usePage();
  const list = paths.office.sites;
  return (
    <SplitList
      id="sites"
      title={t(asked.archived ? 'sites.archived-title' : 'sites.title')}
      count={found.count >= COUNTED ? t('sites.count-most', { count: COUNTED }) : found.count}
      search={{
        action: list,
        value: asked.q,
        placeholder: t('sites.find'),
        keep: asked.archived ? { archived: '1' } : undefined,
      }}
      items={found.rows.map((row) => ({
        href: askedHref(paths.office.site(row.id), asked),
        title: row.name,
        text: row.customerName ?? t('sites.customer-none'),
        textEnd: row.postcode,
        current: row.id === current,
      }))}
      empty={<NoSites asked={asked} mayWrite={mayWrite} mayManage={mayManage} />}
      pages={
        <Pages
          label={t('sites.title')}
          newer={found.newer === null ? undefined : askedHref(list, asked, { before: found.newer })}
          older={found.older === null ? undefined : askedHref(list, asked, { after: found.older })}
        >
          <a href={asked.archived ? list : `${list}?archived=1`}>
            {t(asked.archived ? 'sites.show-current' : 'sites.show-archived')}
          </a>
        </Pages>
      }
    />
  );
}

function NoSites({ asked, mayWrite, mayManage }: Pick<ListProps, 'asked' | 'mayWrite' | 'mayManage'>) {
  const { t } = usePage();
  if (asked.q !== '') {
    return (
      <Empty
        icon="search-x"
        title={t('sites.none-found', { q: asked.q })}
        text={t('sites.none-found-text')}
        card={false}
      >
        <ButtonLink href={paths.office.sites}>{t('sites.show-all')}</ButtonLink>
      </Empty>
    );
  }
  if (asked.archived) {
    return <Empty icon="map-pin" title={t('sites.none-archived')} text={t('sites.none-archived-text')} card={false} />;
  }
  return (
    <Empty icon="map-pin" title={t('sites.empty')} text={t('sites.empty-text')} card={false}>
      <div class="row g8">
        {mayWrite && (
          <ButtonLink kind="main" icon="plus" href={paths.office.newSite}>
            {t('sites.new')}
          </ButtonLink>
        )}
        {mayManage && <ButtonLink href={paths.office.newImport}>{t('sites.import')}</ButtonLink>}
      </div>
    </Empty>
  );
}

/** Beside the list while none is open. */
export function PickSite({ mayWrite }: { mayWrite: boolean }) {
  const { t } = usePage();
  return (
    <Empty icon="map-pin" title={t('sites.pick-title')} text={t('sites.pick-text')}>
      {mayWrite && (
        <ButtonLink kind="main" icon="plus" href={paths.office.newSite}>
          {t('sites.new')}
        </ButtonLink>
      )}
    </Empty>
  );
}
