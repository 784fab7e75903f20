import { paths } from '../../kernel/paths.ts';
import {
  Button,
  ButtonLink,
  Choice,
  Form,
  Grid,
  OfficeHead,
  OfficeShell,
  BackLink,
  Pages,
  Panel,
  Time,
  usePage,
  type OfficeFrame,
} from '../../ui/index.ts';
import { SettingsShell } from '../settings/index.ts';
import { TryList, type SignInTry } from '../staff-signin/index.ts';
import type { MemberState, TeamMember } from './member.ts';
import { MemberChip, roleWord } from './parts.page.tsx';

export type ShownMember = TeamMember & { readonly state: MemberState };

/** Who works here, what they may do, and how they sign in. */
export function TeamPage({
  frame,
  team,
  gone,
  owns,
  wantsStep,
}: {
  frame: OfficeFrame;
  team: readonly ShownMember[];
  gone: readonly ShownMember[];
  owns: boolean;
  wantsStep: boolean;
}) {
  const { t } = usePage();
  return (
    <SettingsShell frame={frame} page="team" wide>
      <div class="row between">
        <p class="soft">{owns ? t('team.lead') : t('team.lead-manager')}</p>
        {owns && (
          <div class="row g8">
            <ButtonLink icon="clock" href={paths.office.signInHistory}>
              {t('team.history')}
            </ButtonLink>
            <ButtonLink kind="main" icon="plus" href={paths.office.newMember}>
              {t('team.invite')}
            </ButtonLink>
          </div>
        )}
      </div>
      <MemberGrid label={t('settings.team-title')} members={team} />
      {owns && <StepPanel wantsStep={wantsStep} without={team.filter((one) => lacksStep(one)).length} />}
      {gone.length > 0 && (
        <Panel id="gone" title={t('team.gone')} flush>
          <MemberGrid flush label={t('team.gone-list')} members={gone} />
        </Panel>
      )}
    </SettingsShell>
  );
}

function lacksStep({ state, has_step, has_passkey }: ShownMember): boolean {
  return state === 'active' && !has_step && !has_passkey;
}

function MemberGrid({
  label,
  members,
  flush,
}: {
  label: string;
  members: readonly ShownMember[];
  flush?: boolean | undefined;
}) {
  const { t } = usePage();
  return (
    <Grid
      flush={flush}
      label={label}
      rows={members}
      rowKey={(one) => one.id}
      columns={[
        {
          id: 'name',
          title: t('team.name'),
          heads: true,
          cell: (one) => <a href={paths.office.member(one.id)}>{one.name}</a>,
        },
        { id: 'role', title: t('team.role'), cell: ({ role }) => roleWord(role, t) },
        { id: 'state', title: t('team.state'), cell: ({ state }) => <MemberChip state={state} /> },
        { id: 'email', title: t('settings.email'), cell: (one) => one.email },
        {
          id: 'public',
          title: t('team.public'),
          cell: ({ public_name }) => public_name ?? <span class="soft">{t('team.hidden')}</span>,
        },
        {
          id: 'steps',
          title: t('team.step'),
          cell: (one) =>
            one.has_step || one.has_passkey ? (
              t(one.has_step ? 'team.step-app' : 'team.step-passkey')
            ) : (
              <span class="soft">{t('team.step-none')}</span>
            ),
        },
        {
          id: 'last',
          title: t('team.last'),
          cell: ({ last_signed_in_at: last }) =>
            last === null ? <span class="soft">{t('team.never')}</span> : <Time at={last} />,
        },
      ]}
    />
  );
}

/** Whether a password alone lets anybody in. */
function StepPanel({ wantsStep, without }: { wantsStep: boolean; without: number }) {
  const { t } = usePage();
  return (
    <Panel id="second-step" title={t('team.want-title')}>
      <Form action={`${paths.office.team}/second-step`} class="stack">
        <Choice
          name="staff_second_step"
          label={t('team.want')}
          hint={t('team.want-hint', { count: without })}
          checked={wantsStep}
        />
        <div>
          <Button>{t('team.want-save')}</Button>
        </div>
      </Form>
    </Panel>
  );
}

/** Every try to get into the office, good and bad, of everybody. */
export function SignInHistoryPage({
  frame,
  tries,
  newer,
  older,
}: {
  frame: OfficeFrame;
  tries: readonly SignInTry[];
  newer: string | undefined;
  older: string | undefined;
}) {
  const { t } = usePage();
  return (
    <OfficeShell title={t('team.history')} frame={frame}>
      <BackLink href={paths.office.team} label={t('settings.team-title')} />
      <OfficeHead title={t('team.history')} meta={<span class="soft small">{t('team.history-text')}</span>} />
      <TryList named label={t('team.history')} tries={tries} />
      <Pages newer={newer} older={older} />
    </OfficeShell>
  );
}
