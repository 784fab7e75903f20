import { paths } from '../../kernel/paths.ts';
import {
  Amount,
  BulkAll,
  Button,
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
  stateLook,
  usePage,
  type ActiveFilter,
  type GridColumn,
  type OfficeFrame,
  type PageContext,
  type Translate,
} from '../../ui/index.ts';
import {
  INVOICE_STATES,
  InvoiceChip,
  invoiceDueMinor,
  type InvoiceFilterState,
  type InvoiceListed,
} from '../invoices/index.ts';
import { listHref, type ListPage, type PapersAsked } from './paper-list.ts';

export interface InvoicesPageProps {
  readonly frame: OfficeFrame;
  readonly asked: PapersAsked<InvoiceFilterState>;
  readonly list: ListPage<InvoiceListed>;
  readonly customer: { readonly name: string } | null;
  readonly mayWrite: boolean;
}

export function InvoicesPage(props: InvoicesPageProps) {
  const page = usePage();
  const { t } = page;
  const { frame, asked, list, mayWrite } = props;
  const add = mayWrite ? { href: paths.office.newInvoice, label: t('invoices.new') } : null;
  return (
    <OfficeList
      frame={frame}
      title={t('invoices.title')}
      meta={<a href={paths.office.creditNotes}>{t('credits.on-invoice')}</a>}
      add={add}
      filters={<Filters {...props} />}
      newer={list.newer === null ? undefined : listHref(paths.office.invoices, asked, { before: list.newer })}
      older={list.older === null ? undefined : listHref(paths.office.invoices, asked, { after: list.older })}
      keys={t('invoices.keys')}
    >
      {list.rows.length > 0 ? (
        <InvoiceGrid {...props} />
      ) : active(props, page).length > 0 ? (
        <NoRowsFit title={t('invoices.none-found')} clearHref={paths.office.invoices} />
      ) : (
        <NoRowsYet icon="receipt-text" title={t('invoices.empty')} text={t('invoices.empty-text')} add={add} />
      )}
    </OfficeList>
  );
}

function InvoiceGrid({ frame, asked, list, mayWrite }: InvoicesPageProps) {
  const page = usePage();
  const { t } = page;
  return (
    <Grid
      label={t('invoices.list')}
      saved={frame.list}
      columns={columns(page)}
      rows={list.rows}
      rowKey={(row) => row.id}
      pick={{
        name: 'invoice',
        value: (row) => row.id,
        label: (row) => t('bulk.pick-invoice', { number: row.number ?? t('invoices.draft') }),
        action: paths.office.bulk('invoices'),
        buttons: (
          <>
            <BulkAll back={listHref(paths.office.invoices, asked)} more={list.older !== null || list.newer !== null} />
            {mayWrite && (
              <Button name="deed" value="issue">
                {t('bulk.issue')}
              </Button>
            )}
            <Button name="deed" value="download">
              {t('bulk.download')}
            </Button>
          </>
        ),
      }}
    />
  );
}

function stateWord(state: InvoiceFilterState, t: Translate): string {
  return state === 'open' ? t('invoices.filter-open') : t(stateLook('invoice', state).word);
}

function active({ asked, customer }: InvoicesPageProps, page: PageContext): ActiveFilter[] {
  const { t } = page;
  const found: (ActiveFilter | false)[] = [
    asked.state !== null && {
      label: t('invoices.filter-state'),
      value: stateWord(asked.state, t),
      removeHref: listHref(paths.office.invoices, asked, { state: null }),
    },
    ...customerAndDayFilters(page, asked, customer?.name, (change) => listHref(paths.office.invoices, asked, change)),
  ];
  return found.filter((one) => one !== false);
}

function Filters(props: InvoicesPageProps) {
  const page = usePage();
  const { t } = page;
  const { asked } = props;
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
          ...INVOICE_STATES.map((state) => ({ value: state, label: stateWord(state, t) })),
        ]}
      />
      <CustomerAndDayFields {...asked} />
    </Filterbar>
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
        row.state === 'draft' ? <StateChip kind="invoice" state="draft" /> : <InvoiceChip invoice={row} />,
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
        const minor = invoiceDueMinor(row);
        return minor === 0n ? '–' : <Amount of={{ minor, currency: row.currency }} />;
      },
    },
  ];
}
