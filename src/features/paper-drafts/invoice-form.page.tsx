import { paths } from '../../kernel/paths.ts';
import {
  Button,
  Columns,
  DateField,
  ErrorSummary,
  FieldRow,
  Form,
  FormGroup,
  OfficeHead,
  OfficeShell,
  problemOf,
  Savebar,
  SelectField,
  StateChip,
  TextArea,
  TextField,
  usePage,
  type Children,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { DraftLines } from './lines.page.tsx';
import type { TaxRate } from '../tax-rates/index.ts';
import type { DraftValues } from './line-rows.ts';

export interface DraftFormProps {
  readonly frame: OfficeFrame;
  /** Null writes a new draft. */
  readonly id: string | null;
  readonly customer: { readonly name: string; readonly number: string };
  readonly currency: string;
  readonly termsDays: number;
  readonly rates: readonly TaxRate[];
  readonly values: DraftValues;
  readonly problems: readonly FieldProblem[];
  readonly side: Children;
}

/** A draft to write: who and when, its lines, what the customer reads. Works without scripts. */
export function DraftFormPage(props: DraftFormProps) {
  const { t } = usePage();
  const { frame, id, customer, values, problems, side } = props;
  const title = t(id === null ? 'invoices.new' : 'invoices.edit-title');
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead
        title={title}
        meta={
          <>
            <StateChip kind="invoice" state="draft" />
            <span class="soft small">{t('invoices.for-customer', { customer: customer.name })}</span>
          </>
        }
      />
      <Columns kind="form">
        <Form
          action={id === null ? paths.office.invoices : paths.office.invoice(id)}
          keep={id === null ? undefined : `invoice-${id}`}
        >
          <ErrorSummary problems={problems} />
          <input type="hidden" name="customer" value={customer.number} />
          {id === null && <input type="hidden" name="key" value={values.fields['key']} />}
          <WhoAndWhen {...props} />
          <DraftLines {...props} />
          <Reads {...props} />
          <Savebar
            kept={id !== null}
            text={t('invoices.save-text')}
            cancel={id === null ? paths.office.invoices : paths.office.invoice(id)}
          >
            <Button kind="main" name="press" value="save">
              {t('invoices.save')}
            </Button>
          </Savebar>
        </Form>
        {side}
      </Columns>
    </OfficeShell>
  );
}

function WhoAndWhen({ values: { fields }, problems, termsDays }: DraftFormProps) {
  const { t } = usePage();
  return (
    <FormGroup title={t('invoices.group-who')}>
      <FieldRow>
        <DateField
          name="issued_on"
          label={t('invoices.field-issued_on')}
          hint={t('invoices.field-issued_on-hint')}
          value={fields['issued_on']}
          error={problemOf(problems, 'issued_on')}
        />
        <DateField
          name="due_on"
          label={t('invoices.field-due_on')}
          hint={t('invoices.field-due_on-hint', { days: termsDays })}
          value={fields['due_on']}
          error={problemOf(problems, 'due_on')}
        />
      </FieldRow>
      <FieldRow>
        <TextField
          name="reference"
          label={t('invoices.field-reference')}
          value={fields['reference']}
          error={problemOf(problems, 'reference')}
          maxLength={100}
          optional
        />
        <TextField
          name="job"
          label={t('invoices.field-job')}
          value={fields['job']}
          error={problemOf(problems, 'job')}
          maxLength={32}
          optional
        />
        <SelectField
          name="prices"
          label={t('invoices.field-prices')}
          value={fields['prices']}
          options={[
            { value: 'before', label: t('invoices.prices-before') },
            { value: 'with', label: t('invoices.prices-with') },
          ]}
        />
      </FieldRow>
    </FormGroup>
  );
}

function Reads({ values: { fields }, problems }: DraftFormProps) {
  const { t } = usePage();
  return (
    <FormGroup title={t('invoices.group-reads')}>
      <TextArea
        name="note"
        label={t('invoices.field-note')}
        value={fields['note']}
        error={problemOf(problems, 'note')}
        rows={3}
        optional
      />
    </FormGroup>
  );
}
