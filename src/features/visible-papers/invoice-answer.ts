import { formatDayLong, formatMoney } from '../../ui/format.ts';
import type { Translate } from '../../words/index.ts';
import { invoiceDueMinor, invoiceState } from '../invoices/index.ts';
import type { VisibleInvoice } from './visible-invoice.ts';

/** What is to be done about an invoice, in a sentence: *£40.00 is due on Friday 27 November*. */
export function invoiceAnswer(
  invoice: VisibleInvoice,
  { t, locale, today }: { t: Translate; locale: string; today: Temporal.PlainDate },
): string {
  const { number, currency, due_on } = invoice;
  const amount = (minor: bigint) => formatMoney({ minor, currency }, locale);
  const due = amount(invoiceDueMinor(invoice));
  const day = formatDayLong(due_on, locale, today);
  switch (invoiceState(invoice, today)) {
    case 'overdue':
      return t('portal.invoice-overdue', { amount: due, day });
    case 'open':
    case 'due_soon':
    case 'part_paid':
      return due_on.equals(today)
        ? t('portal.invoice-due-today', { amount: due })
        : t('portal.invoice-due', { amount: due, day });
    case 'credited':
      return invoice.total_minor < 0n
        ? t('portal.invoice-credit', { number, amount: amount(-invoice.total_minor) })
        : t('portal.invoice-credited', { number });
    case 'void':
    case 'draft':
      return t('portal.invoice-void', { number });
    case 'paid':
      return invoice.total_minor === 0n
        ? t('portal.invoice-nothing', { number })
        : t('portal.invoice-paid', { number });
  }
}
