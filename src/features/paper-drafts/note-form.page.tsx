import { paths } from '../../kernel/paths.ts';
import {
  Banner,
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
  Stack,
  TextArea,
  usePage,
  type Children,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { DraftLines } from './lines.page.tsx';
import type { LineTyped } from './typed-lines.ts';
import type { previewOf } from './line-rows.ts';
import type { TaxRate } from '../tax-rates/index.ts';

export interface NoteFormProps {
  readonly frame: OfficeFrame;
  /** Null writes a new draft. */
  readonly id: string | null;
  readonly customer: { readonly name: string; readonly number: string };
  /** The invoice it corrects. */
  readonly invoice: { readonly id: string; readonly number: string } | null;
  readonly currency: string;
  readonly rates: readonly TaxRate[];
  readonly values: { readonly fields: Readonly<Record<string, string>>; readonly lines: readonly LineTyped[] };
  readonly preview: ReturnType<typeof previewOf>;
  readonly problems: readonly FieldProblem[];
  readonly side: Children;
}

/** A credit note to write: why, which lines, how much of each. Works without scripts. */
export function NoteFormPage(props: NoteFormProps) {
  const { t } = usePage();
  const { frame, id, customer, invoice, problems, side, values } = props;
  const title = t(id !== null ? 'credits.edit-title' : invoice === null ? 'credits.new' : 'credits.credit-this');
  const back =
    id !== null
      ? paths.office.creditNote(id)
      : invoice === null
        ? paths.office.creditNotes
        : paths.office.invoice(invoice.id);
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead
        title={title}
        meta={
          <>
            <StateChip kind="invoice" state="draft" />
            <span class="soft small">
              {t('credits.for-customer', { customer: customer.name })}
              {invoice !== null && `, ${t('credits.on-number', { number: invoice.number })}`}
            </span>
          </>
        }
      />
      <Columns kind="form">
        <Form
          action={id === null ? paths.office.creditNotes : back}
          keep={id === null ? undefined : `credit-note-${id}`}
        >
          <ErrorSummary problems={problems} />
          <input type="hidden" name="customer" value={customer.number} />
          {invoice !== null && <input type="hidden" name="invoice" value={invoice.id} />}
          {id === null && <input type="hidden" name="key" value={values.fields['key']} />}
          <Stack gap={12}>
            {invoice !== null && <Banner>{t('credits.lines-text')}</Banner>}
            <DraftLines {...props} />
          </Stack>
          <Reads {...props} />
          <Savebar kept={id !== null} text={t('credits.save-text')} cancel={back}>
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
        {invoice === null && (
          <SelectField
            name="prices"
            label={t('invoices.field-prices')}
            value={fields['prices']}
            options={[
              { value: 'before', label: t('invoices.prices-before') },
              { value: 'with', label: t('invoices.prices-with') },
            ]}
          />
        )}
      </FieldRow>
    </FormGroup>
  );
}
