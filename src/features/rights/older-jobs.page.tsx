import { Button, Form, TextField, usePage, type Translate } from '../../ui/index.ts';

/** How far back jobs are shown, in words. */
export function olderJobsWord(months: number | null, t: Translate): string {
  return months === null || months === 0 ? t('rights.older-all') : t('rights.older-some', { months });
}

/** How far back jobs are shown: for everybody, or for one customer when `ofOrg` is given. */
export function OlderJobsForm({
  action,
  months,
  ofOrg,
  typed,
  error,
}: {
  action: string;
  months: number | null;
  /** What the business says, on a customer's page. */
  ofOrg?: number | null | undefined;
  /** What was typed, when the form comes back. */
  typed?: string | undefined;
  error?: string | undefined;
}) {
  const { t } = usePage();
  return (
    <Form action={action} class="stack">
      <p class="soft">{t('rights.older-text')}</p>
      <TextField
        name="months"
        label={t('rights.older-months')}
        hint={
          ofOrg === undefined
            ? t('rights.older-months-hint')
            : t('rights.older-months-customer-hint', { choice: olderJobsWord(ofOrg, t) })
        }
        value={typed ?? months?.toString() ?? ''}
        error={error}
        inputMode="numeric"
        maxLength={3}
        short
      />
      <div>
        <Button>{t('rights.older-save')}</Button>
      </div>
    </Form>
  );
}
