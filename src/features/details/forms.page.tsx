import { paths } from '../../kernel/paths.ts';
import type { NamedChoice } from '../../platform/values/index.ts';
import {
  AddressFields,
  Answer,
  Banner,
  Button,
  ErrorSummary,
  Form,
  FormGroup,
  PortalShell,
  problemOf,
  SelectField,
  TextArea,
  TextField,
  usePage,
  type Children,
  type FieldProblem,
  type NavItem,
} from '../../ui/index.ts';
import { fieldWords } from '../audit/index.ts';
import type { Locked } from './details.ts';

/** What is on file by now, where it isn't what was typed. */
export interface Newer {
  readonly field: string;
  readonly value: string | null;
}

interface FormPageProps {
  readonly slug: string;
  readonly places: readonly NavItem[];
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly languages: readonly NamedChoice[];
  /** Somebody else saved while this form was open; null when nobody did. */
  readonly newer: readonly Newer[] | null;
}

export interface AddressPageProps extends FormPageProps {
  readonly countries: readonly NamedChoice[];
  readonly locked: Locked;
}

/** Address, billing and language of the customer. */
export function AddressPage(props: AddressPageProps) {
  const { values, problems, locked } = props;
  const { t } = usePage();
  const field = (name: string) => ({ name, value: values[name] ?? '', error: problemOf(problems, name) });
  const why = (name: keyof Locked, reason: 'details.locked-billing' | 'details.locked-vat') =>
    locked[name] ? { readOnly: true, hint: t(reason) } : {};
  return (
    <FormFrame {...props} title={t('details.address-title')} action={paths.portal.detailsPart(props.slug, 'address')}>
      <AddressFields field={field} countries={props.countries} />
      <FormGroup title={t('details.billing')} text={t('details.billing-text')}>
        <TextField
          {...field('billing_name')}
          label={t('details.billing-name')}
          autocomplete="off"
          maxLength={200}
          {...why('billing_name', 'details.locked-billing')}
        />
        <TextArea {...field('billing_address')} label={t('details.billing-address')} rows={3} most={500} />
        <TextField
          {...field('vat_id')}
          label={t('portal.details-vat')}
          hint={t('details.vat-hint')}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={40}
          optional
          {...why('vat_id', 'details.locked-vat')}
        />
      </FormGroup>
      <FormGroup title={t('portal.details-language')}>
        <SelectField
          {...field('language')}
          label={t('details.language-letters')}
          options={[{ value: '', label: t('customers.language-org') }, ...props.languages]}
          short
        />
      </FormGroup>
    </FormFrame>
  );
}

/** A person's own name, language and how to be told. */
export function OwnPage(props: FormPageProps & { asksHowToTell: boolean }) {
  const { values, problems } = props;
  const { t } = usePage();
  const text = (name: string) => ({ name, value: values[name] ?? '', error: problemOf(problems, name) });
  const choices = (['email', 'sms', 'none'] as const).map((value) => ({ value, label: t(`details.answers-${value}`) }));
  return (
    <FormFrame {...props} title={t('details.you-title')} action={paths.portal.detailsPart(props.slug, 'you')}>
      <FormGroup title={t('details.you-group')}>
        <TextField {...text('first_name')} label={t('contacts.first-name')} autocomplete="given-name" maxLength={100} />
        <TextField {...text('last_name')} label={t('contacts.last-name')} autocomplete="family-name" maxLength={100} />
        <TextField
          {...text('position')}
          label={t('contacts.position')}
          autocomplete="organization-title"
          maxLength={100}
          optional
        />
        <SelectField
          {...text('language')}
          label={t('details.language-own')}
          options={[{ value: '', label: t('details.language-customer') }, ...props.languages]}
          short
        />
      </FormGroup>
      {props.asksHowToTell && (
        <FormGroup title={t('details.told')} text={t('details.told-text')}>
          <SelectField
            {...text('answers_by')}
            label={t('details.answers-by')}
            options={[{ value: '', label: t('details.answers-office') }, ...choices]}
          />
        </FormGroup>
      )}
    </FormFrame>
  );
}

function FormFrame({
  slug,
  places,
  title,
  action,
  values,
  problems,
  newer,
  children,
}: FormPageProps & { title: string; action: string; children: Children }) {
  const { t } = usePage();
  return (
    <PortalShell title={title} places={places} layout="one">
      <ErrorSummary problems={problems} />
      <Answer back={{ href: paths.portal.details(slug), label: t('portal.details-title') }} title={title} />
      {newer !== null && <ChangedMeanwhile newer={newer} />}
      <Form action={action} class="stack g24">
        <input type="hidden" name="seen" value={values['seen'] ?? ''} />
        {children}
        <div>
          <Button kind="main">{t('details.save')}</Button>
        </div>
      </Form>
    </PortalShell>
  );
}

function ChangedMeanwhile({ newer }: { newer: readonly Newer[] }) {
  const { t } = usePage();
  return (
    <Banner tone="warn" live>
      <p>{t('details.stale')}</p>
      <ul>
        {newer.map(({ field, value }) => (
          <li key={field}>
            {t('details.stale-field', {
              field: fieldWords(field, t),
              value: value?.replaceAll('\n', ', ') ?? t('details.empty'),
            })}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
