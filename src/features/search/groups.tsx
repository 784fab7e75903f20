import { paths } from '../../kernel/paths.ts';
import { Day, formatMoney, stateLook, Time, usePage, type FoundGroup } from '../../ui/index.ts';
import { isStep } from '../jobs/index.ts';
import type { Found, FoundContact } from './found.ts';

/** What was found, as groups of links; at most `most` of each. */
export function useGroups(found: Found, most: number, phone: (e164: string) => string): readonly FoundGroup[] {
  const { t, locale } = usePage();
  const first = <Row,>(rows: readonly Row[]) => rows.slice(0, most);
  const line = (...parts: readonly (string | null)[]) => parts.filter(Boolean).join(' · ');
  return [
    {
      id: 'customers',
      title: t('search.customers'),
      items: first(found.customers).map((customer) => ({
        href: paths.office.customer(customer.number),
        icon: customer.kind === 'company' ? ('building-2' as const) : ('user' as const),
        title: customer.name,
        text: line(
          customer.number,
          [customer.line1, customer.city].filter(Boolean).join(', '),
          customer.phone === null ? customer.email : phone(customer.phone),
          customer.archived_at === null ? null : t('search.archived'),
        ),
      })),
    },
    {
      id: 'contacts',
      title: t('search.contacts'),
      items: first(found.contacts).map((contact) => ({
        href: paths.office.contact(contact.customer_number, contact.id),
        icon: 'circle-user' as const,
        title: nameOf(contact, phone),
        text: line(contact.customer_name, contact.email),
      })),
    },
    {
      id: 'sites',
      title: t('search.sites'),
      items: first(found.sites).map((site) => ({
        href: paths.office.site(site.id),
        icon: 'map-pin' as const,
        title: site.name,
        text: line([site.line1, site.city].filter(Boolean).join(', '), site.customer_name),
      })),
    },
    {
      id: 'jobs',
      title: t('search.jobs'),
      items: first(found.jobs).map((job) => ({
        href: paths.office.job(job.number),
        icon: 'clipboard-list' as const,
        title: `${job.number} ${job.title}`,
        text: line(job.customer_name, isStep(job.step) ? t(stateLook('job', job.step).word) : null),
        ...(job.starts_at === null ? {} : { end: <Time at={job.starts_at} /> }),
      })),
    },
    {
      id: 'invoices',
      title: t('search.invoices'),
      items: first(found.invoices).map((invoice) => ({
        href: paths.office.invoice(invoice.id),
        icon: 'receipt-text' as const,
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

function nameOf(contact: FoundContact, phone: (e164: string) => string): string {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ');
  return name || (contact.email ?? (contact.phone === null ? '' : phone(contact.phone)));
}
