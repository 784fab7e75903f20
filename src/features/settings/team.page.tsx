import { paths } from '../../kernel/paths.ts';
import {
  Button,
  Card,
  ErrorSummary,
  Form,
  Grid,
  TextField,
  Time,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { errorIn } from './errors.ts';
import { SettingsShell } from './frame.page.tsx';

export interface TeamPageProps {
  readonly frame: OfficeFrame;
  readonly team: readonly {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly role: string;
    readonly public_name: string | null;
    readonly last_signed_in_at: Temporal.Instant | null;
    readonly signs_in: boolean;
  }[];
}

const ROLES = {
  owner: 'access.role-owner',
  manager: 'access.role-manager',
  agent: 'access.role-agent',
  viewer: 'access.role-viewer',
} as const;

function isRole(role: string): role is keyof typeof ROLES {
  return Object.hasOwn(ROLES, role);
}

/** Who works here. People are added and changed in a later version. */
export function TeamPage({ frame, team }: TeamPageProps) {
  const { t } = usePage();
  return (
    <SettingsShell frame={frame} page="team" wide>
      <Grid
        label={t('settings.team-title')}
        rows={team}
        rowKey={(member) => member.id}
        columns={[
          { id: 'name', title: t('settings.team-name'), heads: true, cell: (member) => member.name },
          { id: 'role', title: t('settings.team-role'), cell: ({ role }) => (isRole(role) ? t(ROLES[role]) : role) },
          { id: 'email', title: t('settings.email'), cell: (member) => member.email },
          {
            id: 'public',
            title: t('settings.team-public'),
            cell: ({ public_name }) => public_name ?? <span class="soft">{t('settings.team-hidden')}</span>,
          },
          {
            id: 'last',
            title: t('settings.team-last'),
            cell: ({ last_signed_in_at: last, signs_in: signsIn }) =>
              last === null ? (
                <span class="soft">{t(signsIn ? 'settings.team-never' : 'settings.team-no-sign-in')}</span>
              ) : (
                <Time at={last} />
              ),
          },
        ]}
      />
    </SettingsShell>
  );
}

export function PasswordPage({
  frame,
  manages,
  problems,
}: {
  frame: OfficeFrame;
  manages: boolean;
  problems: readonly FieldProblem[];
}) {
  const { t, viewer } = usePage();
  return (
    <SettingsShell frame={frame} page="password" manages={manages}>
      <ErrorSummary problems={problems} />
      <Card>
        <Form action={paths.office.settingsPage('password')} class="stack">
          {/* Password managers file the new password under this name. */}
          <input type="hidden" name="username" value={viewer?.name} autoComplete="username" />
          <TextField
            name="current"
            type="password"
            label={t('settings.password-current')}
            error={errorIn(problems, 'current')}
            autocomplete="current-password"
            maxLength={200}
          />
          <TextField
            name="password"
            type="password"
            label={t('settings.password-new')}
            hint={t('setup.password-hint')}
            error={errorIn(problems, 'password')}
            autocomplete="new-password"
            maxLength={200}
          />
          <div>
            <Button kind="main">{t('settings.password-save')}</Button>
          </div>
        </Form>
      </Card>
    </SettingsShell>
  );
}
