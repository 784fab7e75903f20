import { paths } from '../../kernel/paths.ts';
import {
  Amount,
  ButtonLink,
  DateField,
  Day,
  Empty,
  Filterbar,
  formatDay,
  Grid,
  OfficeHead,
  OfficeShell,
  Pages,
  SelectField,
  StateChip,
  TextField,
  todayOn,
  usePage,
  type ActiveFilter,
  type GridColumn,
  type OfficeFrame,
  type PageContext,
} from '../../ui/index.ts';
import { listHref, type PaymentListAsked } from './office-list.ts';
import type { ListPage, PaymentListed } from './office-views.ts';
import { isMethod, METHODS } from './payment.ts';

export interface PaymentsPageProps {
  readonly frame: OfficeFrame;
  readonly asked: PaymentListAsked;
  readonly list: ListPage<PaymentListed>;
  readonly customer: { readonly name: string } | null;
  readonly mayWrite: boolean;
}

export function PaymentsPage(props: PaymentsPageProps) {
  const page = usePage();
  const { t } = page;
  const { frame, asked, list, mayWrite } = props;
  const add = mayWrite && (
    <ButtonLink kind="main" icon="plus" href={paths.office.newPayment}>
      {t('payments.new')}
    </ButtonLink>
  );
  return (
    <OfficeShell title={t('payments.title')} frame={frame}>
      <OfficeHead title={t('payments.title')} actions={add} />
      <Filters {...props} />
      {list.rows.length === 0 ? (
        <NoPayments {...props} />
      ) : (
        <Grid label={t('payments.list')} columns={columns(page)} rows={list.rows} rowKey={(row) => row.id} />
      )}
      <Pages
        newer={list.newer === null ? undefined : listHref(asked, { before: list.newer })}
        older={list.older === null ? undefined : listHref(asked, { after: list.older })}
      >
        <span class="soft needs-scripts">{t('payments.keys')}</span>
      </Pages>
    </OfficeShell>
  );
}

function active({ asked, customer }: PaymentsPageProps, page: PageContext): ActiveFilter[] {
  const { t, locale } = page;
  const today = todayOn(page);
  const found: (ActiveFilter | false)[] = [
    asked.state !== null && {
      label: t('payments.filter-state'),
      value: t(`payments.state-${asked.state}`),
      removeHref: listHref(asked, { state: null }),
    },
    asked.method !== null && {
      label: t('payments.filter-method'),
      value: t(`payments.method-${asked.method}`),
      removeHref: listHref(asked, { method: null }),
    },
    asked.customer !== '' && {
      label: t('payments.filter-customer'),
      value: customer?.name ?? asked.customer,
      removeHref: listHref(asked, { customer: '' }),
    },
    asked.from !== null && {
      label: t('payments.filter-from'),
      value: formatDay(asked.from, locale, today),
      removeHref: listHref(asked, { from: null }),
    },
    asked.to !== null && {
      label: t('payments.filter-to'),
      value: formatDay(asked.to, locale, today),
      removeHref: listHref(asked, { to: null }),
    },
  ];
  return found.filter((one) => one !== false);
}

function Filters(props: PaymentsPageProps) {
  const page = usePage();
  const { t } = page;
  const { asked } = props;
  return (
    <Filterbar
      action={paths.office.payments}
      active={active(props, page)}
      clearHref={paths.office.payments}
      end={t('payments.sorted')}
    >
      <SelectField
        name="state"
        label={t('payments.filter-state')}
        labelHidden
        value={asked.state ?? ''}
        options={[
          { value: '', label: t('payments.filter-all') },
          { value: 'cleared', label: t('payments.state-cleared') },
          { value: 'returned', label: t('payments.state-returned') },
        ]}
      />
      <SelectField
        name="method"
        label={t('payments.filter-method')}
        labelHidden
        value={asked.method ?? ''}
        options={[
          { value: '', label: t('payments.filter-any') },
          ...METHODS.map((method) => ({ value: method, label: t(`payments.method-${method}`) })),
        ]}
      />
      <TextField
        name="customer"
        label={t('payments.filter-customer')}
        labelHidden
        placeholder={t('payments.filter-customer-hint')}
        value={asked.customer}
        short
      />
      <DateField name="from" label={t('payments.filter-from')} labelHidden value={asked.from ?? undefined} />
      <DateField name="to" label={t('payments.filter-to')} labelHidden value={asked.to ?? undefined} />
    </Filterbar>
  );
}

function NoPayments(props: PaymentsPageProps) {
  const page = usePage();
  const { t } = page;
  if (active(props, page).length > 0)
    return (
      <Empty icon="search-x" title={t('payments.none-found')} text={t('payments.none-found-text')}>
        <ButtonLink href={paths.office.payments}>{t('ui.filter-clear')}</ButtonLink>
      </Empty>
    );
  return (
    <Empty icon="banknote" title={t('payments.empty')} text={t('payments.empty-text')}>
      {props.mayWrite && (
        <ButtonLink icon="plus" href={paths.office.newPayment}>
          {t('payments.new')}
        </ButtonLink>
      )}
    </Empty>
  );
}

function columns({ t }: PageContext): GridColumn<PaymentListed>[] {
  return [
    {
      id: 'day',
      title: t('payments.col-day'),
      heads: true,
      kind: 'num',
      cell: (row) => (
        <a href={paths.office.payment(row.id)}>
          <Day on={row.received_on} />
        </a>
      ),
    },
    {
      id: 'customer',
      title: t('payments.col-customer'),
      cut: true,
      cell: (row) => <a href={paths.office.customer(row.customer_number)}>{row.customer_name}</a>,
    },
    {
      id: 'method',
      title: t('payments.col-method'),
      cell: (row) => t(`payments.method-${isMethod(row.method) ? row.method : 'other'}`),
    },
    { id: 'reference', title: t('payments.col-reference'), cut: true, cell: (row) => row.reference ?? '–' },
    {
      id: 'state',
      title: t('payments.col-state'),
      cell: (row) =>
        row.state === 'returned' ? (
          <StateChip kind="payment" state="returned" word={t('payments.state-returned')} />
        ) : (
          <StateChip kind="payment" state="cleared" word={t('payments.state-cleared')} />
        ),
    },
    {
      id: 'amount',
      title: t('payments.col-amount'),
      kind: 'money',
      cell: (row) => <Amount of={{ minor: row.amount_minor, currency: row.currency }} />,
    },
    {
      id: 'free',
      title: t('payments.col-free'),
      kind: 'money',
      cell: (row) => (row.free_minor === 0n ? '–' : <Amount of={{ minor: row.free_minor, currency: row.currency }} />),
    },
  ];
}
