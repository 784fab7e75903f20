import {
  Button,
  Columns,
  ErrorSummary,
  Form,
  FormGroup,
  formatMoney,
  OfficeHead,
  OfficeShell,
  Savebar,
  usePage,
  type FieldProblem,
} from '../../ui/index.ts';
import { MoneyFields } from './payment-form.page.tsx';
import type { CreditProps } from '../allocations/index.ts';

export interface RefundFormProps extends CreditProps {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly today: Temporal.PlainDate;
}

/** Money that went back to the customer, out of what is left. The key made when it is drawn makes two presses one. */
export function RefundFormPage(props: RefundFormProps) {
  const { t, locale } = usePage();
  const { frame, credit, action, backHref, values, problems, today } = props;
  const left = formatMoney({ minor: credit.free_minor, currency: credit.currency }, locale);
  return (
    <OfficeShell title={t('payments.refund')} frame={frame}>
      <OfficeHead
        title={t('payments.refund')}
        meta={
          <span class="soft small">{t('payments.refund-left', { customer: credit.customer_name, amount: left })}</span>
        }
      />
      <Columns kind="form">
        <Form action={action}>
          <ErrorSummary problems={problems} />
          <input type="hidden" name="key" value={values['key'] ?? ''} />
          <FormGroup title={t('payments.group-refund')}>
            <MoneyFields
              values={values}
              problems={problems}
              currency={credit.currency}
              today={today}
              dayLabel={t('payments.field-paid_on')}
            />
          </FormGroup>
          <Savebar text={t('payments.refund-text')} cancel={backHref}>
            <Button kind="main">{t('payments.refund')}</Button>
          </Savebar>
        </Form>
      </Columns>
    </OfficeShell>
  );
}
