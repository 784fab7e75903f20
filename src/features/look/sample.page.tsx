import { money } from '../../kernel/money.ts';
import {
  Answer,
  Button,
  Card,
  Facts,
  formatMoney,
  formatWeekday,
  PortalShell,
  Stack,
  StateChip,
  TextField,
  type Translate,
} from '../../ui/index.ts';

/** A bit of everything that a look has a say in. Only to look at. */
export function SamplePage({
  currency,
  t,
  locale,
  today,
}: {
  currency: string;
  t: Translate;
  locale: string;
  today: Temporal.ZonedDateTime;
}) {
  const amount = formatMoney(money(4000n, currency), locale);
  const day = formatWeekday(today.toPlainDate().add({ days: 3 }), locale);
  return (
    <PortalShell
      title={t('look.sample-title')}
      places={[
        { href: '#main', label: t('access.place-home'), icon: 'house', current: true },
        { href: '#main', label: t('access.place-jobs'), icon: 'clipboard-list' },
        { href: '#main', label: t('access.place-invoices'), icon: 'receipt-text' },
      ]}
    >
      <Answer title={t('look.sample-answer', { amount, day })} text={t('look.sample-good')}>
        <Button kind="main" type="button">
          {t('look.sample-pay', { amount })}
        </Button>
        <a href="#main">{t('look.sample-link')}</a>
      </Answer>
      <Card>
        <Stack>
          <p>
            <StateChip kind="invoice" state="due_soon" />
          </p>
          <Facts
            of={[
              { label: t('look.sample-work'), value: t('look.sample-what') },
              { label: t('look.sample-amount'), value: amount, num: true },
            ]}
          />
          <TextField name="sample" label={t('look.sample-field')} hint={t('look.sample-field-hint')} />
        </Stack>
      </Card>
    </PortalShell>
  );
}
