import { paths, withQuery } from '../../kernel/paths.ts';
import {
  Answer,
  Banner,
  Button,
  Choice,
  ErrorSummary,
  Form,
  PlainShell,
  PortalShell,
  TextField,
  usePage,
  Words,
  type FieldProblem,
  type NavItem,
  type WordKey,
} from '../../ui/index.ts';
import { EntryForm } from '../signin/index.ts';

interface OfOrg {
  readonly slug: string;
}

const MOST_TYPED = 254;
/** Longer than any password may be, so that a pasted one that is too long is said to be so. */
const MOST_PASSWORD = 200;

export function PasswordPage({
  slug,
  next,
  typed,
  problem,
}: OfOrg & { next: string; typed: string; problem?: { readonly field: string; readonly key: WordKey } }) {
  const { t, org } = usePage();
  const error = problem && t(problem.key);
  return (
    <PlainShell title={t('logins.title')} text={t('logins.text', { org: org?.name ?? '' })}>
      <EntryForm
        action={paths.portal.signInPassword(slug)}
        wrong={{ field: problem?.field ?? 'password', text: error }}
        button={t('logins.enter')}
      >
        <input type="hidden" name="next" value={next} />
        <TypedField typed={typed} error={problem?.field === 'typed' ? error : undefined} />
        <TextField
          name="password"
          type="password"
          label={t('logins.password')}
          error={problem?.field === 'password' ? error : undefined}
          autocomplete="current-password"
          maxLength={MOST_PASSWORD}
        />
      </EntryForm>
      <p class="mid">
        <a href={paths.portal.forgottenPassword(slug)}>{t('logins.forgotten')}</a>
      </p>
      <p class="mid">
        <a href={withQuery(paths.portal.signIn(slug), { next })}>{t('logins.other-ways')}</a>
      </p>
    </PlainShell>
  );
}

function TypedField({ typed, error }: { typed: string; error: string | undefined }) {
  const { t } = usePage();
  return (
    <TextField
      name="typed"
      label={t('logins.typed')}
      value={typed}
      error={error}
      autocomplete="username"
      autocapitalize="none"
      spellcheck={false}
      maxLength={MOST_TYPED}
    />
  );
}

export function ForgottenPage({ slug, typed, problem }: OfOrg & { typed: string; problem?: WordKey }) {
  const { t } = usePage();
  const error = problem && t(problem);
  return (
    <PlainShell title={t('logins.forgotten-title')} text={t('logins.forgotten-text')}>
      <EntryForm
        action={paths.portal.forgottenPassword(slug)}
        wrong={{ field: 'typed', text: error }}
        button={t('logins.forgotten-send')}
      >
        <TypedField typed={typed} error={error} />
      </EntryForm>
      <BackToSignIn slug={slug} />
    </PlainShell>
  );
}

/** The same words whether anybody was found or not. */
export function ForgottenSentPage({ slug }: OfOrg) {
  const { t } = usePage();
  return (
    <PlainShell title={t('logins.sent-title')} text={t('logins.sent-text')}>
      <BackToSignIn slug={slug} />
    </PlainShell>
  );
}

function BackToSignIn({ slug }: OfOrg) {
  const { t } = usePage();
  return (
    <p class="mid">
      <a href={paths.portal.signIn(slug)}>{t('logins.back')}</a>
    </p>
  );
}

/** Behind the link of an invitation or a reset. Opening it does nothing; the button sets the password. */
export function SetPasswordPage({
  token,
  username,
  least,
  problem,
}: {
  token: string;
  username: string;
  least: number;
  problem?: FieldProblem | undefined;
}) {
  const { t } = usePage();
  return (
    <PlainShell title={t('logins.set-title')} text={t('logins.set-text', { least })}>
      <p>{t('logins.set-username', { username })}</p>
      <EntryForm
        action={paths.setPassword(token)}
        wrong={{ field: 'password', text: problem?.text }}
        button={t('logins.save')}
      >
        <input type="hidden" name="username" value={username} autoComplete="username" />
        <NewPasswordField error={problem?.text} />
      </EntryForm>
    </PlainShell>
  );
}

function NewPasswordField({ error }: { error: string | undefined }) {
  const { t } = usePage();
  return (
    <TextField
      name="password"
      type="password"
      label={t('logins.new')}
      error={error}
      autocomplete="new-password"
      maxLength={MOST_PASSWORD}
    />
  );
}

/** Used, ended, withdrawn, unknown, misspelt: one page, so that a guess learns nothing. */
export function PasswordLinkOverPage() {
  const { t } = usePage();
  return <PlainShell title={t('logins.over-title')} text={t('logins.over-text')} />;
}

export interface OwnPasswordProps extends OfOrg {
  readonly places: readonly NavItem[];
  readonly username: string;
  readonly setByStaff: boolean;
  /** Whether the present password has to be typed. */
  readonly asksCurrent: boolean;
  readonly least: number;
  readonly problems?: readonly FieldProblem[] | undefined;
}

export function OwnPasswordPage(props: OwnPasswordProps) {
  const { t } = usePage();
  const { slug, places, username, setByStaff, asksCurrent, least, problems = [] } = props;
  const errorOf = (field: string) => problems.find((problem) => problem.field === field)?.text;
  const confirm = withQuery(paths.portal.confirm(slug), { for: 'password', next: paths.portal.ownPassword(slug) });
  return (
    <PortalShell title={t('logins.change-title')} places={places}>
      <ErrorSummary problems={problems} />
      <Answer title={t('logins.change-title')} text={t('logins.change-text', { username })} />
      {setByStaff && <Banner tone="warn">{t('logins.change-staff')}</Banner>}
      <Form action={paths.portal.ownPassword(slug)} class="stack g24">
        <input type="hidden" name="username" value={username} autoComplete="username" />
        {asksCurrent && (
          <TextField
            name="current"
            type="password"
            label={t('logins.current')}
            hint={
              <Words of="logins.current-hint" with={{ link: <a href={confirm}>{t('logins.current-confirm')}</a> }} />
            }
            error={errorOf('current')}
            autocomplete="current-password"
            maxLength={MOST_PASSWORD}
          />
        )}
        <TextField
          name="password"
          type="password"
          label={t('logins.new')}
          hint={t('logins.set-text', { least })}
          error={errorOf('password')}
          autocomplete="new-password"
          maxLength={MOST_PASSWORD}
        />
        <Choice name="others" label={t('logins.change-others')} checked />
        <div>
          <Button kind="main">{t('logins.change-save')}</Button>
        </div>
      </Form>
    </PortalShell>
  );
}
