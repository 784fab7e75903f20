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
  stateLook,
  usePage,
  type ActiveFilter,
  type GridColumn,
  type OfficeFrame,
  type PageContext,
  type Translate,
} from '../../ui/index.ts';
import { NOTE_STATES, NoteChip, type NoteListed, type NoteState } from '../credit-notes/index.ts';
import { listHref, type ListPage, type PapersAsked } from './paper-list.ts';

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
  const { frame, asked, list, mayWrite } = props;
  const add = mayWrite ? { href: paths.office.newCreditNote, label: t('credits.new') } : null;
  return (
    <OfficeList
      frame={frame}
      title={t('credits.on-invoice')}
      add={add}
      filters={<Filters {...props} />}
      newer={list.newer === null ? undefined : listHref(paths.office.creditNotes, asked, { before: list.newer })}
      older={list.older === null ? undefined : listHref(paths.office.creditNotes, asked, { after: list.older })}
      keys={t('invoices.keys')}
    >
      {list.rows.length > 0 ? (
        <Grid label={t('credits.on-invoice')} columns={columns(page)} rows={list.rows} rowKey={(row) => row.id} />
      ) : active(props, page).length > 0 ? (
        <NoRowsFit title={t('credits.none-found')} clearHref={paths.office.creditNotes} />
      ) : (
        <NoRowsYet icon="file-minus" title={t('credits.empty')} text={t('credits.empty-text')} add={add} />
      )}
    </OfficeList>
  );
}

function stateWord(state: NoteState, t: Translate): string {
  return state === 'open' || state === 'used' ? t(`credits.state-${state}`) : t(stateLook('invoice', state).word);
}

function active({ asked, customer }: NotesPageProps, page: PageContext): ActiveFilter[] {
  const { t } = page;
  const found: (ActiveFilter | false)[] = [
    asked.state !== null && {
      label: t('invoices.filter-state'),
      value: stateWord(asked.state, t),
      removeHref: listHref(paths.office.creditNotes, asked, { state: null }),
    },
    ...customerAndDayFilters(page, asked, customer?.name, (change) =>
      listHref(paths.office.creditNotes, asked, change),
    ),
  ];
  return found.filter((one) => one !== false);
}

function Filters(props: NotesPageProps) {
  const page = usePage();
  const { t } = page;
  const { asked } = props;
  return (
    <Filterbar
      action={paths.office.creditNotes}
      active={active(props, page)}
      clearHref={paths.office.creditNotes}
      end={t('invoices.sorted')}
    >
      <SelectField
        name="state"
        label={t('invoices.filter-state')}
        labelHidden
        value={asked.state ?? ''}
        options={[
          { value: '', label: t('invoices.filter-all') },
          ...NOTE_STATES.map((state) => ({ value: state, label: stateWord(state, t) })),
        ]}
      />
      <CustomerAndDayFields {...asked} />
    </Filterbar>
  );
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
