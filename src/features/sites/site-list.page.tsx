import { paths } from '../../kernel/paths.ts';
import { RecordsPage, usePage, type Children, type OfficeFrame } from '../../ui/index.ts';
import { askedHref, COUNTED } from './list-asked.ts';
import type { SitesAsked, SitesFound } from './site.ts';

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
  list: { asked, found, current, ...may },
  children,
}: {
  frame: OfficeFrame;
  title?: string | undefined;
  list: ListProps;
  children?: Children;
}) {
  const { t } = usePage();
  const list = paths.office.sites;
  return (
    <RecordsPage
      frame={frame}
      title={title}
      back={askedHref(list, asked)}
      list={{
        kind: 'sites',
        ...may,
        asked,
        count: found.count,
        counted: COUNTED,
        newer: found.newer === null ? undefined : askedHref(list, asked, { before: found.newer }),
        older: found.older === null ? undefined : askedHref(list, asked, { after: found.older }),
        items: found.rows.map((row) => ({
          href: askedHref(paths.office.site(row.id), asked),
          title: row.name,
          text: row.customerName ?? t('sites.customer-none'),
          textEnd: row.postcode,
          current: row.id === current,
        })),
      }}
    >
      {children}
    </RecordsPage>
  );
}
