import { paths } from '../../kernel/paths.ts';
import { DateField, FieldRow, FormGroup, problemOf, TextArea, TextField, usePage } from '../../ui/index.ts';
import { DraftFormPage, PricesField, type DraftFormProps } from './draft-form.page.tsx';
import { DraftLines } from './lines.page.tsx';

export interface InvoiceFormProps extends DraftFormProps {
  readonly termsDays: number;
}

/** An invoice to write: who and when, its lines, what the customer reads. */
export function InvoiceFormPage(props: InvoiceFormProps) {
  const { t } = usePage();
  const { id, customer } = props;
  const back = id === null ? paths.office.invoices : paths.office.invoice(id);
  return (
    <DraftFormPage
      {...props}
      title={t(id === null ? 'invoices.new' : 'invoices.edit-title')}
      about={t('invoices.for-customer', { customer: customer.name })}
      action={back}
      keep="invoice"
      cancel={back}
      saveText={t('invoices.save-text')}
    >
      <WhoAndWhen {...props} />
      <DraftLines {...props} />
      <Reads {...props} />
    </DraftFormPage>
  );
}

function WhoAndWhen({ values: { fields }, problems, termsDays }: InvoiceFormProps) {
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
        <PricesField value={fields['prices']} />
      </FieldRow>
    </FormGroup>
  );
}

function Reads({ values: { fields }, problems }: InvoiceFormProps) {
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
