/** A contact as far as its login is concerned. */
export interface LoginHolder {
  readonly id: string;
  readonly customer_id: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly archived_at: Temporal.Instant | null;
}

/** A contact's username and password as the office sees them. */
export interface LoginShown {
  readonly username: string;
  /** Invited until a password is set. */
  readonly state: 'invited' | 'active';
  readonly invitedAt: Temporal.Instant;
  /** When the newest set-password link ends; null when there is none to be used. */
  readonly linkEndsAt: Temporal.Instant | null;
  readonly passwordSetAt: Temporal.Instant | null;
  readonly passwordSetBy: 'contact' | 'staff' | null;
  /** Within the 90 days that tries are kept. */
  readonly lastUsedAt: Temporal.Instant | null;
}

export const INVITATION_DAYS = 7;
export const RESET_HOURS = 1;

/** Why a contact can't be given a username and password, or null. */
export function loginRefusal(
  contact: Pick<LoginHolder, 'email' | 'phone' | 'archived_at'>,
  org: { readonly passwords_on: boolean },
): 'logins.refused-off' | 'logins.refused-archived' | 'logins.refused-no-address' | null {
  if (!org.passwords_on) return 'logins.refused-off';
  if (contact.archived_at !== null) return 'logins.refused-archived';
  return contact.email === null && contact.phone === null ? 'logins.refused-no-address' : null;
}

const USERNAME = /^[a-z0-9][a-z0-9._-]{2,59}$/;

/** A username as it is kept: Priya and priya are one. Null when it can't be one. */
export function readUsername(typed: string): string | null {
  const folded = typed.trim().toLowerCase();
  return USERNAME.test(folded) ? folded : null;
}

/** What a username could begin with: the part of the e-mail address before the @, else the name. */
export function usernameFrom({
  email,
  first_name,
  last_name,
}: Pick<LoginHolder, 'email' | 'first_name' | 'last_name'>): string {
  const named = [first_name, last_name].filter(Boolean).join('.');
  const plain = (email?.split('@')[0] ?? named)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '')
    .replace(/^[._-]+/, '')
    .slice(0, 50);
  return plain.length >= 3 ? plain : `contact${plain}`;
}
