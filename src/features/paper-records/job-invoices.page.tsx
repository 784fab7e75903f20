import { paths } from '../../kernel/paths.ts';
import { Amount, Empty, Panel, StateChip, usePage } from '../../ui/index.ts';
import { InvoiceChip, type InvoiceListed } from '../invoices/index.ts';

export function JobInvoicesPanel({
  invoices,
  newHref,
}: {
  invoices: readonly InvoiceListed[];
  newHref: string | null;
}) {
  const { t } = usePage();
  return (
    <Panel
      id="invoices"
      title={t('invoices.job-panel')}
      aside={newHref === null ? undefined : <a href={newHref}>{t('invoices.job-new')}</a>}
      flush
    >
      {invoices.length === 0 ? (
        <Empty icon="receipt-text" title={t('invoices.job-none')} card={false} />
      ) : (
        <ul class="found">
          {invoices.map((invoice) => (
            <li key={invoice.id}>
              <a href={paths.office.invoice(invoice.id)}>
                <span class="grow">
                  <b>{invoice.number ?? t('invoices.draft')}</b>
                </span>
                {invoice.state === 'draft' ? (
                  <StateChip kind="invoice" state="draft" />
                ) : (
                  <InvoiceChip invoice={invoice} />
                )}
                <Amount of={{ minor: invoice.total_minor, currency: invoice.currency }} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
