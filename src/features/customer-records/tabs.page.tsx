import { townLine } from '../../kernel/address.ts';
import { paths } from '../../kernel/paths.ts';
import {
  Amount,
  ButtonLink,
  Chip,
  Day,
  Empty,
  formatWindow,
  Grid,
  Section,
  StateChip,
  states,
  usePage,
} from '../../ui/index.ts';
import { contactName, type Contact } from '../contacts/index.ts';
import type { Customer } from '../customers/index.ts';
import { InvoiceChip } from '../invoices/index.ts';
import type { InvoiceOfCustomer, JobOfCustomer, SiteOfCustomer } from './record.ts';

export function JobsTab({ jobs, total }: { jobs: readonly JobOfCustomer[]; total: number }) {
  const { t, timeZone, locale } = usePage();
  if (jobs.length === 0) {
    return <Empty icon="clipboard-list" title={t('customers.jobs-empty')} text={t('customers.jobs-empty-text')} />;
  }
  const when = (job: JobOfCustomer) => {
    if (job.starts_at === null || job.ends_at === null) return <span class="soft">{t('customers.no-window')}</span>;
    const zone = job.site_time_zone ?? timeZone;
    return (
      <>
        <Day on={job.starts_at.toZonedDateTimeISO(zone).toPlainDate()} />,{' '}
        {formatWindow(job.starts_at, job.ends_at, zone, locale, timeZone)}
      </>
    );
  };
  return (
    <>
      <Grid
        label={t('customers.tab-jobs')}
        rows={jobs}
        rowKey={(job) => job.id}
        columns={[
          {
            id: 'job',
            title: t('customers.column-job'),
            heads: true,
            cut: true,
            cell: (job) => <a href={paths.office.job(job.number)}>{job.title}</a>,
          },
          { id: 'number', title: t('customers.column-number'), kind: 'num', cell: (job) => job.number },
          { id: 'window', title: t('customers.column-window'), cell: when },
          { id: 'site', title: t('customers.column-site'), cut: true, cell: (job) => job.site_name ?? '' },
          { id: 'state', title: t('customers.column-state'), cell: (job) => <JobChip step={job.step} /> },
        ]}
      />
      <NewestShown shown={jobs.length} total={total} />
    </>
  );
}

function JobChip({ step }: { step: string }) {
  return isJobStep(step) ? <StateChip kind="job" state={step} /> : <>{step}</>;
}

function isJobStep(step: string): step is keyof (typeof states)['job'] {
  return Object.hasOwn(states.job, step);
}

function NewestShown({ shown, total }: { shown: number; total: number }) {
  const { t } = usePage();
  return shown < total ? <p class="small soft">{t('customers.newest-shown', { count: shown })}</p> : null;
}

export function InvoicesTab({ invoices, total }: { invoices: readonly InvoiceOfCustomer[]; total: number }) {
  const { t } = usePage();
  if (invoices.length === 0) {
    return (
      <Empty icon="receipt-text" title={t('customers.invoices-empty')} text={t('customers.invoices-empty-text')} />
    );
  }
  return (
    <>
      <Grid
        label={t('customers.tab-invoices')}
        rows={invoices}
        rowKey={(invoice) => invoice.id}
        columns={[
          {
            id: 'number',
            title: t('customers.column-number'),
            heads: true,
            cell: (invoice) => (
              <a class="num" href={paths.office.invoice(invoice.id)}>
                {invoice.number ?? t('customers.draft')}
              </a>
            ),
          },
          {
            id: 'state',
            title: t('customers.column-state'),
            cell: (invoice) => <InvoiceChip invoice={invoice} />,
          },
          {
            id: 'issued',
            title: t('customers.column-issued'),
            cell: (invoice) => (invoice.issued_on === null ? '' : <Day on={invoice.issued_on} />),
          },
          {
            id: 'due',
            title: t('customers.column-due'),
            cell: (invoice) => (invoice.due_on === null ? '' : <Day on={invoice.due_on} />),
          },
          {
            id: 'total',
            title: t('customers.column-total'),
            kind: 'money',
            cell: (invoice) => <Amount of={{ minor: invoice.total_minor, currency: invoice.currency }} />,
          },
        ]}
      />
      <NewestShown shown={invoices.length} total={total} />
    </>
  );
}

