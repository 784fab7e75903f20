import { paths } from '../../kernel/paths.ts';
import {
  Button,
  Columns,
  DateField,
  ErrorSummary,
  FieldRow,
  Form,
  FormGroup,
  MoneyField,
  OfficeHead,
  OfficeShell,
  problemOf,
  Savebar,
  SelectField,
  TextArea,
  TextField,
  usePage,
  type Children,
  type OfficeFrame,
} from '../../ui/index.ts';
import { SplitGroup, type SplitProps } from '../allocations/index.ts';
import { METHODS } from './payment.ts';

export interface PaymentFormProps extends SplitProps {
  readonly frame: OfficeFrame;
  readonly customer: { readonly name: string; readonly number: string };
  /** More than one only when the customer has open invoices in others than the org's. */
  readonly currencies: readonly string[];
  readonly today: Temporal.PlainDate;
  readonly side: Children;
}

/** What arrived and what it pays. The key made when it is drawn makes two presses one payment. */
export function PaymentFormPage(props: PaymentFormProps) {
  const { t } = usePage();
  const { frame, customer, values, problems, side } = props;
  return (
    <OfficeShell title={t('payments.new')} frame={frame}>
      <OfficeHead
        title={t('payments.new')}
        meta={<span class="soft small">{t('payments.from-customer', { customer: customer.name })}</span>}
      />
      <Columns kind="form">
        <Form action={paths.office.payments}>
          <ErrorSummary problems={problems} />
          <input type="hidden" name="customer" value={customer.number} />
          <input type="hidden" name="key" value={values['key'] ?? ''} />
          {values['prefilled'] !== undefined && <input type="hidden" name="prefilled" value={values['prefilled']} />}
          <Arrived {...props} />
          <SplitGroup {...props} />
          <Savebar text={t('payments.save-text')} cancel={paths.office.payments}>
            <Button kind="main" name="press" value="save">
              {t('payments.save')}
            </Button>
          </Savebar>
        </Form>
        {side}
      </Columns>
    </OfficeShell>
  );
}

function Arrived(props: PaymentFormProps) {
  const { t } = usePage();
  return (
    <FormGroup title={t('payments.group-what')}>
      <MoneyFields {...props} dayLabel={t('payments.field-received_on')} />
    </FormGroup>
  );
}

interface MoneyFieldsProps extends Pick<PaymentFormProps, 'values' | 'problems' | 'currency' | 'today'> {
  readonly currencies?: readonly string[];
  readonly dayLabel: string;
}

/** How much, when and how: of money that came, and of money that went back. */
export function MoneyFields({ values, problems, currency, currencies = [], today, dayLabel }: MoneyFieldsProps) {
  const { t } = usePage();
  return (
    <>
      <FieldRow>
        <MoneyField
          name="amount"
          label={t('payments.field-amount')}
          currency={currency}
          value={values['amount']}
          error={problemOf(problems, 'amount')}
        />
        <DateField
          name="received_on"
          label={dayLabel}
          value={values['received_on']}
          max={today}
          error={problemOf(problems, 'received_on')}
        />
        <SelectField
          name="method"
          label={t('payments.field-method')}
          value={values['method']}
          error={problemOf(problems, 'method')}
          options={METHODS.map((method) => ({ value: method, label: t(`payments.method-${method}`) }))}
        />
        {currencies.length > 1 && (
          <SelectField
            name="currency"
            label={t('payments.field-currency')}
            value={currency}
            error={problemOf(problems, 'currency')}
            options={currencies.map((one) => ({ value: one, label: one }))}
          />
        )}
      </FieldRow>
      <TextField
        name="reference"
        label={t('payments.field-reference')}
        hint={t('payments.field-reference-hint')}
        value={values['reference']}
        error={problemOf(problems, 'reference')}
        maxLength={100}
        optional
      />
      <TextArea
        name="note"
        label={t('payments.field-note')}
        hint={t('payments.field-note-hint')}
        value={values['note']}
        error={problemOf(problems, 'note')}
        rows={2}
        optional
      />
    </>
  );
}
