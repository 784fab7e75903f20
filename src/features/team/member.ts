import type { StaffRole } from '../../kernel/permissions.ts';

export const ROLES = ['owner', 'manager', 'agent', 'viewer'] as const satisfies readonly StaffRole[];

export const NAME_MOST = 120;
export const PUBLIC_NAME_MOST = 80;

export type MemberState = 'active' | 'invited' | 'invitation_over' | 'no_sign_in' | 'archived';

/** One who works here or did, as the team's pages show them. */
export interface TeamMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly public_name: string | null;
  readonly archived_at: Temporal.Instant | null;
  readonly last_signed_in_at: Temporal.Instant | null;
  /** Has a password or a passkey. */
  readonly signs_in: boolean;
  readonly has_step: boolean;
  readonly has_passkey: boolean;
  /** When the newest invitation that was not used ends. */
  readonly invited_until: Temporal.Instant | null;
}

/** How somebody stands: at work, still to come, or gone. */
export function stateOf(
  member: Pick<TeamMember, 'archived_at' | 'signs_in' | 'invited_until'>,
  now: Temporal.Instant,
): MemberState {
  if (member.archived_at !== null) return 'archived';
  if (member.signs_in) return 'active';
  if (member.invited_until === null) return 'no_sign_in';
  return Temporal.Instant.compare(member.invited_until, now) > 0 ? 'invited' : 'invitation_over';
}

export interface TeamFacts {
  readonly id: string;
  readonly role: string;
  /** Owners besides this member who can sign in. */
  readonly otherOwners: number;
}

/** Why this member can't get another role, or null. Somebody must always be able to open every door. */
export function roleRefusal({ role, otherOwners }: TeamFacts, wanted: StaffRole): 'team.last-owner' | null {
  return role === 'owner' && wanted !== 'owner' && otherOwners === 0 ? 'team.last-owner' : null;
}

/** Why this member can't be archived, or null. */
export function archiveRefusal(
  { id, role, otherOwners }: TeamFacts,
  byStaffId: string,
): 'team.last-owner' | 'team.not-oneself' | null {
  if (role === 'owner' && otherOwners === 0) return 'team.last-owner';
  return id === byStaffId ? 'team.not-oneself' : null;
}
