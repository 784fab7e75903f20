import { formatMoney } from '../../ui/format.ts';
import type { Translate } from '../../words/index.ts';
import { rateText } from '../invoices/index.ts';
import type { RateSum } from './creditable.ts';

interface Summed {
  readonly currency: string;
  readonly net_minor: bigint;
  readonly total_minor: bigint;
  readonly taxes: readonly RateSum[];
}

/** The sums under the lines of a credit note. */
export function noteTotals(note: Summed, { t, locale }: { t: Translate; locale: string }) {
  const { currency, taxes } = note;
  const amount = (minor: bigint) => ({ minor, currency });
  return [
    { label: t('paper.before-tax'), amount: amount(note.net_minor) },
    ...taxes.map((tax) => {
      const rate = rateText(tax.rate_bp, locale);
      const net = formatMoney(amount(tax.net_minor), locale);
      const label = taxes.length > 1 ? t('paper.tax-on', { rate, net }) : t('paper.tax', { rate });
      return { label, amount: amount(tax.tax_minor) };
    }),
    { label: t('paper.credited'), amount: amount(note.total_minor), sum: true },
  ];
}
