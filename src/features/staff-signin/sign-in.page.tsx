import { paths } from '../../kernel/paths.ts';
import { PlainShell, SelectField, TextField, usePage, type WordKey } from '../../ui/index.ts';
import { PasskeySignIn } from '../passkeys/index.ts';
import { EntryForm, StaffEmailField } from '../signin/index.ts';

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
      {/* Last, since it comes with the script: nothing below it moves then. */}
      <PasskeySignIn
        action={paths.office.signInPasskey}
        options={paths.office.signInPasskeyOptions}
        fields={{ next }}
      />
    </PlainShell>
  );
}
