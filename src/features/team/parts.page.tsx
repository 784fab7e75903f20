import { Chip, SelectField, usePage, type IconName, type Tone, type Translate, type WordKey } from '../../ui/index.ts';
import { ROLES, type MemberState } from './member.ts';

const WORDS = {
  owner: 'access.role-owner',
  manager: 'access.role-manager',
  agent: 'access.role-agent',
  viewer: 'access.role-viewer',
} as const;

function isRole(role: string): role is keyof typeof WORDS {
  return Object.hasOwn(WORDS, role);
}

export function roleWord(role: string, t: Translate): string {
  return isRole(role) ? t(WORDS[role]) : role;
}

const LOOKS: Readonly<Record<MemberState, { tone: Tone; icon: IconName; word: WordKey }>> = {
  active: { tone: 'good', icon: 'circle-check', word: 'team.state-active' },
  invited: { tone: 'info', icon: 'mail', word: 'team.state-invited' },
  invitation_over: { tone: 'warn', icon: 'mail-x', word: 'team.state-over' },
  no_sign_in: { tone: 'plain', icon: 'circle-user', word: 'team.state-no-sign-in' },
  archived: { tone: 'plain', icon: 'circle-x', word: 'team.state-archived' },
};

/** How somebody stands. */
export function MemberChip({ state }: { state: MemberState }) {
  const { t } = usePage();
  const { tone, icon, word } = LOOKS[state];
  return (
    <Chip tone={tone} icon={icon}>
      {t(word)}
    </Chip>
  );
}

/** One of the four roles, with what each may do below. */
export function RoleField({ value, error }: { value: string; error?: string | undefined }) {
  const { t } = usePage();
  return (
    <>
      <SelectField
        name="role"
        label={t('team.role')}
        value={value}
        error={error}
        options={ROLES.map((role) => ({ value: role, label: roleWord(role, t) }))}
      />
      <ul class="soft small">
        {ROLES.map((role) => (
          <li key={role}>{t(`team.what-${role}`)}</li>
        ))}
      </ul>
    </>
  );
}
