import { paths } from '../../kernel/paths.ts';
import {
  Banner,
  Button,
  ButtonLink,
  ErrorSummary,
  Form,
  FormGroup,
  PlainShell,
  SelectField,
  TextField,
  usePage,
} from '../../ui/index.ts';
import type { SetupTyped } from './read-setup.ts';

/** What stands at the bare address: customers come by their links, staff by the office. */
export function StartPage({ isNew }: { isNew: boolean }) {
  const { t } = usePage();
  if (isNew) {
    return (
      <PlainShell office title={t('setup.start-new-title')} text={t('setup.start-new-text')}>
        <Banner tone="info">{t('setup.start-new-where')}</Banner>
      </PlainShell>
    );
  }
  return (
    <PlainShell office title={t('setup.start-title')} text={t('setup.start-text')}>
      <p class="row">
        <ButtonLink kind="main" href={paths.office.home}>
          {t('setup.start-office')}
        </ButtonLink>
      </p>
    </PlainShell>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

export interface SetupPageProps {
  readonly setupKey: string;
  readonly typed: SetupTyped;
  readonly problems: readonly { readonly field: string; readonly text: string }[];
  readonly baseUrl: string;
  readonly countries: readonly Option[];
  readonly currencies: readonly Option[];
  readonly zones: readonly Option[];
}

export function SetupPage(props: SetupPageProps) {
  const { t } = usePage();
  const { setupKey, problems } = props;
  return (
    <PlainShell office title={t('setup.title')} text={t('setup.text')}>
      <ErrorSummary problems={problems} />
      <Form action={`${paths.setup}?key=${encodeURIComponent(setupKey)}`} class="stack g24">
        <input type="hidden" name="key" value={setupKey} />
        <BusinessFields {...props} />
        <OwnerFields {...props} />
        <Button kind="main" wide busy={t('setup.going')}>
          {t('setup.go')}
        </Button>
      </Form>
    </PlainShell>
  );
}

function errorOf({ problems }: SetupPageProps, field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.text;
}

function BusinessFields(props: SetupPageProps) {
  const { t } = usePage();
  const { typed, baseUrl, countries, currencies, zones } = props;
  const usual = { value: '', label: t('setup.as-usual') };
  return (
    <FormGroup title={t('setup.business')}>
      <TextField
        name="name"
        label={t('setup.name')}
        value={typed.name}
        error={errorOf(props, 'name')}
        autocomplete="organization"
        maxLength={120}
      />
      <TextField
        name="slug"
        label={t('setup.slug')}
        hint={t('setup.slug-hint', { base: baseUrl })}
        optional
        value={typed.slug}
        error={errorOf(props, 'slug')}
        autocapitalize="none"
        spellcheck={false}
        maxLength={40}
      />
      <SelectField
        name="country"
        label={t('setup.country')}
        hint={t('setup.country-hint')}
        value={typed.country}
        error={errorOf(props, 'country')}
        options={[{ value: '', label: t('setup.choose') }, ...countries]}
      />
      <SelectField
        name="time_zone"
        label={t('setup.zone')}
        value={typed.time_zone}
        error={errorOf(props, 'time_zone')}
        options={[usual, ...zones]}
      />
      <SelectField
        name="currency"
        label={t('setup.currency')}
        hint={t('setup.currency-hint')}
        value={typed.currency}
        error={errorOf(props, 'currency')}
        options={[usual, ...currencies]}
      />
    </FormGroup>
  );
}

function OwnerFields(props: SetupPageProps) {
  const { t } = usePage();
  const { typed } = props;
  return (
    <FormGroup title={t('setup.you')} text={t('setup.you-text')}>
      <TextField
        name="person"
        label={t('setup.person')}
        value={typed.person}
        error={errorOf(props, 'person')}
        autocomplete="name"
        maxLength={120}
      />
      <TextField
        name="email"
        type="email"
        label={t('setup.email')}
        value={typed.email}
        error={errorOf(props, 'email')}
        autocomplete="username"
        spellcheck={false}
        maxLength={254}
      />
      <TextField
        name="password"
        type="password"
        label={t('setup.password')}
        hint={t('setup.password-hint')}
        error={errorOf(props, 'password')}
        autocomplete="new-password"
        maxLength={200}
      />
    </FormGroup>
  );
}
