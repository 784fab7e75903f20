import { formatMoney } from '../../ui/format.ts';
import type { Translate } from '../../words/index.ts';
import type { TaxGroup } from './tax-totals.ts';
import { rateText } from './rate-text.ts';

interface Summed {
  readonly currency: string;
  readonly net_minor: bigint;
  readonly taxes: readonly Readonly<TaxGroup>[];
}

/** The sums under the lines of a paper down to its tax, rate by rate; the total follows. */
export function taxRows({ currency, net_minor, taxes }: Summed, { t, locale }: { t: Translate; locale: string }) {
  const amount = (minor: bigint) => ({ minor, currency });
  return [
    { label: t('paper.before-tax'), amount: amount(net_minor) },
    ...taxes.map((tax) => {
      const rate = rateText(tax.rate_bp, locale);
      const net = formatMoney(amount(tax.net_minor), locale);
      const label = taxes.length > 1 ? t('paper.tax-on', { rate, net }) : t('paper.tax', { rate });
      return { label, amount: amount(tax.tax_minor) };
    }),
  ];
}
