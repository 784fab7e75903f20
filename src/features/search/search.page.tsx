import { paths } from '../../kernel/paths.ts';
import {
  Day,
  Empty,
  formatMoney,
  OfficeHead,
  OfficeShell,
  SearchResults,
  stateLook,
  Time,
  usePage,
  type FoundGroup,
  type OfficeFrame,
} from '../../ui/index.ts';
import { isStep } from '../jobs/index.ts';
import { MOST_FOUND, type Found } from './found.ts';

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
  const groups = useGroups(found, phone);
  const count = groups.reduce((sum, group) => sum + group.items.length, 0);
  const more = Object.values(found).some((rows) => rows.length > MOST_FOUND);
  return (
    <OfficeShell title={t('search.title-for', { typed })} frame={frame} query={typed}>
      <OfficeHead
        title={t('search.title-for', { typed })}
        meta={<span class="soft small">{t(more ? 'search.more' : 'search.found', { count })}</span>}
      />
      {count === 0 ? (
        <Empty icon="search-x" title={t('search.none', { typed })} text={t('search.none-text')} />
      ) : (
        <SearchResults groups={groups} />
      )}
    </OfficeShell>
  );
}

function useGroups(found: Found, phone: (e164: string) => string): readonly FoundGroup[] {
  const { t, locale } = usePage();
  const most = <Row,>(rows: readonly Row[]) => rows.slice(0, MOST_FOUND);
  return [
    {
      id: 'customers',
      title: t('search.customers'),
      items: most(found.customers).map((customer) => ({
        href: paths.office.customer(customer.number),
        icon: customer.kind === 'company' ? 'building-2' : 'user',
        title: customer.name,
        text: [
          customer.number,
          [customer.line1, customer.city].filter(Boolean).join(', '),
          customer.phone === null ? customer.email : phone(customer.phone),
          customer.archived_at === null ? null : t('search.archived'),
        ]
          .filter(Boolean)
          .join(' · '),
      })),
    },
    {
      id: 'jobs',
      title: t('search.jobs'),
      items: most(found.jobs).map((job) => ({
        href: paths.office.job(job.number),
        icon: 'clipboard-list',
        title: `${job.number} ${job.title}`,
        text: [job.customer_name, isStep(job.step) ? t(stateLook('job', job.step).word) : null]
          .filter(Boolean)
          .join(' · '),
        ...(job.starts_at === null ? {} : { end: <Time at={job.starts_at} /> }),
      })),
    },
    {
      id: 'invoices',
      title: t('search.invoices'),
      items: most(found.invoices).map((invoice) => ({
        href: paths.office.invoice(invoice.id),
        icon: 'receipt-text',
        title: invoice.number === null ? t('search.draft') : t('search.invoice', { number: invoice.number }),
        text: (
          <>
            {invoice.customer_name}
            {invoice.issued_on !== null && (
              <>
                {' · '}
                <Day on={invoice.issued_on} />
              </>
            )}
          </>
        ),
        end: formatMoney({ minor: invoice.total_minor, currency: invoice.currency }, locale),
      })),
    },
  ];
}
