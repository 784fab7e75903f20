import { paths } from '../../kernel/paths.ts';
import {
  BackLink,
  Banner,
  Button,
  ButtonForm,
  DangerZone,
  ErrorSummary,
  FactGrid,
  Form,
  OfficeHead,
  OfficeShell,
  Panel,
  Stack,
  TextField,
  Time,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { errorIn } from '../settings/index.ts';
import { SessionList, TryList, type OfficeSession, type SignInTry } from '../staff-signin/index.ts';
import { PUBLIC_NAME_MOST } from './member.ts';
import { MemberChip, RoleField, roleWord } from './parts.page.tsx';
import type { ShownMember } from './team.page.tsx';

export interface MemberPageProps {
  readonly frame: OfficeFrame;
  readonly member: ShownMember;
  readonly typedPublicName: string;
  readonly owns: boolean;
  readonly isSelf: boolean;
  readonly ownSessionId: string;
  readonly sessions: readonly OfficeSession[];
  readonly tries: readonly SignInTry[];
  readonly problems: readonly FieldProblem[];
}

/** One member: facts for managers; what changes them, sessions and tries for owners. */
export function MemberPage(props: MemberPageProps) {
  const { t } = usePage();
  const { frame, member, owns, problems } = props;
  return (
    <OfficeShell title={member.name} frame={frame}>
      <BackLink href={paths.office.team} label={t('settings.team-title')} />
      <OfficeHead title={member.name} meta={<MemberChip state={member.state} />} />
      <ErrorSummary problems={problems} />
      <Stack gap={24}>
        <Panel id="facts" title={t('team.facts')}>
          <MemberFacts member={member} />
        </Panel>
        {owns ? <OwnersPart {...props} /> : <Banner>{t('team.owners-only')}</Banner>}
      </Stack>
    </OfficeShell>
  );
}

function MemberFacts({ member }: Pick<MemberPageProps, 'member'>) {
  const { t } = usePage();
  const { last_signed_in_at: last, invited_until: until, state } = member;
  const steps = [member.has_step && t('team.step-app'), member.has_passkey && t('team.step-passkey')].filter(Boolean);
  return (
    <FactGrid
      of={[
        { label: t('team.role'), value: roleWord(member.role, t) },
        { label: t('settings.email'), value: member.email },
        { label: t('team.public'), value: member.public_name ?? t('team.hidden') },
        { label: t('team.step'), value: steps.length === 0 ? t('team.step-none') : steps.join(', ') },
        { label: t('team.last'), value: last === null ? t('team.never') : <Time at={last} /> },
        until !== null &&
          (state === 'invited' || state === 'invitation_over') && {
            label: t(state === 'invited' ? 'team.invited-until' : 'team.invited-ended'),
            value: <Time at={until} />,
          },
      ]}
    />
  );
}

function OwnersPart(props: MemberPageProps) {
  const { member } = props;
  if (member.state === 'archived') return <Gone member={member} />;
  return (
    <>
      <div class="cols even">
        <RolePanel {...props} />
        <PublicPanel {...props} />
      </div>
      {member.state !== 'active' && <InvitationPanel member={member} />}
      {member.state === 'active' && <SignInPanels {...props} />}
      <Endings {...props} />
    </>
  );
}

/** Where they are signed in, and what was tried in their name. */
function SignInPanels({ member, sessions, tries, ownSessionId }: MemberPageProps) {
  const { t } = usePage();
  return (
    <>
      <Panel
        id="sessions"
        title={t('team.sessions')}
        flush
        aside={
          sessions.length > 0 && (
            <ButtonForm action={paths.office.memberPart(member.id, 'sessions')}>
              <Button icon="log-out">{t('team.end-all')}</Button>
            </ButtonForm>
          )
        }
      >
        <SessionList
          label={t('team.sessions-list')}
          sessions={sessions}
          ownId={ownSessionId}
          endPath={(id) => paths.office.memberSessionEnd(member.id, id)}
        />
      </Panel>
      <Panel id="tries" title={t('account.tries')} flush>
        <TryList flush label={t('team.tries-list')} tries={tries} />
      </Panel>
    </>
  );
}

function RolePanel({ member }: MemberPageProps) {
  const { t } = usePage();
  return (
    <Panel id="role" title={t('team.may')}>
      <Form action={paths.office.memberPart(member.id, 'role')} class="stack">
        <RoleField value={member.role} />
        <div>
          <Button>{t('team.save-role')}</Button>
        </div>
      </Form>
    </Panel>
  );
}

function PublicPanel({ member, typedPublicName, problems }: MemberPageProps) {
  const { t } = usePage();
  return (
    <Panel id="public" title={t('team.public')}>
      <Form action={paths.office.memberPart(member.id, 'public-name')} class="stack">
        <TextField
          name="public_name"
          label={t('team.public-name')}
          hint={t('team.public-hint')}
          value={typedPublicName}
          error={errorIn(problems, 'public_name')}
          maxLength={PUBLIC_NAME_MOST}
          optional
        />
        <div>
          <Button>{t('team.save-public')}</Button>
        </div>
      </Form>
    </Panel>
  );
}

/** Somebody who isn't in yet: the link once more, or not at all. */
function InvitationPanel({ member }: Pick<MemberPageProps, 'member'>) {
  const { t } = usePage();
  const isInvited = member.state !== 'no_sign_in';
  return (
    <Panel id="invitation" title={t('team.invitation')}>
      <div class="stack">
        <p>{t(`team.invitation-${member.state === 'active' ? 'no_sign_in' : member.state}`)}</p>
        <div class="row g8">
          <ButtonForm action={paths.office.memberPart(member.id, 'invitation')}>
            <Button icon="send">{t(isInvited ? 'team.resend' : 'team.send')}</Button>
          </ButtonForm>
          {isInvited && (
            <ButtonForm action={paths.office.memberPart(member.id, 'withdrawal')}>
              <Button kind="danger">{t('team.withdraw')}</Button>
            </ButtonForm>
          )}
        </div>
      </div>
    </Panel>
  );
}

function Endings({ member, isSelf }: MemberPageProps) {
  const { t } = usePage();
  if (isSelf) return null;
  const deed = (name: string, word: string) => (
    <ButtonForm action={paths.office.memberPart(member.id, name)}>
      <Button kind="danger">{word}</Button>
    </ButtonForm>
  );
  return (
    <DangerZone
      id="endings"
      title={t('team.endings')}
      items={[
        ...(member.has_step
          ? [
              {
                title: t('team.reset-step'),
                text: t('team.reset-step-text'),
                action: deed('second-step-reset', t('team.reset-step')),
              },
            ]
          : []),
        { title: t('team.archive'), text: t('team.archive-text'), action: deed('archive', t('team.archive')) },
      ]}
    />
  );
}

function Gone({ member }: Pick<MemberPageProps, 'member'>) {
  const { t } = usePage();
  return (
    <Panel id="gone" title={t('team.state-archived')}>
      <div class="stack">
        <p>
          {t('team.gone-since')} {member.archived_at !== null && <Time at={member.archived_at} />}.{' '}
          {t('team.gone-text')}
        </p>
        <ButtonForm action={paths.office.memberPart(member.id, 'restore')}>
          <Button icon="undo-2">{t('team.restore')}</Button>
        </ButtonForm>
      </div>
    </Panel>
  );
}
