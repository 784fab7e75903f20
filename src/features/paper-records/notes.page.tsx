import { paths } from '../../kernel/paths.ts';
import {
  Amount,
  Day,
  Grid,
  stateLook,
  usePage,
  type GridColumn,
  type OfficeFrame,
  type PageContext,
  type Translate,
} from '../../ui/index.ts';
import { NOTE_STATES, NoteChip, type NoteListed, type NoteState } from '../credit-notes/index.ts';
import type { ListPage, PapersAsked } from './paper-list.ts';
import { PapersList } from './papers-list.page.tsx';

export interface NotesPageProps {
  readonly frame: OfficeFrame;
  readonly asked: PapersAsked<NoteState>;
  readonly list: ListPage<NoteListed>;
  readonly customer: { readonly name: string } | null;
  readonly mayWrite: boolean;
}

export function NotesPage(props: NotesPageProps) {
  const page = usePage();
  const { t } = page;
  const { list, mayWrite } = props;
  return (
    <PapersList
      {...props}
      title={t('credits.on-invoice')}
      add={mayWrite ? { href: paths.office.newCreditNote, label: t('credits.new') } : null}
      href={paths.office.creditNotes}
      states={NOTE_STATES.map((state) => ({ value: state, label: stateWord(state, t) }))}
      noneFit={t('credits.none-found')}
      noneYet={{ icon: 'file-minus', title: t('credits.empty'), text: t('credits.empty-text') }}
    >
      <Grid label={t('credits.on-invoice')} columns={columns(page)} rows={list.rows} rowKey={(row) => row.id} />
    </PapersList>
  );
}

function stateWord(state: NoteState, t: Translate): string {
  return state === 'open' || state === 'used' ? t(`credits.state-${state}`) : t(stateLook('invoice', state).word);
}

function columns({ t }: PageContext): GridColumn<NoteListed>[] {
  return [
    {
      id: 'number',
      title: t('invoices.col-number'),
      heads: true,
      kind: 'num',
      cell: (row) => <a href={paths.office.creditNote(row.id)}>{row.number ?? t('invoices.draft')}</a>,
    },
    {
      id: 'customer',
      title: t('invoices.col-customer'),
      cut: true,
      cell: (row) => <a href={paths.office.customer(row.customer_number)}>{row.customer_name}</a>,
    },
    {
      id: 'invoice',
      title: t('credits.fact-corrects'),
      kind: 'num',
      cell: (row) =>
        row.invoice_id === null ? '–' : <a href={paths.office.invoice(row.invoice_id)}>{row.invoice_number}</a>,
    },
    {
      id: 'issued',
      title: t('invoices.col-issued'),
      kind: 'num',
      cell: (row) =>
        row.issued_on === null ? <span class="soft">{t('invoices.no-date')}</span> : <Day on={row.issued_on} />,
    },
    { id: 'state', title: t('invoices.col-state'), cell: (row) => <NoteChip note={row} /> },
    {
      id: 'total',
      title: t('invoices.col-total'),
      kind: 'money',
      cell: (row) => <Amount of={{ minor: row.total_minor, currency: row.currency }} />,
    },
    {
      id: 'left',
      title: t('credits.fact-left'),
      kind: 'money',
      cell: (row) => {
        const minor = row.state === 'issued' ? row.total_minor - row.used_minor : 0n;
        return minor === 0n ? '–' : <Amount of={{ minor, currency: row.currency }} />;
      },
    },
  ];
}
