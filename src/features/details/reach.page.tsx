import { paths } from '../../kernel/paths.ts';
import { FORM_KEY } from '../../platform/http/index.ts';
import {
  Answer,
  Button,
  ErrorSummary,
  Form,
  PlainShell,
  PortalShell,
  problemOf,
  TextField,
  usePage,
  type FieldProblem,
  type NavItem,
} from '../../ui/index.ts';
import type { Channel } from './reach-change.ts';

interface OfPortal {
  readonly slug: string;
  readonly places: readonly NavItem[];
  readonly problems: readonly FieldProblem[];
}

/** Asks for the new e-mail address or phone number, and says what happens then. */
export function ReachPage({
  slug,
  places,
  channel,
  present,
  values,
  problems,
}: OfPortal & { channel: Channel; present: string | null; values: Readonly<Record<string, string>> }) {
  const { t } = usePage();
  const part = channel === 'email' ? 'email' : 'phone';
  return (
    <PortalShell title={t(`details.${part}-title`)} places={places} layout="one">
      <ErrorSummary problems={problems} />
      <Answer
        back={{ href: paths.portal.details(slug), label: t('portal.details-title') }}
        title={t(`details.${part}-title`)}
        text={t(`details.${part}-text`)}
      />
      {present !== null && <p>{t(`details.${part}-present`, { address: present })}</p>}
      <Form action={paths.portal.detailsPart(slug, part)} class="stack g24">
        <input type="hidden" name={FORM_KEY} value={values[FORM_KEY] ?? ''} />
        <TextField
          name="address"
          label={t(`details.${part}-new`)}
          value={values['address'] ?? ''}
          error={problemOf(problems, 'address')}
          type={channel === 'email' ? 'email' : 'tel'}
          autocomplete={channel === 'email' ? 'email' : 'tel'}
          spellcheck={false}
          maxLength={254}
        />
        <div>
          <Button kind="main">{t(`details.${part}-send`)}</Button>
        </div>
      </Form>
    </PortalShell>
  );
}

/** Asks for the PIN that went to the new number. */
export function PhoneCodePage({ slug, places, phone, problems }: OfPortal & { phone: string }) {
  const { t } = usePage();
  return (
    <PortalShell title={t('details.code-title')} places={places} layout="one">
      <ErrorSummary problems={problems} />
      <Answer
        back={{ href: paths.portal.details(slug), label: t('portal.details-title') }}
        title={t('details.code-title')}
        text={t('details.code-text', { phone })}
      />
      <Form action={paths.portal.detailsPart(slug, 'phone-code')} class="stack g24">
        <TextField
          name="code"
          label={t('details.code')}
          error={problemOf(problems, 'code')}
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={12}
          pin
        />
        <div>
          <Button kind="main">{t('details.code-send')}</Button>
        </div>
      </Form>
    </PortalShell>
  );
}

/** Behind a link in a message about a new address. Opening it does nothing; the button does. */
export function ReachLinkPage({ token, deed }: { token: string; deed: 'confirm' | 'stop' }) {
  const { t, org } = usePage();
  const action = deed === 'confirm' ? paths.confirmAddress(token) : paths.stopChange(token);
  return (
    <PlainShell title={t(`details.${deed}-title`)} text={t(`details.${deed}-text`, { org: org?.name ?? '' })}>
      <Form action={action}>
        <Button kind="main" wide>
          {t(`details.${deed}-button`)}
        </Button>
      </Form>
    </PlainShell>
  );
}

export function ReachDonePage({ slug, deed }: { slug: string; deed: 'confirm' | 'stop' }) {
  const { t } = usePage();
  return (
    <PlainShell title={t(`details.${deed}-done`)} text={t(`details.${deed}-done-text`)}>
      <p>
        <a href={paths.portal.home(slug)}>{t('details.to-portal')}</a>
      </p>
    </PlainShell>
  );
}

export function ReachOverPage() {
  const { t } = usePage();
  return <PlainShell title={t('details.over-title')} text={t('details.over-text')} />;
}
