import { paths } from '../../kernel/paths.ts';
import { Button, ErrorSummary, Form, PlainShell, TextField, usePage, type WordKey } from '../../ui/index.ts';
import { PasskeySignIn } from '../passkeys/index.ts';
import { STEP_UP_MINUTES } from './step-up.ts';

/** Before something that matters: password or passkey once more. */
export function OfficeConfirmPage({
  next,
  carried,
  hasPasskey,
  problem,
}: {
  next: string;
  /** The sealed form to carry out afterwards; '' when there is none. */
  carried: string;
  hasPasskey: boolean;
  problem?: WordKey | undefined;
}) {
  const { t, viewer } = usePage();
  const error = problem && t(problem);
  return (
    <PlainShell office title={t('again.title')} text={t('again.text', { minutes: STEP_UP_MINUTES })}>
      {error !== undefined && <ErrorSummary problems={[{ field: 'password', text: error }]} />}
      <Form action={paths.office.confirm} class="stack g24">
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="carried" value={carried} />
        <input type="hidden" name="username" value={viewer?.name} autoComplete="username" />
        <TextField
          name="password"
          type="password"
          label={t('again.password')}
          error={error}
          autocomplete="current-password"
          maxLength={200}
        />
        <Button kind="main" wide>
          {t('again.go-on')}
        </Button>
      </Form>
      {hasPasskey && (
        <PasskeySignIn
          action={paths.office.confirmPasskey}
          options={paths.office.confirmPasskeyOptions}
          fields={{ next, carried }}
        >
          {t('again.passkey')}
        </PasskeySignIn>
      )}
      <p class="mid">
        <a href={next === '' ? paths.office.home : next}>{t('again.back')}</a>
      </p>
    </PlainShell>
  );
}
