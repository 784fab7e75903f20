import { paths } from '../../kernel/paths.ts';
import type { NamedChoice } from '../../platform/values/index.ts';
import {
  AddressFields,
  Button,
  Columns,
  ErrorSummary,
  Form,
  FormGroup,
  OfficeHead,
  OfficeShell,
  problemOf,
  Savebar,
  SelectField,
  TextArea,
  TextField,
  Tiles,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { ContactFields } from '../contacts/index.ts';
import type { Customer } from '../customers/index.ts';

export interface CustomerFormProps {
  readonly frame: OfficeFrame;
  /** Null on the form of a new one. */
  readonly customer: Customer | null;
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly countries: readonly NamedChoice[];
  readonly languages: readonly NamedChoice[];
}

export function CustomerFormPage(props: CustomerFormProps) {
  const { t } = usePage();
  const { frame, customer, problems } = props;
  const title = customer === null ? t('customers.new-title') : t('customers.edit-title', { name: customer.name });
  const action = customer === null ? paths.office.customers : paths.office.customer(customer.number);
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead title={title} />
      <ErrorSummary problems={problems} />
      <Columns kind="form">
        <Form action={action} class="stack g24" keep={customer === null ? paths.office.newCustomer : action}>
          {customer === null && <input type="hidden" name="key" value={props.values['key']} />}
          <WhoFields {...props} />
          <FormGroup title={t('customers.group-contact')} text={t('customers.group-contact-text')}>
            <ContactFields {...props} withLanguage={false} />
          </FormGroup>
          <AddressFields field={(name) => field(props, name)} countries={props.countries} />
          <BillingFields {...props} />
          <OfficeFields {...props} />
          <Savebar cancel={action}>
            <Button kind="main">{t(customer === null ? 'customers.create' : 'customers.save')}</Button>
          </Savebar>
        </Form>
      </Columns>
    </OfficeShell>
  );
}

/** Name, value and error of a field. */
function field({ values, problems }: CustomerFormProps, name: string) {
  return { name, value: values[name] ?? '', error: problemOf(problems, name) };
}

function WhoFields(props: CustomerFormProps) {
  const { t } = usePage();
  return (
    <FormGroup title={t('customers.group-customer')} text={t('customers.group-customer-text')}>
      <Tiles
        {...field(props, 'kind')}
        legend={t('customers.kind')}
        value={props.values['kind'] === 'company' ? 'company' : 'person'}
        options={[
          { value: 'person', label: t('customers.kind-person'), icon: 'user' },
          { value: 'company', label: t('customers.kind-company'), icon: 'building-2' },
        ]}
      />
      <TextField
        {...field(props, 'name')}
        label={t('customers.name')}
        hint={t('customers.name-hint')}
        autocomplete="off"
        maxLength={200}
        required
      />
      <TextField
        {...field(props, 'number')}
        label={t('customers.number')}
        hint={t(props.customer === null ? 'customers.number-hint-new' : 'customers.number-hint')}
        autocomplete="off"
        maxLength={32}
        short
      />
    </FormGroup>
  );
}

function BillingFields(props: CustomerFormProps) {
  const { t } = usePage();
  return (
    <FormGroup title={t('customers.group-billing')}>
      <TextField
        {...field(props, 'billing_name')}
        label={t('customers.billing-name')}
        hint={t('customers.billing-name-hint')}
        autocomplete="off"
        maxLength={200}
      />
      <TextArea
        {...field(props, 'billing_address')}
        label={t('customers.billing-address')}
        hint={t('customers.billing-address-hint')}
        rows={3}
      />
      <TextField {...field(props, 'vat_id')} label={t('customers.vat-id')} autocomplete="off" maxLength={40} short />
    </FormGroup>
  );
}

function OfficeFields(props: CustomerFormProps) {
  const { t } = usePage();
  return (
    <FormGroup title={t('customers.group-office')}>
      <SelectField
        {...field(props, 'language')}
        label={t('customers.language')}
        options={[{ value: '', label: t('customers.language-org') }, ...props.languages]}
        short
      />
      <TextArea
        {...field(props, 'notes')}
        label={t('customers.notes')}
        hint={t('customers.notes-hint')}
        most={10_000}
      />
    </FormGroup>
  );
}
