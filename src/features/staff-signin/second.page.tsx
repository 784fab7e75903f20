import { paths, withQuery } from '../../kernel/paths.ts';
import { PlainShell, TextField, usePage, type WordKey } from '../../ui/index.ts';
import { PasskeySignIn } from '../passkeys/index.ts';
import { EntryForm } from '../signin/index.ts';

export interface SecondStepPageProps {
  readonly next: string;
  /** Whether there is an app that makes codes; otherwise only a passkey is left. */
  readonly hasApp: boolean;
  /** Asks for a recovery code instead. */
  readonly recovery: boolean;
  readonly problem?: WordKey | undefined;
}

/** The step after the password. */
export function SecondStepPage({ next, hasApp, recovery, problem }: SecondStepPageProps) {
  const { t } = usePage();
  const title = t(recovery ? 'signin.recovery-title' : 'signin.second-title');
  const text = t(recovery ? 'signin.recovery-text' : hasApp ? 'signin.second-text' : 'signin.second-passkey');
  return (
    <PlainShell office title={title} text={text}>
      {hasApp && <CodeForm recovery={recovery} problem={problem} />}
      {!recovery && (
        <PasskeySignIn
          action={paths.office.signInPasskey}
          options={paths.office.signInPasskeyOptions}
          fields={{ next }}
        />
      )}
      {hasApp && (
        <p class="mid">
          <a href={recovery ? paths.office.signInSecond : withQuery(paths.office.signInSecond, { with: 'recovery' })}>
            {t(recovery ? 'signin.recovery-back' : 'signin.second-lost')}
          </a>
        </p>
      )}
      {!hasApp && <p class="no-scripts soft">{t('signin.second-need-scripts')}</p>}
      <p class="mid">
        <a href={paths.office.signIn}>{t('signin.back')}</a>
      </p>
    </PlainShell>
  );
}

function CodeForm({ recovery, problem }: Pick<SecondStepPageProps, 'recovery' | 'problem'>) {
  const { t } = usePage();
  const error = problem && t(problem);
  const name = recovery ? 'recovery' : 'code';
  return (
    <EntryForm action={paths.office.signInSecond} wrong={{ field: name, text: error }} button={t('signin.enter')}>
      {recovery ? (
        <TextField
          name={name}
          label={t('signin.recovery-code')}
          hint={t('signin.recovery-hint')}
          error={error}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={40}
        />
      ) : (
        <TextField
          name={name}
          label={t('signin.second-code')}
          error={error}
          pin
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={12}
        />
      )}
    </EntryForm>
  );
}
