import type { NamedChoice } from '../../platform/values/index.ts';
import { FieldRow, FormGroup, problemOf, SelectField, TextField, usePage, type FieldProblem } from '../../ui/index.ts';

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
export function ContactGroup(data: ContactFormData) {
  const { t } = usePage();
  return (
    <FormGroup title={t('contacts.group-person')} text={t('contacts.group-reach-text')}>
      <ContactFields {...data} />
    </FormGroup>
  );
}
