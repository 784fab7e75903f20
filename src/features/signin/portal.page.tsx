import { paths, withQuery } from '../../kernel/paths.ts';
import {
  Banner,
  Button,
  ButtonLink,
  ErrorSummary,
  Form,
  PlainShell,
  PortalShell,
  type NavItem,
  PhoneLink,
  TextField,
  Tiles,
  usePage,
  Words,
  type WordKey,
} from '../../ui/index.ts';
import { PasskeySignIn } from '../passkeys/index.ts';
import { isWordKey } from '../../words/index.ts';
import { CodeField, EntryForm, PinField } from './parts.page.tsx';
import type { Person } from './people.ts';

/** Paths of the sign-in pages hang on the org, which every one of them is drawn for. */
interface OfOrg {
  readonly slug: string;
}

/** The one field: phone, e-mail address or customer number; then a link or PIN by message, or the PIN one has. */
export function SignInPage({
  slug,
  next,
  typed,
  hasPasswords,
  problem,
  passkeyProblem = false,
}: OfOrg & {
  next: string;
  typed?: string;
  /** Whether the org lets customers sign in with a password. */
  hasPasswords: boolean;
  problem?: WordKey;
  /** The passkey that was shown opens nothing here. */
  passkeyProblem?: boolean;
}) {
  const { t, org } = usePage();
  const error = problem && t(problem);
  return (
    <PlainShell
      title={t('signin.title')}
      heading={t('signin.heading')}
      text={t('signin.text', { org: org?.name ?? '' })}
    >
      {error !== undefined && <ErrorSummary problems={[{ field: 'identifier', text: error }]} />}
      {passkeyProblem && (
        <Banner tone="bad" live>
          {t('passkeys.not-right')}
        </Banner>
      )}
      <Form action={paths.portal.signIn(slug)} class="stack g24">
        <input type="hidden" name="next" value={next} />
        <TextField
          name="identifier"
          label={t('signin.identifier')}
          hint={t('signin.identifier-hint')}
          value={typed}
          error={error}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          maxLength={254}
        />
        <div class="stack g12">
          <Button kind="main" wide name="do" value="send">
            {t('signin.send')}
          </Button>
          <Button wide name="do" value="pin">
            {t('signin.have-pin')}
          </Button>
          {hasPasswords && (
            <ButtonLink wide href={withQuery(paths.portal.signInPassword(slug), { next })}>
              {t('signin.have-password')}
            </ButtonLink>
          )}
        </div>
      </Form>
      <PasskeySignIn
        action={paths.portal.signInPasskey(slug)}
        options={paths.portal.signInPasskeyOptions(slug)}
        fields={{ next }}
      />
    </PlainShell>
  );
}

/** After asking: the same words whether anybody was found or not. */
export function CodePage({ slug, minutes, problem }: OfOrg & { minutes: number; problem?: WordKey }) {
  const { t, org } = usePage();
  const error = problem && t(problem);
  return (
    <PlainShell title={t('signin.sent-title')} text={t('signin.sent-text', { minutes })}>
      <EntryForm
        action={paths.portal.signInCode(slug)}
        wrong={{ field: 'code', text: error }}
        button={t('signin.enter')}
      >
        <CodeField error={error} />
      </EntryForm>
      <p class="mid soft">
        <Words
          of="signin.sent-nothing"
          with={{ again: <a href={paths.portal.signIn(slug)}>{t('signin.sent-again')}</a> }}
        />
        {org?.phone !== undefined && (
          <>
            {' '}
            <Words of="signin.or-ring" with={{ phone: <PhoneLink phone={org.phone} /> }} />
          </>
        )}
      </p>
    </PlainShell>
  );
}

