import { paths } from '../../kernel/paths.ts';
import { PlainShell, SelectField, TextField, usePage, type WordKey } from '../../ui/index.ts';
import { EntryForm, StaffEmailField } from './parts.page.tsx';
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
      <EntryForm
        action={paths.office.signIn}
        wrong={{ field: offices ? 'office' : 'email', text: error }}
        button={t('signin.enter')}
      >
        <input type="hidden" name="next" value={next} />
        {offices !== undefined && (
          <SelectField
            name="office"
            label={t('signin.office-office')}
            options={offices.map((office) => ({ value: office.id, label: office.name }))}
          />
        )}
        <StaffEmailField email={email} error={offices === undefined ? error : undefined} />
        <TextField
          name="password"
          type="password"
          label={t('signin.office-password')}
          autocomplete="current-password"
          maxLength={200}
        />
      </EntryForm>
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
      <EntryForm
        action={paths.office.forgotten}
        wrong={{ field: 'email', text: error }}
        button={t('signin.forgotten-send')}
      >
        <StaffEmailField email={email} error={error} />
      </EntryForm>
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
      <EntryForm
        action={paths.office.password(token)}
        wrong={{ field: 'password', text: error }}
        button={t('signin.password-save')}
      >
        <input type="hidden" name="username" value={email} autoComplete="username" />
        <TextField
          name="password"
          type="password"
          label={t('signin.password-new')}
          error={error}
          autocomplete="new-password"
          maxLength={200}
        />
      </EntryForm>
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
