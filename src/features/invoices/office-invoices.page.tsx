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
  stateLook,
  TextField,
  todayOn,
  usePage,
  type ActiveFilter,
  type GridColumn,
  type OfficeFrame,
  type PageContext,
  type Translate,
} from '../../ui/index.ts';
import { InvoiceChip } from './invoice-chip.tsx';
import { invoiceDueMinor } from './invoice.ts';
import { listHref, type InvoiceListAsked } from './office-list.ts';
import type { InvoiceListed, ListPage, ListState } from './office-views.ts';

export interface InvoicesPageProps {
  readonly frame: OfficeFrame;
  readonly asked: InvoiceListAsked;
  readonly list: ListPage<InvoiceListed>;
  readonly states: readonly ListState[];
  readonly customer: { readonly name: string; readonly number: string } | null;
  readonly mayWrite: boolean;
}

export function OfficeInvoicesPage(props: InvoicesPageProps) {
  const page = usePage();
  const { t } = page;
  const { frame, asked, list, mayWrite } = props;
  return (
    <OfficeShell title={t('invoices.title')} frame={frame}>
      <OfficeHead
        title={t('invoices.title')}
        actions={
          mayWrite && (
            <ButtonLink kind="main" icon="plus" href={paths.office.newInvoice}>
              {t('invoices.new')}
            </ButtonLink>
          )
        }
      />
      <Filters {...props} />
      {list.rows.length === 0 ? (
        <NoInvoices {...props} />
      ) : (
        <Grid label={t('invoices.list')} columns={columns(page)} rows={list.rows} rowKey={(row) => row.id} />
      )}
      <Pages
        newer={list.newer === null ? undefined : listHref(asked, { before: list.newer })}
        older={list.older === null ? undefined : listHref(asked, { after: list.older })}
      >
        <span class="soft needs-scripts">{t('invoices.keys')}</span>
      </Pages>
    </OfficeShell>
  );
}

function stateWord(state: ListState, t: Translate): string {
  return state === 'open' ? t('invoices.filter-open') : t(stateLook('invoice', state).word);
}

function active({ asked, customer }: InvoicesPageProps, page: PageContext): ActiveFilter[] {
  const { t, locale } = page;
  const today = todayOn(page);
  const found: (ActiveFilter | false)[] = [
    asked.state !== null && {
      label: t('invoices.filter-state'),
      value: stateWord(asked.state, t),
      removeHref: listHref(asked, { state: null }),
    },
    asked.customer !== '' && {
      label: t('invoices.filter-customer'),
      value: customer?.name ?? asked.customer,
      removeHref: listHref(asked, { customer: '' }),
    },
    asked.from !== null && {
      label: t('invoices.filter-from'),
      value: formatDay(asked.from, locale, today),
      removeHref: listHref(asked, { from: null }),
    },
    asked.to !== null && {
      label: t('invoices.filter-to'),
      value: formatDay(asked.to, locale, today),
      removeHref: listHref(asked, { to: null }),
    },
  ];
  return found.filter((one) => one !== false);
}

function Filters(props: InvoicesPageProps) {
  const page = usePage();
  const { t } = page;
  const { asked, states } = props;
  return (
    <Filterbar
      action={paths.office.invoices}
      active={active(props, page)}
      clearHref={paths.office.invoices}
      end={t('invoices.sorted')}
    >
      <SelectField
        name="state"
        label={t('invoices.filter-state')}
        labelHidden
        value={asked.state ?? ''}
        options={[
          { value: '', label: t('invoices.filter-all') },
          ...states.map((state) => ({ value: state, label: stateWord(state, t) })),
        ]}
      />
      <TextField
        name="customer"
        label={t('invoices.filter-customer')}
        labelHidden
        placeholder={t('invoices.filter-customer-hint')}
        value={asked.customer}
        short
      />
      <DateField name="from" label={t('invoices.filter-from')} labelHidden value={asked.from ?? undefined} />
      <DateField name="to" label={t('invoices.filter-to')} labelHidden value={asked.to ?? undefined} />
    </Filterbar>
  );
}

function NoInvoices(props: InvoicesPageProps) {
  const page = usePage();
  const { t } = page;
  if (active(props, page).length > 0)
    return (
      <Empty icon="search-x" title={t('invoices.none-found')} text={t('invoices.none-found-text')}>
        <ButtonLink href={paths.office.invoices}>{t('ui.filter-clear')}</ButtonLink>
      </Empty>
    );
  return (
    <Empty icon="receipt" title={t('invoices.empty')} text={t('invoices.empty-text')}>
      {props.mayWrite && (
        <ButtonLink icon="plus" href={paths.office.newInvoice}>
          {t('invoices.new')}
        </ButtonLink>
      )}
    </Empty>
  );
}

function columns({ t }: PageContext): GridColumn<InvoiceListed>[] {
  const day = (on: Temporal.PlainDate | null) =>
    on === null ? <span class="soft">{t('invoices.no-date')}</span> : <Day on={on} />;
  return [
    {
      id: 'number',
      title: t('invoices.col-number'),
      heads: true,
      kind: 'num',
      cell: (row) => <a href={paths.office.invoice(row.id)}>{row.number ?? t('invoices.draft')}</a>,
    },
    {
      id: 'customer',
      title: t('invoices.col-customer'),
      cut: true,
      cell: (row) => <a href={paths.office.customer(row.customer_number)}>{row.customer_name}</a>,
    },
    {
      id: 'job',
      title: t('invoices.col-job'),
      kind: 'num',
      cell: (row) => (row.job_number === null ? '–' : <a href={paths.office.job(row.job_number)}>{row.job_number}</a>),
    },
    { id: 'issued', title: t('invoices.col-issued'), kind: 'num', cell: (row) => day(row.issued_on) },
    { id: 'due', title: t('invoices.col-due'), kind: 'num', cell: (row) => day(row.due_on) },
    {
      id: 'state',
      title: t('invoices.col-state'),
      cell: (row) =>
        row.state === 'draft' ? (
          <StateChip kind="invoice" state="draft" />
        ) : (
          <InvoiceChip invoice={row} paidMinor={row.paid_minor} />
        ),
    },
    {
      id: 'total',
      title: t('invoices.col-total'),
      kind: 'money',
      cell: (row) => <Amount of={{ minor: row.total_minor, currency: row.currency }} />,
    },
    {
      id: 'left',
      title: t('invoices.col-left'),
      kind: 'money',
      cell: (row) => {
        const minor = invoiceDueMinor(row, row.paid_minor);
        return minor === 0n ? '–' : <Amount of={{ minor, currency: row.currency }} />;
      },
    },
  ];
}
