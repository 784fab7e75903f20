import { paths } from '../../kernel/paths.ts';
import type { NamedChoice } from '../../platform/values/index.ts';
import {
  Button,
  Columns,
  ErrorSummary,
  FieldRow,
  Form,
  FormGroup,
  OfficeHead,
  OfficeShell,
  problemOf,
  Savebar,
  SelectField,
  TextField,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import type { Contact, CustomerOfContact } from './contact.ts';
import { nameOf } from './portal-access.page.tsx';

export interface ContactFormData {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly languages: readonly NamedChoice[];
}

/** The fields of a person at a customer; on a customer's own form they are those of its main contact. */
export function ContactFields({
  values,
  problems,
  languages,
  withLanguage = true,
}: ContactFormData & { withLanguage?: boolean }) {
  const { t } = usePage();
  const text = (name: string) => ({ name, value: values[name] ?? '', error: problemOf(problems, name) });
  return (
    <>
      <FieldRow>
        <TextField {...text('first_name')} label={t('contacts.first-name')} autocomplete="off" maxLength={100} />
        <TextField {...text('last_name')} label={t('contacts.last-name')} autocomplete="off" maxLength={100} />
      </FieldRow>
      <TextField
        {...text('position')}
        label={t('contacts.position')}
        hint={t('contacts.position-hint')}
        maxLength={100}
      />
      <TextField {...text('email')} label={t('contacts.email')} type="email" autocomplete="off" spellcheck={false} />
      <TextField
        {...text('phone')}
        label={t('contacts.phone')}
        hint={t('contacts.phone-hint')}
        type="tel"
        autocomplete="off"
      />
      {withLanguage && (
        <SelectField
          {...text('language')}
          label={t('contacts.language')}
          options={[{ value: '', label: t('contacts.language-customer') }, ...languages]}
          short
        />
      )}
    </>
  );
}

/** The fields on a contact's own form, with their heading. */
function ContactGroup(data: ContactFormData) {
  const { t } = usePage();
  return (
    <FormGroup title={t('contacts.group-person')} text={t('contacts.group-reach-text')}>
      <ContactFields {...data} />
    </FormGroup>
  );
}

export interface ContactFormPageProps extends ContactFormData {
  readonly frame: OfficeFrame;
  readonly customer: CustomerOfContact;
  readonly contact: Contact | null;
}

export function ContactFormPage({ frame, customer, contact, ...data }: ContactFormPageProps) {
  const { t } = usePage();
  const title =
    contact === null
      ? t('contacts.new-title', { customer: customer.name })
      : t('contacts.edit-title', { name: nameOf(contact, t) });
  const back =
    contact === null ? paths.office.contacts(customer.number) : paths.office.contact(customer.number, contact.id);
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead title={title} />
      <ErrorSummary problems={data.problems} />
      <Columns kind="form">
        <Form action={back} class="stack g24" keep={back}>
          {contact === null && <input type="hidden" name="key" value={data.values['key']} />}
          <ContactGroup {...data} />
          <Savebar cancel={back}>
            <Button kind="main">{t(contact === null ? 'contacts.create' : 'contacts.save')}</Button>
          </Savebar>
        </Form>
      </Columns>
    </OfficeShell>
  );
}
