import { paths } from '../../kernel/paths.ts';
import {
  Amount,
  ButtonLink,
  Columns,
  Confirm,
  Day,
  FactGrid,
  formatMoney,
  History,
  OfficeHead,
  OfficeShell,
  Panel,
  StateChip,
  usePage,
  type OfficeFrame,
  type WordKey,
} from '../../ui/index.ts';
import { type InvoicePaid, type Refund, Uses } from '../allocations/index.ts';
import { isMethod } from './payment.ts';
import type { PaymentRecord } from './views.ts';

export interface PaymentPageProps {
  readonly frame: OfficeFrame;
  readonly payment: PaymentRecord;
  readonly paid: readonly InvoicePaid[];
  /** What of it was paid out again. */
  readonly refunds: readonly Refund[];
  readonly history: readonly { readonly id: string; readonly at: Temporal.Instant; readonly text: string }[];
  readonly mayWrite: boolean;
}

export function PaymentPage(props: PaymentPageProps) {
  const { t, locale } = usePage();
  const { frame, payment, history, mayWrite } = props;
  const isOut = payment.direction === 'out';
  const amount = formatMoney(amountOf(payment), locale);
  const title = t(isOut ? 'payments.refund-title' : 'payments.record-title', { amount });
  const cleared = payment.state === 'cleared';
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead
        title={title}
        meta={
          <>
            <StateChip kind="payment" state={cleared ? 'cleared' : 'returned'} word={t(stateKey(payment))} />
            <span class="soft small">
              {t(isOut ? 'payments.to-customer' : 'payments.from-customer', { customer: payment.customer_name })}
            </span>
          </>
        }
        actions={
          mayWrite &&
          cleared && (
            <>
              <ButtonLink kind="danger" icon="undo-2" href={paths.office.paymentPart(payment.id, 'return')}>
                {t('payments.return')}
              </ButtonLink>
              {payment.free_minor > 0n && (
                <>
                  <ButtonLink icon="rotate-ccw" href={paths.office.paymentPart(payment.id, 'refund')}>
                    {t('payments.refund')}
                  </ButtonLink>
                  <ButtonLink kind="main" href={paths.office.paymentPart(payment.id, 'allocations')}>
                    {t('payments.use-credit')}
                  </ButtonLink>
                </>
              )}
            </>
          )
        }
      />
      <PaymentFacts payment={payment} />
      <Columns>
        {isOut ? <RefundOf payment={payment} /> : <UsedFor {...props} />}
        <Panel id="history" title={t('payments.history')}>
          <History of={history} />
        </Panel>
      </Columns>
    </OfficeShell>
  );
}

function amountOf(payment: PaymentRecord) {
  return { minor: payment.amount_minor, currency: payment.currency };
}

function PaymentFacts({ payment }: { payment: PaymentRecord }) {
  const { t } = usePage();
  const { method, currency } = payment;
  return (
    <FactGrid
      of={[
        {
          label: t('payments.fact-customer'),
          value: (
            <a href={paths.office.customer(payment.customer_number)}>
              {payment.customer_name}, {payment.customer_number}
            </a>
          ),
        },
        { label: t('payments.fact-amount'), value: <Amount of={amountOf(payment)} /> },
        { label: t('payments.fact-day'), value: <Day on={payment.received_on} full /> },
        { label: t('payments.fact-method'), value: t(`payments.method-${isMethod(method) ? method : 'other'}`) },
        payment.reference !== null && { label: t('payments.fact-reference'), value: payment.reference },
        payment.direction === 'in' && {
          label: t('payments.fact-free'),
          value: <Amount of={{ minor: payment.free_minor, currency }} />,
        },
        payment.staff_name !== null && { label: t('payments.fact-by'), value: payment.staff_name },
        payment.note !== null && { label: t('payments.fact-note'), value: <span class="pre">{payment.note}</span> },
      ]}
    />
  );
}

export function stateKey(payment: Pick<PaymentRecord, 'direction' | 'state'>): WordKey {
  if (payment.state !== 'cleared') return 'payments.state-returned';
  return payment.direction === 'out' ? 'payments.state-out' : 'payments.state-cleared';
}

/** What a refund was paid out of. */
function RefundOf({ payment }: { payment: PaymentRecord }) {
  const { t } = usePage();
  const { refund_of_payment_id: of, refund_of_credit_note_id: note } = payment;
  return (
    <Panel id="used" title={t('payments.refund-of')}>
      {of !== null && <a href={paths.office.payment(of)}>{t('payments.refund-of-payment')}</a>}
      {note !== null && <a href={paths.office.creditNote(note)}>{t('payments.refund-of-credit-note')}</a>}
    </Panel>
  );
}

function UsedFor({ payment, paid, refunds, mayWrite }: PaymentPageProps) {
  const { t } = usePage();
  const returned = payment.state === 'returned';
  const action = mayWrite && !returned ? paths.office.paymentPart(payment.id, 'releases') : null;
  return (
    <Panel id="used" title={t('payments.used-for')} flush>
      <Uses
        paid={paid}
        refunds={refunds}
        releaseAction={action}
        none={t(returned ? 'payments.used-returned' : 'payments.used-none')}
      />
    </Panel>
  );
}

export function ReturnPage({ frame, payment }: { frame: OfficeFrame; payment: PaymentRecord }) {
  const { t, locale } = usePage();
  const title = t('payments.return-title', { amount: formatMoney(amountOf(payment), locale) });
  return (
    <OfficeShell title={title} frame={frame}>
      <Confirm
        title={title}
        text={t('payments.return-text')}
        action={paths.office.paymentPart(payment.id, 'return')}
        deed={t('payments.return')}
        backHref={paths.office.payment(payment.id)}
      />
    </OfficeShell>
  );
}
