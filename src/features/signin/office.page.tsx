import { paths } from '../../kernel/paths.ts';
import {
  Button,
  ErrorSummary,
  Form,
  PlainShell,
  SelectField,
  TextField,
  usePage,
  type WordKey,
} from '../../ui/index.ts';
import { PASSWORD_LEAST } from './passwords.ts';

export function OfficeSignInPage({
  next,
  email,
  offices,
  problem,
}: {
  next: string;
  email: string;
  /** When the address and password fit several offices. */
  offices?: readonly { readonly id: string; readonly name: string }[];
  problem?: WordKey;
}) {
  const { t } = usePage();
  const error = problem && t(problem);
  return (
    <PlainShell office title={t('signin.office-title')}>
      {error !== undefined && <ErrorSummary problems={[{ field: offices ? 'office' : 'email', text: error }]} />}
      <Form action={paths.office.signIn} class="stack g24">
        <input type="hidden" name="next" value={next} />
        {offices !== undefined && (
          <SelectField
            name="office"
            label={t('signin.office-office')}
            options={offices.map((office) => ({ value: office.id, label: office.name }))}
          />
        )}
        <TextField
          name="email"
          type="email"
          label={t('signin.office-email')}
          value={email}
          error={offices === undefined ? error : undefined}
          autocomplete="username"
          spellcheck={false}
          maxLength={254}
        />
        <TextField
          name="password"
          type="password"
          label={t('signin.office-password')}
          autocomplete="current-password"
          maxLength={200}
        />
        <Button kind="main" wide>
          {t('signin.enter')}
        </Button>
      </Form>
      <p class="mid">
        <a href={paths.office.forgotten}>{t('signin.office-forgotten')}</a>
      </p>
    </PlainShell>
  );
}

export function ForgottenPage({ email, problem }: { email: string; problem?: WordKey }) {
  const { t } = usePage();
  const error = problem && t(problem);
  return (
    <PlainShell office title={t('signin.forgotten-title')} text={t('signin.forgotten-text')}>
      {error !== undefined && <ErrorSummary problems={[{ field: 'email', text: error }]} />}
      <Form action={paths.office.forgotten} class="stack g24">
        <TextField
          name="email"
          type="email"
          label={t('signin.office-email')}
          value={email}
          error={error}
          autocomplete="username"
          maxLength={254}
        />
        <Button kind="main" wide>
          {t('signin.forgotten-send')}
        </Button>
      </Form>
      <p class="mid">
        <a href={paths.office.signIn}>{t('signin.back')}</a>
      </p>
    </PlainShell>
  );
}

export function ForgottenSentPage() {
  const { t } = usePage();
  return (
    <PlainShell office title={t('signin.forgotten-sent-title')} text={t('signin.forgotten-sent-text')}>
      <p class="mid">
        <a href={paths.office.signIn}>{t('signin.back')}</a>
      </p>
    </PlainShell>
  );
}

export function NewPasswordPage({
  token,
  email,
  problem,
}: {
  token: string;
  email: string;
  problem?: { readonly key: WordKey; readonly values: Readonly<Record<string, number>> };
}) {
  const { t } = usePage();
  const error = problem && t(problem.key, problem.values);
  return (
    <PlainShell office title={t('signin.password-title')} text={t('signin.password-text', { least: PASSWORD_LEAST })}>
      {error !== undefined && <ErrorSummary problems={[{ field: 'password', text: error }]} />}
      <Form action={paths.office.password(token)} class="stack g24">
        <input type="hidden" name="username" value={email} autoComplete="username" />
        <TextField
          name="password"
          type="password"
          label={t('signin.password-new')}
          error={error}
          autocomplete="new-password"
          maxLength={200}
        />
        <Button kind="main" wide>
          {t('signin.password-save')}
        </Button>
      </Form>
    </PlainShell>
  );
}

export function StaffLinkOverPage() {
  const { t } = usePage();
  return (
    <PlainShell office title={t('signin.staff-link-over-title')} text={t('signin.staff-link-over-text')}>
      <p class="mid">
        <a href={paths.office.forgotten}>{t('signin.staff-link-again')}</a>
      </p>
    </PlainShell>
  );
}
