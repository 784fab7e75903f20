import { paths } from '../../kernel/paths.ts';
import {
  Banner,
  Button,
  ButtonForm,
  Facts,
  Form,
  Panel,
  TextField,
  Time,
  usePage,
  Words,
  type Fact,
  type FieldProblem,
  type Translate,
} from '../../ui/index.ts';
import { loginRefusal, type LoginHolder, type LoginShown } from './login.ts';

export interface LoginPanelProps {
  readonly customerNumber: string;
  readonly contact: LoginHolder;
  readonly login: LoginShown | null;
  readonly org: { readonly passwords_on: boolean };
  readonly mayWrite: boolean;
  readonly problems?: readonly FieldProblem[] | undefined;
}

/** A contact's username and password in the office. Where passwords are off and there is none, nothing. */
export function LoginPanel(props: LoginPanelProps) {
  const { t } = usePage();
  const { login, org, mayWrite } = props;
  if (login === null && !org.passwords_on) return null;
  return (
    <Panel id="login" title={t('logins.panel-title')}>
      <div class="stack g12">
        {login === null ? <p class="soft small">{t('logins.none')}</p> : <Facts of={factsOf(login, org, t)} />}
        {mayWrite && (login === null ? <Invite {...props} /> : <Deeds {...props} login={login} />)}
      </div>
    </Panel>
  );
}

function factsOf(login: LoginShown, org: { readonly passwords_on: boolean }, t: Translate): readonly Fact[] {
  const { state, invitedAt, linkEndsAt, passwordSetAt, passwordSetBy } = login;
  return [
    { label: t('logins.username'), value: login.username },
    {
      label: t('logins.state'),
      value: (
        <>
          {org.passwords_on ? t(`logins.state-${state}`) : t('logins.state-off')}
          <span class="soft small block">
            {passwordSetAt === null ? (
              <>
                <Words of="logins.invited-on" with={{ day: <Time at={invitedAt} long /> }} />
                {'. '}
                {linkEndsAt === null ? (
                  t('logins.link-ended')
                ) : (
                  <Words of="logins.link-ends" with={{ day: <Time at={linkEndsAt} long /> }} />
                )}
              </>
            ) : (
              <Words
                of={passwordSetBy === 'staff' ? 'logins.set-by-staff' : 'logins.set-by-contact'}
                with={{ day: <Time at={passwordSetAt} long /> }}
              />
            )}
          </span>
        </>
      ),
    },
    {
      label: t('logins.last-used'),
      value: login.lastUsedAt === null ? t('logins.never-used') : <Time at={login.lastUsedAt} relative />,
    },
  ];
}

function Invite({ customerNumber, contact, org, problems = [] }: LoginPanelProps) {
  const { t } = usePage();
  const refusal = loginRefusal(contact, org);
  if (refusal === 'logins.refused-archived') return null;
  if (refusal !== null) return <p class="small soft">{t(refusal)}</p>;
  return (
    <Form action={paths.office.contactPart(customerNumber, contact.id, 'login')} class="stack g12">
      <UsernameField problems={problems} optional />
      <div class="row g8">
        <Button icon="send" describedBy="login-text">
          {t('logins.invite')}
        </Button>
      </div>
      <p class="small soft" id="login-text">
        {t('logins.none-text')}
      </p>
    </Form>
  );
}

function UsernameField({
  value,
  problems,
  optional,
}: {
  value?: string;
  problems: readonly FieldProblem[];
  optional?: boolean;
}) {
  const { t } = usePage();
  return (
    <TextField
      name="username"
      label={t('logins.username')}
      hint={t('logins.username-hint')}
      value={value}
      error={problems.find((problem) => problem.field === 'username')?.text}
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      maxLength={60}
      optional={optional}
    />
  );
}

function Deeds({ customerNumber, contact, login, org, problems = [] }: LoginPanelProps & { login: LoginShown }) {
  const { t } = usePage();
  const part = (name: string) => paths.office.contactPart(customerNumber, contact.id, name);
  const refusal = loginRefusal(contact, org);
  const passwordError = problems.find((problem) => problem.field === 'password')?.text;
  return (
    <>
      {refusal !== null && refusal !== 'logins.refused-archived' && <Banner>{t(refusal)}</Banner>}
      <div class="row g8">
        {refusal === null && (
          <ButtonForm action={part('login-link')}>
            <Button icon="send">{t(login.state === 'invited' ? 'logins.resend' : 'logins.send-reset')}</Button>
          </ButtonForm>
        )}
        <ButtonForm action={part('login-withdrawal')}>
          <Button icon="ban">{t('logins.withdraw')}</Button>
        </ButtonForm>
      </div>
      {refusal === null && (
        <>
          <details open={problems.some((problem) => problem.field === 'username')}>
            <summary>{t('logins.rename')}</summary>
            <Form action={part('login-username')} class="stack g12">
              <UsernameField value={login.username} problems={problems} />
              <div>
                <Button>{t('logins.rename')}</Button>
              </div>
            </Form>
          </details>
          <details open={passwordError !== undefined}>
            <summary>{t('logins.staff-password')}</summary>
            <Form action={part('login-password')} class="stack g12">
              <p class="small soft">{t('logins.staff-password-text')}</p>
              <TextField
                name="password"
                type="password"
                label={t('logins.staff-password-new')}
                error={passwordError}
                autocomplete="new-password"
                maxLength={200}
              />
              <div>
                <Button>{t('logins.staff-password-save')}</Button>
              </div>
            </Form>
          </details>
        </>
      )}
    </>
  );
}
