import { Banner, Empty, OfficeHead, OfficeShell, SearchResults, usePage, type OfficeFrame } from '../../ui/index.ts';
import { MOST_FOUND, type Found } from './found.ts';
import { useGroups } from './groups.tsx';

export interface SearchPageProps {
  readonly frame: OfficeFrame;
  readonly typed: string;
  /** Null when nothing was looked for: the box was empty, or what was typed is too short. */
  readonly found: Found | null;
  readonly phone: (e164: string) => string;
}

export function SearchPage({ frame, typed, found, phone }: SearchPageProps) {
  const { t } = usePage();
  if (found === null) {
    return (
      <OfficeShell title={t('search.title')} frame={frame} query={typed}>
        <OfficeHead title={t('search.title')} />
        <Empty icon="search" title={t(typed === '' ? 'search.start' : 'search.short')} text={t('search.start-text')} />
      </OfficeShell>
    );
  }
  const groups = useGroups(found, MOST_FOUND, phone);
  const count = groups.reduce((sum, group) => sum + group.items.length, 0);
  const more = [found.customers, found.contacts, found.sites, found.jobs, found.invoices, found.credits].some(
    (rows) => rows.length > MOST_FOUND,
  );
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
