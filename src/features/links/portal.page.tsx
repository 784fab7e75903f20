import { paths } from '../../kernel/paths.ts';
import { Button, Form, formatDayLong, PhoneLink, PlainShell, usePage, Words } from '../../ui/index.ts';

export function ExpiredLinkPage({ token, endedAt }: { token: string; endedAt: Temporal.Instant }) {
  const { t, org, locale, timeZone } = usePage();
  const day = formatDayLong(endedAt.toZonedDateTimeISO(timeZone).toPlainDate(), locale);
  return (
    <PlainShell title={t('links.expired-title', { day })} text={t('links.expired-text')}>
      <Form action={paths.linkRenewal(token)}>
        <Button kind="main" wide>
          {t('links.expired-send')}
        </Button>
      </Form>
      <p class="mid soft">
        {org?.phone === undefined ? (
          t('links.expired-changed-no-phone', { org: org?.name ?? '' })
        ) : (
          <Words of="links.expired-changed" with={{ phone: <PhoneLink phone={org.phone} /> }} />
        )}
      </p>
    </PlainShell>
  );
}

export function RenewalPage() {
  const { t } = usePage();
  return <PlainShell title={t('links.renewal-title')} text={t('links.renewal-text')} />;
}

/** Unknown, replaced, switched off, misspelt: one page, so that a guess learns nothing. */
export function DeadLinkPage({ why }: { why: 'dead' | 'busy' }) {
  const { t } = usePage();
  return <PlainShell title={t(`links.${why}-title`)} text={t(`links.${why}-text`)} />;
}
