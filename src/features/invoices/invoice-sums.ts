import type { Money } from '../../kernel/money.ts';
import type { Translate } from '../../words/index.ts';
import { settledByCredit } from './credits.ts';
import { type TaxGroup, taxRows } from '../papers/index.ts';
import { invoiceDueMinor, type Invoice } from './invoice.ts';

type Summed = Pick<Invoice, 'state' | 'currency' | 'paid_minor' | 'net_minor' | 'total_minor'> & {
  readonly taxes: readonly TaxGroup[];
  readonly credits: Parameters<typeof settledByCredit>[0];
};

/** The sums under the lines, tax by rate, down to what is left to pay. */
export function invoiceSums(invoice: Summed, { t, locale }: { t: Translate; locale: string }) {
  const { currency, paid_minor } = invoice;
  const amount = (minor: bigint): Money => ({ minor, currency });
  const credited = settledByCredit(invoice.credits);
  const isPartPaid = invoice.state === 'issued' && paid_minor !== 0n;
  const sum = (label: string, minor: bigint) => ({ label, amount: amount(minor), sum: true });
  return [
    ...taxRows(invoice, { t, locale }),
    ...(isPartPaid
      ? [
          { label: t('paper.total-with-tax'), amount: amount(invoice.total_minor) },
          ...(paid_minor === credited
            ? []
            : [{ label: t('portal.paid-so-far'), amount: amount(credited - paid_minor) }]),
          ...(credited === 0n ? [] : [{ label: t('paper.settled-by-credit'), amount: amount(-credited) }]),
        ]
      : []),
    invoice.state === 'issued' && invoice.total_minor >= 0n
      ? sum(t('paper.to-pay'), invoiceDueMinor(invoice))
      : sum(t('paper.total'), invoice.total_minor),
  ];
}
