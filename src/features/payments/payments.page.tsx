import { paths } from '../../kernel/paths.ts';
import {
  Amount,
  CustomerAndDayFields,
  customerAndDayFilters,
  Day,
  Filterbar,
  Grid,
  NoRowsFit,
  NoRowsYet,
  OfficeList,
  SelectField,
  StateChip,
  usePage,
  type ActiveFilter,
  type GridColumn,
  type OfficeFrame,
  type PageContext,
} from '../../ui/index.ts';
import { listHref, type PaymentListAsked } from './payment-list.ts';

import type { ListPage, PaymentListed } from './views.ts';
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
  const add = mayWrite ? { href: paths.office.newPayment, label: t('payments.new') } : null;
  return (
    <OfficeList
      frame={frame}
      title={t('payments.title')}
      add={add}
      filters={<Filters {...props} />}
      newer={list.newer === null ? undefined : listHref(asked, { before: list.newer })}
      older={list.older === null ? undefined : listHref(asked, { after: list.older })}
      keys={t('payments.keys')}
    >
      {list.rows.length > 0 ? (
        <Grid
          label={t('payments.list')}
          saved={frame.list}
          columns={columns(page)}
          rows={list.rows}
          rowKey={(row) => row.id}
        />
      ) : active(props, page).length > 0 ? (
        <NoRowsFit title={t('payments.none-found')} clearHref={paths.office.payments} />
      ) : (
        <NoRowsYet icon="banknote" title={t('payments.empty')} text={t('payments.empty-text')} add={add} />
      )}
    </OfficeList>
  );
}

function active({ asked, customer }: PaymentsPageProps, page: PageContext): ActiveFilter[] {
  const { t } = page;
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
    ...customerAndDayFilters(page, asked, customer?.name, (change) => listHref(asked, change)),
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
      <CustomerAndDayFields {...asked} />
    </Filterbar>
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
        ) : row.direction === 'out' ? (
          <StateChip kind="payment" state="refunded" word={t('payments.state-out')} />
        ) : (
          <StateChip kind="payment" state="cleared" word={t('payments.state-cleared')} />
        ),
    },
    {
      id: 'amount',
      title: t('payments.col-amount'),
      kind: 'money',
      cell: (row) => (
        <Amount
          of={{ minor: row.direction === 'out' ? -row.amount_minor : row.amount_minor, currency: row.currency }}
        />
      ),
    },
    {
      id: 'free',
      title: t('payments.col-free'),
      kind: 'money',
      cell: (row) => (row.free_minor === 0n ? '–' : <Amount of={{ minor: row.free_minor, currency: row.currency }} />),
    },
  ];
}
