import { Button, ErrorSummary, Form, TextField, usePage, type Children } from '../../ui/index.ts';

/** A form of one step on the way in: what is wrong above it, one button below. */
export function EntryForm({
  action,
  wrong,
  button,
  children,
}: {
  action: string;
  /** What is wrong, and the field that mends it. */
  wrong: { readonly field: string; readonly text: string | undefined };
  button: string;
  children?: Children;
}) {
  const { field, text } = wrong;
  return (
    <>
      {text !== undefined && <ErrorSummary problems={[{ field, text }]} />}
      <Form action={action} class="stack g24">
        {children}
        <Button kind="main" wide>
          {button}
        </Button>
      </Form>
    </>
  );
}

interface FieldParts {
  readonly error: string | undefined;
}

/** The address a member of staff signs in with. */
export function StaffEmailField({ email, error }: FieldParts & { email: string }) {
  const { t } = usePage();
  return (
    <TextField
      name="email"
      type="email"
      label={t('signin.office-email')}
      value={email}
      error={error}
      autocomplete="username"
      spellcheck={false}
      maxLength={254}
    />
  );
}

/** The code from a message. */
export function CodeField({ error }: FieldParts) {
  const { t } = usePage();
  return (
    <TextField
      name="code"
      label={t('signin.code')}
      error={error}
      pin
      inputMode="numeric"
      autocomplete="one-time-code"
      maxLength={12}
    />
  );
}

/** A PIN: the one somebody has, or the one they choose. */
export function PinField({
  label,
  hint,
  error,
  chosen,
}: FieldParts & { label: string; hint: string; chosen: boolean }) {
  return (
    <TextField
      name="pin"
      label={label}
      hint={hint}
      error={error}
      pin
      type="password"
      inputMode="numeric"
      autocomplete={chosen ? 'new-password' : 'current-password'}
      maxLength={12}
    />
  );
}
