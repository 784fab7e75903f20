import { paths } from '../../kernel/paths.ts';
import { Banner, DateField, FieldRow, FormGroup, problemOf, Stack, TextArea, usePage } from '../../ui/index.ts';
import { DraftFormPage, PricesField, type DraftFormProps } from './draft-form.page.tsx';
import type { previewOf } from './line-rows.ts';
import { DraftLines } from './lines.page.tsx';

export interface NoteFormProps extends DraftFormProps {
  /** The invoice it corrects. */
  readonly invoice: { readonly id: string; readonly number: string } | null;
  readonly preview: ReturnType<typeof previewOf>;
}

/** A credit note to write: why, which lines, how much of each. */
export function NoteFormPage(props: NoteFormProps) {
  const { t } = usePage();
  const { id, customer, invoice } = props;
  const list = invoice === null ? paths.office.creditNotes : paths.office.invoice(invoice.id);
  const about = t('credits.for-customer', { customer: customer.name });
  return (
    <DraftFormPage
      {...props}
      title={t(id !== null ? 'credits.edit-title' : invoice === null ? 'credits.new' : 'credits.credit-this')}
      about={invoice === null ? about : `${about}, ${t('credits.on-number', { number: invoice.number })}`}
      action={id === null ? paths.office.creditNotes : paths.office.creditNote(id)}
      keep="credit-note"
      cancel={id === null ? list : paths.office.creditNote(id)}
      saveText={t('credits.save-text')}
    >
      {invoice !== null && <input type="hidden" name="invoice" value={invoice.id} />}
      <Stack gap={12}>
        {invoice !== null && <Banner>{t('credits.lines-text')}</Banner>}
        <DraftLines {...props} />
      </Stack>
      <Reads {...props} />
    </DraftFormPage>
  );
}

function Reads({ values: { fields }, invoice, problems }: NoteFormProps) {
  const { t } = usePage();
  return (
    <FormGroup title={t('credits.group-reads')}>
      <TextArea
        name="reason"
        label={t('credits.field-reason')}
        hint={t('credits.field-reason-hint')}
        value={fields['reason']}
        error={problemOf(problems, 'reason')}
        rows={2}
        most={500}
        optional
      />
      <TextArea
        name="note"
        label={t('credits.field-note')}
        value={fields['note']}
        error={problemOf(problems, 'note')}
        rows={2}
        optional
      />
      <FieldRow>
        <DateField
          name="issued_on"
          label={t('credits.field-issued_on')}
          hint={t('invoices.field-issued_on-hint')}
          value={fields['issued_on']}
          error={problemOf(problems, 'issued_on')}
        />
        {invoice === null && <PricesField value={fields['prices']} />}
      </FieldRow>
    </FormGroup>
  );
}
