import { paths } from '../../kernel/paths.ts';
import {
  Button,
  ErrorSummary,
  FieldRow,
  Form,
  FormGroup,
  Savebar,
  SelectField,
  TextArea,
  TextField,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { errorIn } from './errors.ts';
import { SettingsShell } from './frame.page.tsx';
import type { Shown } from './telling.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

export interface OrgPageProps {
  readonly frame: OfficeFrame;
  readonly shown: Shown;
  readonly problems: readonly FieldProblem[];
  /** The currency when it is fixed; null while it may be chosen. */
  readonly currency: string | null;
  /** The address of the portal, which stays. */
  readonly portal: string;
  readonly countries: readonly Option[];
  readonly currencies: readonly Option[];
  readonly zones: readonly Option[];
}

export function OrgPage(props: OrgPageProps) {
  const { t } = usePage();
  return (
    <SettingsShell frame={props.frame} page="org">
      <ErrorSummary problems={props.problems} />
      <Form action={paths.office.settingsPage('org')} keep="settings-org">
        <NameFields {...props} />
        <CardFields {...props} />
        <PlaceFields {...props} />
        <WordFields {...props} />
        <Savebar>
          <Button kind="main">{t('settings.save-org')}</Button>
        </Savebar>
      </Form>
    </SettingsShell>
  );
}

function NameFields({ shown, problems, portal }: OrgPageProps) {
  const { t } = usePage();
  return (
    <FormGroup title={t('settings.group-name')} text={t('settings.group-name-text', { address: portal })}>
      <FieldRow>
        <TextField
          name="name"
          label={t('settings.name')}
          value={shown['name']}
          error={errorIn(problems, 'name')}
          maxLength={120}
        />
        <TextField
          name="tagline"
          label={t('settings.tagline')}
          optional
          value={shown['tagline']}
          error={errorIn(problems, 'tagline')}
          maxLength={80}
        />
      </FieldRow>
    </FormGroup>
  );
}

function CardFields({ shown, problems }: OrgPageProps) {
  const { t } = usePage();
  const field = (name: string) => ({ name, optional: true, value: shown[name], error: errorIn(problems, name) });
  return (
    <FormGroup title={t('settings.group-card')} text={t('settings.group-card-text')}>
      <FieldRow>
        <TextField {...field('phone')} type="tel" label={t('settings.phone')} maxLength={60} />
        <TextField {...field('email')} type="email" label={t('settings.email')} maxLength={254} />
      </FieldRow>
      <TextArea {...field('address')} label={t('settings.address')} rows={3} most={500} />
      <FieldRow>
        <TextField
          {...field('opening_hours')}
          label={t('settings.hours')}
          hint={t('settings.hours-hint')}
          maxLength={200}
        />
        <TextField
          {...field('website_url')}
          type="url"
          label={t('settings.website')}
          hint={t('settings.website-hint')}
          maxLength={500}
        />
      </FieldRow>
      <FieldRow>
        <TextField {...field('privacy_url')} type="url" label={t('settings.privacy')} maxLength={500} />
        <TextField {...field('terms_url')} type="url" label={t('settings.terms')} maxLength={500} />
      </FieldRow>
    </FormGroup>
  );
}

function PlaceFields({ shown, problems, currency, countries, currencies, zones }: OrgPageProps) {
  const { t } = usePage();
  const field = (name: string) => ({ name, value: shown[name], error: errorIn(problems, name) });
  // A zone by an older name stays on the list until another is chosen.
  const zone = shown['time_zone'] ?? '';
  const listed =
    zones.some(({ value }) => value === zone) || zone === '' ? zones : [{ value: zone, label: zone }, ...zones];
  return (
    <FormGroup title={t('settings.group-place')}>
      <SelectField
        {...field('country')}
        label={t('settings.country')}
        hint={t('settings.country-hint')}
        options={countries}
      />
      <SelectField {...field('time_zone')} label={t('settings.zone')} hint={t('settings.zone-hint')} options={listed} />
      {currency === null ? (
        <SelectField
          {...field('currency')}
          label={t('settings.currency')}
          hint={t('settings.currency-hint')}
          options={currencies}
        />
      ) : (
        <p>
          <span class="flabel">{t('settings.currency')}</span>
          <b>{currency}</b>
          <span class="hint block">{t('settings.currency-locked')}</span>
        </p>
      )}
    </FormGroup>
  );
}

function WordFields({ shown, problems }: OrgPageProps) {
  const { t } = usePage();
  const field = (name: string) => ({
    name,
    optional: true,
    value: shown[name],
    error: errorIn(problems, name),
    maxLength: 30,
  });
  return (
    <FormGroup title={t('settings.group-words')} text={t('settings.group-words-text')}>
      <FieldRow>
        <TextField {...field('job_word')} label={t('settings.job-word')} />
        <TextField {...field('jobs_word')} label={t('settings.jobs-word')} />
      </FieldRow>
    </FormGroup>
  );
}
