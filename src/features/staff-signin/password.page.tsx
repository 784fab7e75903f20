import { paths } from '../../kernel/paths.ts';
import { PlainShell, TextField, usePage, type WordKey } from '../../ui/index.ts';
import { EntryForm, PASSWORD_LEAST, StaffEmailField } from '../signin/index.ts';

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
