import { paths } from '../../kernel/paths.ts';
import {
  Amount,
  BulkAll,
  Button,
  Day,
  Grid,
  StateChip,
  stateLook,
  usePage,
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
import { PapersList } from './papers-list.page.tsx';

export interface InvoicesPageProps {
  readonly frame: OfficeFrame;
  readonly asked: PapersAsked<InvoiceFilterState>;
  readonly list: ListPage<InvoiceListed>;
  readonly customer: { readonly name: string } | null;
  readonly mayWrite: boolean;
}

export function InvoicesPage(props: InvoicesPageProps) {
  const { t } = usePage();
  const { asked, list, mayWrite } = props;
  return (
    <PapersList
      {...props}
      title={t('invoices.title')}
      meta={<a href={paths.office.creditNotes}>{t('credits.on-invoice')}</a>}
      add={mayWrite ? { href: paths.office.newInvoice, label: t('invoices.new') } : null}
      href={paths.office.invoices}
      states={INVOICE_STATES.map((state) => ({ value: state, label: stateWord(state, t) }))}
      asked={asked}
      list={list}
      noneFit={t('invoices.none-found')}
      noneYet={{ icon: 'receipt-text', title: t('invoices.empty'), text: t('invoices.empty-text') }}
    >
      <InvoiceGrid {...props} />
    </PapersList>
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
