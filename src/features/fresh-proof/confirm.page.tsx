import { paths } from '../../kernel/paths.ts';
import {
  Answer,
  Banner,
  Button,
  ErrorSummary,
  Form,
  PasskeyButton,
  PhoneLink,
  PortalShell,
  TextField,
  Tiles,
  usePage,
  Words,
  type Children,
  type NavItem,
  type WordKey,
} from '../../ui/index.ts';
import { maskedEmail, maskedPhone, STEP_UP_MINUTES, type Reach, type StepUp } from './step-up.ts';

/** What travels from page to page until the PIN is right. */
export interface Confirming {
  readonly slug: string;
  readonly places: readonly NavItem[];
  /** What it is for; null when the page was opened by itself. */
  readonly action: StepUp | null;
  /** Where to go on. */
  readonly next: string;
  /** The sealed form to carry out afterwards; '' when there is none. */
  readonly carried: string;
}

/** First half: why, and where the PIN goes. */
export function ConfirmPage({
  reach,
  byPasskey,
  problem,
  ...confirming
}: Confirming & {
  reach: Reach | null;
  /** Whether a passkey will do as well. */
  byPasskey: boolean;
  problem?: WordKey | undefined;
}) {
  const { t } = usePage();
  const error = problem && t(problem);
  return (
    <PortalShell title={t('confirm.title')} places={confirming.places} layout="one">
      {error !== undefined && <ErrorSummary problems={[{ field: 'to', text: error }]} />}
      <Answer title={t('confirm.title')} text={t(whyKey(confirming.action), { minutes: STEP_UP_MINUTES })} />
      {reach === null ? (
        <NoAddress />
      ) : (
        <Form action={paths.portal.confirm(confirming.slug)} class="stack g24">
          <Travelling {...confirming} />
          <WhereTo reach={reach} error={error} />
          <div>
            <Button kind="main">{t('confirm.send')}</Button>
          </div>
        </Form>
      )}
      {byPasskey && (
        <PasskeyButton
          deed="get"
          options={paths.portal.confirmPasskeyOptions(confirming.slug)}
          action={paths.portal.confirmPasskey(confirming.slug)}
        >
          <Travelling {...confirming} />
          <div>
            <Button icon="key-round">{t('confirm.by-passkey')}</Button>
          </div>
        </PasskeyButton>
      )}
    </PortalShell>
  );
}

/** Second half: the PIN of the message. */
export function ConfirmCodePage({
  id,
  channel,
  to,
  minutes,
  problem,
  ...confirming
}: Confirming & {
  id: string;
  channel: 'email' | 'sms';
  /** Masked. */
  to: string;
  minutes: number;
  problem?: WordKey | undefined;
}) {
  const { t } = usePage();
  const error = problem && t(problem);
  return (
    <PortalShell title={t('confirm.code-title')} places={confirming.places} layout="one">
      {error !== undefined && <ErrorSummary problems={[{ field: 'code', text: error }]} />}
      <Answer title={t('confirm.code-title')} text={t('confirm.code-text', { to, minutes })} />
      <Form action={paths.portal.confirmCode(confirming.slug)} class="stack g24">
        <Travelling {...confirming} />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="to" value={channel} />
        <TextField
          name="code"
          label={t('confirm.code')}
          error={error}
          pin
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={12}
        />
        <div>
          <Button kind="main">{t('confirm.go-on')}</Button>
        </div>
      </Form>
      <Form action={paths.portal.confirm(confirming.slug)} class="stack g12">
        <Travelling {...confirming} />
        <input type="hidden" name="to" value={channel} />
        <p class="mid soft">{t('confirm.nothing-came')}</p>
        <div>
          <Button>{t('confirm.again')}</Button>
        </div>
      </Form>
    </PortalShell>
  );
}

function whyKey(action: StepUp | null): WordKey {
  return action === null ? 'confirm.why' : `confirm.why-${action}`;
}

function Travelling({ action, next, carried }: Confirming) {
  return (
    <>
      <input type="hidden" name="for" value={action ?? ''} />
      <input type="hidden" name="next" value={next} />
      {carried !== '' && <input type="hidden" name="carried" value={carried} />}
    </>
  );
}

function WhereTo({ reach, error }: { reach: Reach; error: string | undefined }): Children {
  const { t } = usePage();
  const { email, phone } = reach;
  if (email !== null && phone !== null) {
    return (
      <Tiles
        name="to"
        legend={t('confirm.where')}
        error={error}
        value="email"
        options={[
          { value: 'email', label: t('confirm.by-email', { to: maskedEmail(email) }), icon: 'mail' },
          { value: 'sms', label: t('confirm.by-sms', { to: maskedPhone(phone) }), icon: 'phone' },
        ]}
      />
    );
  }
  return (
    <>
      <input type="hidden" name="to" value={email === null ? 'sms' : 'email'} />
      <p>
        {email === null
          ? t('confirm.goes-to', { to: maskedPhone(phone ?? '') })
          : t('confirm.goes-to', { to: maskedEmail(email) })}
      </p>
    </>
  );
}

function NoAddress() {
  const { t, org } = usePage();
  return (
    <Banner tone="warn">
      {t('confirm.no-address')}
      {org?.phone !== undefined && (
        <>
          {' '}
          <Words of="signin.or-ring" with={{ phone: <PhoneLink phone={org.phone} /> }} />
        </>
      )}
    </Banner>
  );
}