export function SitesTab({
  customer,
  sites,
  home,
  mayWrite,
}: {
  customer: Customer;
  sites: readonly SiteOfCustomer[];
  /** The org's country, which an address without one is in. */
  home: string;
  mayWrite: boolean;
}) {
  const { t } = usePage();
  const add = mayWrite && (
    <ButtonLink icon="plus" href={`${paths.office.newSite}?customer=${encodeURIComponent(customer.number)}`}>
      {t('customers.new-site')}
    </ButtonLink>
  );
  if (sites.length === 0) {
    return (
      <Empty icon="map-pin" title={t('customers.sites-empty')} text={t('customers.sites-empty-text')}>
        {add}
      </Empty>
    );
  }
  return (
    <>
      <Grid
        label={t('customers.tab-sites')}
        rows={sites}
        rowKey={(site) => site.id}
        columns={[
          {
            id: 'name',
            title: t('customers.column-name'),
            heads: true,
            cut: true,
            cell: (site) => <a href={paths.office.site(site.id)}>{site.name}</a>,
          },
          {
            id: 'address',
            title: t('customers.column-address'),
            cut: true,
            cell: (site) => [site.line1, townLine(site, home)].filter(Boolean).join(', '),
          },
          {
            id: 'state',
            title: t('customers.column-state'),
            cell: (site) => (site.archived_at === null ? '' : <Chip icon="ban">{t('customers.archived')}</Chip>),
          },
        ]}
      />
      {add !== false && <div class="row">{add}</div>}
    </>
  );
}

export function ContactsTab({
  customer,
  contacts,
  archived,
  shownPhone,
  mayWrite,
}: {
  customer: Customer;
  contacts: readonly Contact[];
  archived: readonly Contact[];
  shownPhone: (phone: string) => string;
  mayWrite: boolean;
}) {
  const { t } = usePage();
  return (
    <>
      <ContactGrid
        label={t('customers.tab-contacts')}
        customer={customer}
        contacts={contacts}
        shownPhone={shownPhone}
      />
      {mayWrite && customer.archived_at === null && (
        <div class="row">
          <ButtonLink icon="plus" href={paths.office.newContact(customer.number)}>
            {t('contacts.new')}
          </ButtonLink>
        </div>
      )}
      {archived.length > 0 && (
        <Section id="archived-contacts" title={t('contacts.list-archived')}>
          <ContactGrid
            label={t('contacts.list-archived')}
            customer={customer}
            contacts={archived}
            shownPhone={shownPhone}
          />
        </Section>
      )}
    </>
  );
}

function ContactGrid({
  label,
  customer,
  contacts,
  shownPhone,
}: {
  label: string;
  customer: Customer;
  contacts: readonly Contact[];
  shownPhone: (phone: string) => string;
}) {
  const { t } = usePage();
  if (contacts.length === 0) {
    return <Empty icon="users" title={t('contacts.list-empty')} />;
  }
  return (
    <Grid
      label={label}
      rows={contacts}
      rowKey={(contact) => contact.id}
      columns={[
        {
          id: 'name',
          title: t('contacts.column-name'),
          heads: true,
          cut: true,
          cell: (contact) => (
            <a href={paths.office.contact(customer.number, contact.id)}>
              {contactName(contact) ?? t('contacts.unnamed')}
            </a>
          ),
        },
        {
          id: 'main',
          title: t('contacts.main'),
          cell: (contact) => (contact.is_main ? <Chip icon="user">{t('contacts.main')}</Chip> : ''),
        },
        {
          id: 'position',
          title: t('contacts.column-position'),
          cut: true,
          cell: (contact) => contact.position ?? '',
        },
        { id: 'email', title: t('contacts.column-email'), cut: true, cell: (contact) => contact.email ?? '' },
        {
          id: 'phone',
          title: t('contacts.column-phone'),
          kind: 'num',
          cell: (contact) => (contact.phone === null ? '' : shownPhone(contact.phone)),
        },
      ]}
    />
  );
}