export function PinPage({
  slug,
  identifier,
  next,
  problem,
}: OfOrg & { identifier: string; next: string; problem?: WordKey }) {
  const { t, org } = usePage();
  const error = problem && t(problem);
  return (
    <PlainShell title={t('signin.pin-title')}>
      <EntryForm action={paths.portal.signInPin(slug)} wrong={{ field: 'pin', text: error }} button={t('signin.enter')}>
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="identifier" value={identifier} autoComplete="username" />
        <PinField
          label={t('signin.pin')}
          hint={t('signin.pin-hint', { org: org?.name ?? '' })}
          error={error}
          chosen={false}
        />
      </EntryForm>
      <SendInstead slug={slug} identifier={identifier} next={next} />
    </PlainShell>
  );
}

/** The way out that no wrong try can close: a message to whoever was named. */
export function SendInstead({ slug, identifier, next }: OfOrg & { identifier: string; next: string }) {
  const { t } = usePage();
  return (
    <Form action={paths.portal.signIn(slug)} class="stack g12">
      <input type="hidden" name="next" value={next} />
      <input type="hidden" name="identifier" value={identifier} />
      <p class="mid soft">{t('signin.pin-instead')}</p>
      <Button wide name="do" value="send">
        {t('signin.send')}
      </Button>
    </Form>
  );
}

/** One address, several customers: shown only after the address was proved. */
export function ChoicePage({ slug, people, problem }: OfOrg & { people: readonly Person[]; problem?: WordKey }) {
  const { t } = usePage();
  const error = problem && t(problem);
  return (
    <PlainShell title={t('signin.choice-title')} text={t('signin.choice-text')}>
      <EntryForm
        action={paths.portal.signInChoice(slug)}
        wrong={{ field: 'contact', text: error }}
        button={t('signin.choice-go')}
      >
        <Tiles
          name="contact"
          legend={t('signin.choice')}
          legendHidden
          error={error}
          options={people.map((person) => ({
            value: person.contactId,
            label: person.customerName,
            hint: t('signin.choice-hint', { name: person.name, number: person.customerNumber }),
          }))}
        />
      </EntryForm>
    </PlainShell>
  );
}

/** A single-use link. Opening it does nothing: mail scanners open links too. The button signs in. */
export function LinkPage({
  state,
  token = '',
  sameBrowser = true,
  problem,
}: {
  state: 'ready' | 'over';
  token?: string;
  sameBrowser?: boolean;
  problem?: WordKey;
}) {
  const { t, org } = usePage();
  if (state === 'over') return <PlainShell title={t('signin.link-over-title')} text={t('signin.link-over-text')} />;
  const error = problem && t(problem);
  return (
    <PlainShell
      title={t('signin.link-title')}
      text={t(sameBrowser ? 'signin.link-text' : 'signin.link-other-device', { org: org?.name ?? '' })}
    >
      <EntryForm action={paths.signInLink(token)} wrong={{ field: 'code', text: error }} button={t('signin.link-go')}>
        {!sameBrowser && <CodeField error={error} />}
      </EntryForm>
      <p class="mid soft">{t('signin.link-not-you')}</p>
    </PlainShell>
  );
}

/** Setting one's own PIN. */
export function OwnPinPage({
  slug,
  places,
  problem,
}: OfOrg & { places: readonly NavItem[]; problem?: string | undefined }) {
  const { t } = usePage();
  const error = problem !== undefined && isWordKey(problem) ? t(problem) : undefined;
  return (
    <PortalShell title={t('signin.pin-set-title')} places={places}>
      {error !== undefined && <ErrorSummary problems={[{ field: 'pin', text: error }]} />}
      <div class="answer">
        <h1>{t('signin.pin-set-title')}</h1>
        <p class="soft">{t('signin.pin-set-text')}</p>
      </div>
      <Form action={paths.portal.pin(slug)} class="stack g24">
        <PinField label={t('signin.pin-set-new')} hint={t('signin.pin-digits')} error={error} chosen />
        <div>
          <Button kind="main">{t('signin.pin-set-save')}</Button>
        </div>
      </Form>
    </PortalShell>
  );
}
