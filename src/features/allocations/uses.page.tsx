import { paths } from '../../kernel/paths.ts';
import { Amount, ButtonForm, Day, Empty, formatMoney, usePage } from '../../ui/index.ts';
import type { InvoicePaid, Refund } from './views.ts';

interface UsesProps {
  readonly paid: readonly InvoicePaid[];
  readonly refunds: readonly Refund[];
  /** Where an amount is freed; null where nothing can be. */
  readonly releaseAction: string | null;
  /** The invoice whose part stays: what a credit note gives to the one it corrects. */
  readonly ownInvoiceId?: string | null;
  /** Said when nothing of it is used. */
  readonly none: string;
}

/** What a payment or credit note settles, and what of it was paid out. */
export function Uses({ paid, refunds, releaseAction, ownInvoiceId = null, none }: UsesProps) {
  const { t, locale } = usePage();
  if (paid.length === 0 && refunds.length === 0) return <Empty icon="receipt-text" title={none} card={false} />;
  return (
    <ul class="lines boxed">
      {paid.map((part) => {
        const amount = { minor: part.amount_minor, currency: part.currency };
        return (
          <li key={part.id} class="row between">
            <span>
              <a href={paths.office.invoice(part.id)}>
                <b>{part.number}</b>
              </a>{' '}
              <Amount of={amount} />
            </span>
            {releaseAction !== null && part.id !== ownInvoiceId && (
              <ButtonForm action={releaseAction} fields={{ invoice: part.id }}>
                <button
                  class="btn quiet"
                  type="submit"
                  aria-label={t('payments.release-label', {
                    amount: formatMoney(amount, locale),
                    number: part.number ?? '',
                  })}
                >
                  {t('payments.release')}
                </button>
              </ButtonForm>
            )}
          </li>
        );
      })}
      {refunds.map((refund) => (
        <li key={refund.id}>
          <a href={paths.office.payment(refund.id)}>
            <b>{t('payments.paid-out')}</b>
          </a>{' '}
          <Amount of={{ minor: refund.amount_minor, currency: refund.currency }} />{' '}
          <span class="soft">
            <Day on={refund.received_on} />
          </span>
        </li>
      ))}
    </ul>
  );
}
