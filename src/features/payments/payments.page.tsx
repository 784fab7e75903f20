import { paths } from '../../kernel/paths.ts';
import {
  Amount,
  Day,
  Grid,
  NarrowedList,
  StateChip,
  usePage,
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

export function PaymentsPage({ frame, asked, list, customer, mayWrite }: PaymentsPageProps) {
  const page = usePage();
  const { t } = page;
  return (
    <NarrowedList
      frame={frame}
      title={t('payments.title')}
      add={mayWrite ? { href: paths.office.newPayment, label: t('payments.new') } : null}
      href={paths.office.payments}
      sorted={t('payments.sorted')}
      choices={[
        {
          name: 'state',
          label: t('payments.filter-state'),
          value: asked.state,
          any: t('payments.filter-all'),
          options: [
            { value: 'cleared', label: t('payments.state-cleared') },
            { value: 'returned', label: t('payments.state-returned') },
          ],
          removeHref: listHref(asked, { state: null }),
        },
        {
          name: 'method',
          label: t('payments.filter-method'),
          value: asked.method,
          any: t('payments.filter-any'),
          options: METHODS.map((method) => ({ value: method, label: t(`payments.method-${method}`) })),
          removeHref: listHref(asked, { method: null }),
        },
      ]}
      asked={asked}
      customer={customer}
      without={(change) => listHref(asked, change)}
      newer={list.newer === null ? undefined : listHref(asked, { before: list.newer })}
      older={list.older === null ? undefined : listHref(asked, { after: list.older })}
      keys={t('payments.keys')}
      isEmpty={list.rows.length === 0}
      noneFit={t('payments.none-found')}
      noneYet={{ icon: 'banknote', title: t('payments.empty'), text: t('payments.empty-text') }}
    >
      <Grid
        label={t('payments.list')}
        saved={frame.list}
        columns={columns(page)}
        rows={list.rows}
        rowKey={(row) => row.id}
      />
    </NarrowedList>
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
