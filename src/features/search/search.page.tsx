import { Banner, Empty, OfficeHead, OfficeShell, SearchResults, usePage, type OfficeFrame } from '../../ui/index.ts';
import { MOST_FOUND, type Found } from './found.ts';
import { useGroups, type Said } from './groups.tsx';

export interface SearchPageProps {
  readonly frame: OfficeFrame;
  readonly typed: string;
  /** Null when nothing was looked for: the box was empty, or what was typed is too short. */
  readonly found: Found | null;
  readonly said: Said;
}

export function SearchPage({ frame, typed, found, said }: SearchPageProps) {
  const { t } = usePage();
  if (found === null) {
    return (
      <OfficeShell title={t('search.title')} frame={frame} query={typed}>
        <OfficeHead title={t('search.title')} />
        <Empty icon="search" title={t(typed === '' ? 'search.start' : 'search.short')} text={t('search.start-text')} />
      </OfficeShell>
    );
  }
  const groups = useGroups(found, MOST_FOUND, said);
  const count = groups.reduce((sum, group) => sum + group.items.length, 0);
  const { customers, contacts, sites, jobs, invoices, credits, threads } = found;
  const more = [customers, contacts, sites, jobs, invoices, credits, threads].some((rows) => rows.length > MOST_FOUND);
  return (
    <OfficeShell title={t('search.title-for', { typed })} frame={frame} query={typed}>
      <OfficeHead
        title={t('search.title-for', { typed })}
        meta={<span class="soft small">{t(more ? 'search.more' : 'search.found', { count })}</span>}
      />
      {found.onlyNewest && <Banner>{t('palette.only-newest')}</Banner>}
      {count === 0 ? (
        <Empty icon="search-x" title={t('search.none', { typed })} text={t('search.none-text')} />
      ) : (
        <SearchResults groups={groups} />
      )}
    </OfficeShell>
  );
}
