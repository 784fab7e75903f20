import { paths } from '../../kernel/paths.ts';
import {
  Banner,
  Button,
  ButtonForm,
  ButtonLink,
  Chip,
  Choice,
  ErrorSummary,
  Form,
  Panel,
  TextField,
  Time,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { PasskeyList } from '../passkeys/index.ts';
import { errorIn, SettingsShell } from '../settings/index.ts';
import { SessionList, TryList } from '../staff-signin/index.ts';
import type { Account } from './account.ts';

export interface AccountPageProps {
  readonly frame: OfficeFrame;
  readonly manages: boolean;
  readonly account: Account;
  readonly typedName: string;
  readonly ownSessionId: string;
  /** What a new passkey is called unless the person says otherwise. */
  readonly device: string;
  readonly officeWantsStep: boolean;
  readonly problems: readonly FieldProblem[];
}

/** Everything about oneself: name, ways in, sessions, what was tried. */
export function AccountPage(props: AccountPageProps) {
  const { t } = usePage();
  const { frame, manages, account, problems } = props;
  return (
    <SettingsShell frame={frame} page="account" manages={manages} wide>
      <ErrorSummary problems={problems} />
      <div class="cols even">
        <NamePanel {...props} />
        <PasswordPanel {...props} />
        <StepPanel {...props} />
        <PasskeyPanel {...props} />
      </div>
      <p>
        <ButtonLink icon="bell" href={paths.office.noticesPart('choices')}>
          {t('account.notices')}
        </ButtonLink>
      </p>
      <Panel
        id="sessions"
        title={t('account.sessions')}
        flush
        aside={
          account.sessions.length > 1 && (
            <ButtonForm action={paths.office.accountPart('sessions')}>
              <Button icon="log-out">{t('account.end-others')}</Button>
            </ButtonForm>
          )
        }
      >
        <SessionList
          label={t('account.sessions-list')}
          sessions={account.sessions}
          ownId={props.ownSessionId}
          endPath={(id) => paths.office.accountThing('sessions', id, 'end')}
        />
      </Panel>
      <Panel id="tries" title={t('account.tries')} flush>
        <TryList flush label={t('account.tries-list')} tries={account.tries} />
      </Panel>
    </SettingsShell>
  );
}

function NamePanel({ account, typedName, problems }: AccountPageProps) {
  const { t } = usePage();
  return (
    <Panel id="you" title={t('account.you')}>
      <Form action={paths.office.accountPart('name')} class="stack">
        <TextField
          name="name"
          label={t('account.name')}
          hint={t('account.name-hint')}
          value={typedName}
          error={errorIn(problems, 'name')}
          autocomplete="name"
          maxLength={120}
        />
        <p class="soft small">{t('account.email', { email: account.member.email })}</p>
        <div>
          <Button>{t('account.save-name')}</Button>
        </div>
      </Form>
    </Panel>
  );
}

function PasswordPanel({ account, problems }: AccountPageProps) {
  const { t } = usePage();
  return (
    <Panel id="password" title={t('account.password')}>
      <Form action={paths.office.accountPart('password')} class="stack">
        {/* Password managers file the new password under this name. */}
        <input type="hidden" name="username" value={account.member.email} autoComplete="username" />
        <TextField
          name="current"
          type="password"
          label={t('account.password-current')}
          error={errorIn(problems, 'current')}
          autocomplete="current-password"
          maxLength={200}
        />
        <TextField
          name="password"
          type="password"
          label={t('account.password-new')}
          hint={t('setup.password-hint')}
          error={errorIn(problems, 'password')}
          autocomplete="new-password"
          maxLength={200}
        />
        <Choice name="end_others" label={t('account.end-others-too')} checked />
        <div>
          <Button>{t('account.save-password')}</Button>
        </div>
      </Form>
    </Panel>
  );
}

function StepPanel({ account: { step }, officeWantsStep }: AccountPageProps) {
  const { t } = usePage();
  const action = paths.office.accountPart('second-step');
  return (
    <Panel
      id="second-step"
      title={t('account.step')}
      chips={
        step.on ? (
          <Chip tone="good" icon="shield-check">
            {t('account.step-on')}
          </Chip>
        ) : (
          <Chip icon="circle-x">{t('account.step-off')}</Chip>
        )
      }
    >
      <div class="stack">
        <p>{t(step.on ? 'account.step-on-text' : 'account.step-off-text')}</p>
        {officeWantsStep && <Banner>{t('account.step-wanted')}</Banner>}
        {step.on ? (
          <StepIsOn step={step} />
        ) : (
          <div>
            <ButtonLink icon="shield-check" href={action}>
              {t('account.step-set-up')}
            </ButtonLink>
          </div>
        )}
      </div>
    </Panel>
  );
}

function StepIsOn({ step }: { step: Account['step'] }) {
  const { t } = usePage();
  return (
    <>
      {step.onSince !== null && (
        <p class="soft small">
          {t('account.step-since')} <Time at={step.onSince} />.
        </p>
      )}
      {step.codesLeft < 3 ? (
        <Banner tone="warn">{t('account.codes-left', { count: step.codesLeft })}</Banner>
      ) : (
        <p>{t('account.codes-left', { count: step.codesLeft })}</p>
      )}
      <div class="row g8">
        <ButtonForm action={paths.office.accountPart('recovery-codes')}>
          <Button icon="refresh-cw">{t('account.codes-renew')}</Button>
        </ButtonForm>
        <ButtonForm action={`${paths.office.accountPart('second-step')}/removal`}>
          <Button kind="danger">{t('account.step-switch-off')}</Button>
        </ButtonForm>
      </div>
    </>
  );
}

function PasskeyPanel({ account, device }: AccountPageProps) {
  const { t } = usePage();
  const { accountPart, accountThing } = paths.office;
  return (
    <Panel id="passkeys" title={t('account.passkeys')}>
      <PasskeyList
        passkeys={account.passkeys}
        suggestedName={device}
        addHref={`${accountPart('passkeys')}/new`}
        paths={{
          add: accountPart('passkeys'),
          options: `${accountPart('passkeys')}/options`,
          rename: (id) => accountThing('passkeys', id, 'name'),
          remove: (id) => accountThing('passkeys', id, 'removal'),
        }}
      />
    </Panel>
  );
}
