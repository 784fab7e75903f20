import { paths } from '../../kernel/paths.ts';
import {
  Amount,
  ButtonForm,
  ButtonLink,
  Columns,
  Confirm,
  Day,
  Empty,
  FactGrid,
  formatMoney,
  History,
  OfficeHead,
  OfficeShell,
  Panel,
  StateChip,
  usePage,
  type OfficeFrame,
} from '../../ui/index.ts';
import type { PaymentPageProps, PaymentRecord } from './office-views.ts';
import { isMethod } from './payment.ts';

export function PaymentPage(props: PaymentPageProps) {
  const { t, locale } = usePage();
  const { frame, payment, history, mayWrite } = props;
  const title = t('payments.record-title', { amount: formatMoney(amountOf(payment), locale) });
  const cleared = payment.state === 'cleared';
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead
        title={title}
        meta={
          <>
            <StateChip
              kind="payment"
              state={cleared ? 'cleared' : 'returned'}
              word={t(cleared ? 'payments.state-cleared' : 'payments.state-returned')}
            />
            <span class="soft small">{t('payments.from-customer', { customer: payment.customer_name })}</span>
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
                <ButtonLink kind="main" href={paths.office.paymentPart(payment.id, 'allocations')}>
                  {t('payments.use-credit')}
                </ButtonLink>
              )}
            </>
          )
        }
      />
      <PaymentFacts payment={payment} />
      <Columns>
        <UsedFor {...props} />
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
        { label: t('payments.fact-free'), value: <Amount of={{ minor: payment.free_minor, currency }} /> },
        payment.staff_name !== null && { label: t('payments.fact-by'), value: payment.staff_name },
        payment.note !== null && { label: t('payments.fact-note'), value: <span class="pre">{payment.note}</span> },
      ]}
    />
  );
}

function UsedFor({ payment, paid, mayWrite }: PaymentPageProps) {
  const { t, locale } = usePage();
  const returned = payment.state === 'returned';
  return (
    <Panel id="used" title={t('payments.used-for')} flush>
      {paid.length === 0 ? (
        <Empty icon="receipt-text" title={t(returned ? 'payments.used-returned' : 'payments.used-none')} card={false} />
      ) : (
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
                {mayWrite && !returned && (
                  <ButtonForm action={paths.office.paymentPart(payment.id, 'releases')} fields={{ invoice: part.id }}>
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
        </ul>
      )}
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
