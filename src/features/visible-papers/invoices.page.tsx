import { paths, withQuery } from '../../kernel/paths.ts';
import { usePage } from '../../ui/context.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FoldTable } from '../../ui/fold-table.tsx';
import { formatMoney } from '../../ui/format.ts';
import { Answer, Section, Stack } from '../../ui/layout.tsx';
import { Pages } from '../../ui/pages.tsx';
import { PortalShell, type NavItem } from '../../ui/portal-shell.tsx';
import { Day } from '../../ui/time.tsx';
import type { OrgRow } from '../sessions/index.ts';
import { StateChip } from '../../ui/chip.tsx';
import { InvoiceChip, invoiceDueMinor } from '../invoices/index.ts';
import type { VisibleInvoice } from './visible-invoice.ts';
import type { VisibleNote } from './views.ts';

interface Listed {
  readonly rows: readonly VisibleInvoice[];
  readonly newer: string | null;
  readonly older: string | null;
}

export interface InvoicesPageProps {
  readonly org: OrgRow;
  readonly places: readonly NavItem[];
  /** The balance in words. */
  readonly balance: string;
  /** Null on a further page of the others. */
  readonly unpaid: Listed | null;
  /** Null when only the unpaid ones were asked for. */
  readonly settled: Listed | null;
  /** The newest credit notes; none on a further page. */
  readonly notes: readonly VisibleNote[];
}

/** A customer's invoices: what is to be paid first, then the others. */
export function InvoicesPage({ org, places, balance, unpaid, settled, notes }: InvoicesPageProps) {
  const { t } = usePage();
  const list = paths.portal.invoices(org.slug);
  const isEmpty =
    (unpaid === null || unpaid.rows.length === 0) &&
    (settled === null || settled.rows.length === 0) &&
    notes.length === 0;
  const unpaidPage = (query: Record<string, string>) => withQuery(list, { show: 'unpaid', ...query });
  return (
    <PortalShell title={t('portal.invoices-title')} places={places}>
      <Answer title={balance} />
      <p class="noprint">
        <a href={paths.portal.statement(org.slug)}>{t('statement.title')}</a>
      </p>
      {isEmpty && (
        <Section id="none" title={t('portal.invoices-title')} titleHidden>
          <Empty
            icon="receipt-text"
            title={t('portal.no-invoices')}
            text={t('portal.no-invoices-text', { org: org.name })}
          />
        </Section>
      )}
      {unpaid !== null && unpaid.rows.length > 0 && (
        <Section id="to-pay" title={t('portal.invoices-to-pay')}>
          <Stack gap={12}>
            <InvoicesTable org={org} invoices={unpaid.rows} money="due" label={t('portal.invoices-to-pay')} />
            <Pages
              newer={unpaid.newer === null ? undefined : unpaidPage({ before: unpaid.newer })}
              older={unpaid.older === null ? undefined : unpaidPage({ after: unpaid.older })}
              label={t('portal.invoices-to-pay')}
            />
          </Stack>
        </Section>
      )}
      {settled !== null && settled.rows.length > 0 && (
        <Section id="others" title={t('portal.invoices-others')}>
          <Stack gap={12}>
            <InvoicesTable org={org} invoices={settled.rows} money="total" label={t('portal.invoices-others')} />
            <Pages
              newer={settled.newer === null ? undefined : withQuery(list, { before: settled.newer })}
              older={settled.older === null ? undefined : withQuery(list, { after: settled.older })}
              label={t('portal.invoices-others')}
            />
          </Stack>
        </Section>
      )}
      {notes.length > 0 && <Notes org={org} notes={notes} />}
      {(unpaid === null || settled === null) && (
        <p>
          <a href={list}>{t('portal.invoices-all')}</a>
        </p>
      )}
    </PortalShell>
  );
}

function Notes({ org, notes }: Pick<InvoicesPageProps, 'org' | 'notes'>) {
  const { t, locale } = usePage();
  return (
    <Section id="credit-notes" title={t('credits.on-invoice')}>
      <FoldTable
        label={t('credits.on-invoice')}
        rows={notes}
        rowKey={(note) => note.id}
        columns={[
          {
            place: 'main',
            title: t('portal.column-for'),
            cell: (note) => (
              <a class="plain" href={paths.portal.creditNote(org.slug, note.number ?? '')}>
                {note.reason ?? t('paper.credit-note', { number: note.number ?? '' })}
              </a>
            ),
          },
          {
            place: 'meta',
            title: t('portal.column-number'),
            phonePrefix: t('credits.one'),
            cell: (note) => note.number,
          },
          {
            place: 'state',
            title: t('portal.column-state'),
            cell: (note) => <StateChip kind="invoice" state={note.state === 'void' ? 'void' : 'credited'} />,
          },
          {
            place: 'when',
            title: t('portal.column-date'),
            cell: (note) => note.issued_on !== null && <Day on={note.issued_on} />,
          },
          {
            place: 'money',
            title: t('paper.amount'),
            cell: (note) => formatMoney({ minor: note.total_minor, currency: note.currency }, locale),
          },
        ]}
      />
    </Section>
  );
}

function InvoicesTable({
  org,
  invoices,
  money,
  label,
}: {
  org: OrgRow;
  invoices: readonly VisibleInvoice[];
  /** What stands in the last column: the rest to pay, or the whole. */
  money: 'due' | 'total';
  label: string;
}) {
  const { t, locale } = usePage();
  return (
    <FoldTable
      label={label}
      rows={invoices}
      rowKey={(invoice) => invoice.id}
      columns={[
        {
          place: 'main',
          title: t('portal.column-for'),
          cell: (invoice) => (
            <a class="plain" href={paths.portal.invoice(org.slug, invoice.number)}>
              {invoice.first_line ?? t('paper.invoice', { number: invoice.number })}
            </a>
          ),
        },
        {
          place: 'meta',
          title: t('portal.column-number'),
          phonePrefix: t('portal.invoice'),
          cell: (invoice) => invoice.number,
        },
        {
          place: 'state',
          title: t('portal.column-state'),
          cell: (invoice) => <InvoiceChip invoice={invoice} />,
        },
        { place: 'when', title: t('portal.column-date'), cell: (invoice) => <Day on={invoice.issued_on} /> },
        {
          place: 'money',
          title: t(money === 'due' ? 'paper.to-pay' : 'paper.amount'),
          cell: (invoice) =>
            formatMoney(
              {
                minor: money === 'due' ? invoiceDueMinor(invoice) : invoice.total_minor,
                currency: invoice.currency,
              },
              locale,
            ),
        },
      ]}
    />
  );
}
