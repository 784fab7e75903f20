import type { TaxRate } from '../tax-rates/index.ts';
import {
  Button,
  Columns,
  ErrorSummary,
  Form,
  OfficeHead,
  OfficeShell,
  Savebar,
  SelectField,
  StateChip,
  usePage,
  type Children,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import type { DraftValues } from './line-rows.ts';

/** What the form of a draft shows, of either kind. */
export interface DraftFormProps {
  readonly frame: OfficeFrame;
  /** Null writes a new draft. */
  readonly id: string | null;
  readonly customer: { readonly name: string; readonly number: string };
  readonly currency: string;
  readonly rates: readonly TaxRate[];
  readonly values: DraftValues;
  readonly problems: readonly FieldProblem[];
  readonly side: Children;
}

interface DraftFormPageProps extends Pick<
  DraftFormProps,
  'frame' | 'id' | 'customer' | 'values' | 'problems' | 'side'
> {
  readonly title: string;
  /** For whom, and on what. */
  readonly about: string;
  readonly action: string;
  /** Under which name unsaved changes are kept. */
  readonly keep: string;
  readonly cancel: string;
  readonly saveText: string;
  readonly children: Children;
}

/** A page to write a draft on. Works without scripts. */
export function DraftFormPage(props: DraftFormPageProps) {
  const { t } = usePage();
  const { frame, id, title, about, customer, values, problems, side } = props;
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead
        title={title}
        meta={
          <>
            <StateChip kind="invoice" state="draft" />
            <span class="soft small">{about}</span>
          </>
        }
      />
      <Columns kind="form">
        <Form action={props.action} keep={id === null ? undefined : `${props.keep}-${id}`}>
          <ErrorSummary problems={problems} />
          <input type="hidden" name="customer" value={customer.number} />
          {id === null && <input type="hidden" name="key" value={values.fields['key']} />}
          {props.children}
          <Savebar kept={id !== null} text={props.saveText} cancel={props.cancel}>
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

/** Whether the prices of its lines have tax in them. */
export function PricesField({ value }: { value: string | undefined }) {
  const { t } = usePage();
  return (
    <SelectField
      name="prices"
      label={t('invoices.field-prices')}
      value={value}
      options={[
        { value: 'before', label: t('invoices.prices-before') },
        { value: 'with', label: t('invoices.prices-with') },
      ]}
    />
  );
}
