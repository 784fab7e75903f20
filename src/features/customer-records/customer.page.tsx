import { townLine } from '../../kernel/address.ts';
import { paths } from '../../kernel/paths.ts';
import {
  Avatar,
  Banner,
  Button,
  ButtonForm,
  ButtonLink,
  Chip,
  Day,
  FactGrid,
  formatWindow,
  OfficeHead,
  Tabs,
  Time,
  usePage,
  Words,
  type Children,
  type OfficeFrame,
} from '../../ui/index.ts';
import type { Contact } from '../contacts/index.ts';
import type { Customer } from '../customers/index.ts';
import { askedHref } from './list-asked.ts';
import { Balances, CustomersPage, type ListProps } from './customer-list.page.tsx';
import type { CustomerFacts } from './record.ts';

export type TabName = 'portal' | 'jobs' | 'invoices' | 'messages' | 'statement' | 'sites' | 'contacts';

export interface RecordProps {
  readonly frame: OfficeFrame;
  readonly list: ListProps;
  readonly customer: Customer;
  readonly facts: CustomerFacts;
  readonly main: Contact | null;
  readonly phoneShown: string | null;
  readonly lastSeenAt: Temporal.Instant | null;
  readonly language: string | null;
}

/** A customer's record: who they are, what they owe, and one of the tabs. */
export function CustomerPage({ tab, children, ...record }: RecordProps & { tab: TabName; children: Children }) {
  const { customer, frame, list, facts } = record;
  const { t } = usePage();
  const href = (name: TabName) =>
    askedHref(
      name === 'portal' ? paths.office.customer(customer.number) : paths.office.customerPart(customer.number, name),
      list.asked,
    );
  const item = (name: TabName, count?: number) => ({
    href: href(name),
    label: t(`customers.tab-${name}`),
    current: tab === name,
    ...(count === undefined ? {} : { count }),
  });
  const { counts } = facts;
  return (
    <CustomersPage frame={frame} title={customer.name} list={{ ...list, current: customer.number }}>
      <Head {...record} />
      {customer.archived_at !== null && (
        <Banner tone="warn">
          <Words of="customers.archived-on" with={{ day: <Time at={customer.archived_at} long /> }} />
        </Banner>
      )}
      <Facts {...record} />
      {customer.notes !== null && (
        <Banner tone="plain" icon="pencil">
          <b>{t('customers.notes')}</b>
          <p class="notes">{customer.notes}</p>
        </Banner>
      )}
      <Tabs
        of={[
          item('portal'),
          item('jobs', counts.jobs),
          item('invoices', counts.invoices),
          item('messages', counts.threads),
          item('statement'),
          item('sites', counts.sites),
          item('contacts', counts.contacts),
        ]}
      />
      {children}
    </CustomersPage>
  );
}

function Head({ customer, main, list }: RecordProps) {
  const { t, locale, timeZone } = usePage();
  const { office } = paths;
  const archived = customer.archived_at !== null;
  const since = customer.created_at.toZonedDateTimeISO(timeZone).toPlainDate();
  const month = since.toLocaleString(locale, { month: 'long', year: 'numeric' });
  return (
    <OfficeHead
      title={customer.name}
      lead={<Avatar name={customer.name} />}
      meta={
        <>
          {archived && <Chip icon="ban">{t('customers.archived')}</Chip>}
          <span class="soft small">{t('customers.since', { number: customer.number, month })}</span>
        </>
      }
      actions={
        <>
          {!archived && (
            <ButtonForm
              action={office.customerPart(customer.number, 'portal-view')}
              fields={main === null ? {} : { contact: main.id }}
            >
              <Button icon="eye">{t('customers.view-portal')}</Button>
            </ButtonForm>
          )}
          {list.mayWrite && (
            <ButtonLink edits icon="pencil" href={office.customerPart(customer.number, 'edit')}>
              {t('customers.edit')}
            </ButtonLink>
          )}
          {list.mayWrite && archived && (
            <ButtonForm action={office.customerPart(customer.number, 'restoring')}>
              <Button icon="rotate-ccw">{t('customers.restore')}</Button>
            </ButtonForm>
          )}
          {list.mayWrite && !archived && (
            <ButtonLink
              kind="main"
              icon="plus"
              href={`${office.newJob}?customer=${encodeURIComponent(customer.number)}`}
            >
              {t('customers.new-job')}
            </ButtonLink>
          )}
        </>
      }
      more={
        list.mayManage
          ? [{ href: office.customerData(customer.number), label: t('customers.personal-data'), icon: 'file-text' }]
          : []
      }
    />
  );
}

function Facts({ customer, facts, main, list, phoneShown, lastSeenAt, language }: RecordProps) {
  const { t, timeZone, locale } = usePage();
  const { nextJob } = facts;
  const address = [customer.line1, customer.line2, townLine(customer, list.home)].filter(Boolean).join(', ');
  const billing = [customer.billing_name, customer.billing_address?.replaceAll('\n', ', ')].filter(Boolean).join(', ');
  return (
    <FactGrid
      of={[
        { label: t('customers.owes'), value: <Owes facts={facts} currency={list.currency} /> },
        {
          label: t('customers.next-visit'),
          value:
            nextJob === null ? (
              t('customers.next-visit-none')
            ) : (
              <a href={paths.office.job(nextJob.number)}>
                <Day on={nextJob.starts_at.toZonedDateTimeISO(timeZone).toPlainDate()} />,{' '}
                {formatWindow(nextJob.starts_at, nextJob.ends_at, timeZone, locale)}
              </a>
            ),
        },
        { label: t('customers.phone'), value: phoneShown ?? t('customers.none'), num: true },
        { label: t('customers.email'), value: main?.email ?? t('customers.none') },
        { label: t('customers.address'), value: address || t('customers.none') },
        billing !== '' && { label: t('customers.billing'), value: billing },
        customer.vat_id !== null && { label: t('customers.vat-id'), value: customer.vat_id },
        { label: t('customers.language'), value: language ?? t('customers.language-org') },
        {
          label: t('customers.seen'),
          value: lastSeenAt === null ? t('customers.seen-never') : <Time at={lastSeenAt} />,
        },
      ]}
    />
  );
}

function Owes({ facts, currency }: { facts: CustomerFacts; currency: string }) {
  const { t } = usePage();
  if (facts.balances.length === 0) return <>{t('customers.owes-nothing')}</>;
  const amounts = (
    <b>
      <Balances of={facts.balances} currency={currency} />
    </b>
  );
  if (facts.nextDueOn === null) return amounts;
  return <Words of="customers.owes-due" with={{ amounts, day: <Day on={facts.nextDueOn} /> }} />;
}
