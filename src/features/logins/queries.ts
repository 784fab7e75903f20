import type { ContactActor, StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { usernameFrom, type LoginHolder, type LoginShown } from './login.ts';

/** A contact's login for its page in the office; null when it has none. */
export async function loginShownFor(
  tx: Tx,
  actor: StaffActor,
  contactId: string,
  now: Temporal.Instant,
): Promise<LoginShown | null> {
  const [login, link, used] = await Promise.all([
    tx
      .selectFrom('contact_logins')
      .select(['username', 'invited_at', 'password_set_at', 'password_set_by'])
      .where('org_id', '=', actor.orgId)
      .where('contact_id', '=', contactId)
      .executeTakeFirst(),
    tx
      .selectFrom('password_links')
      .select('expires_at')
      .where('org_id', '=', actor.orgId)
      .where('contact_id', '=', contactId)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .orderBy('expires_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
    tx
      .selectFrom('contact_tries')
      .select((eb) => eb.fn.max('tried_at').as('at'))
      .where('org_id', '=', actor.orgId)
      .where('contact_id', '=', contactId)
      .where('way', '=', 'password')
      .where('outcome', '=', 'in')
      .executeTakeFirst(),
  ]);
  if (!login) return null;
  return {
    username: login.username,
    state: login.password_set_at === null ? 'invited' : 'active',
    invitedAt: login.invited_at,
    linkEndsAt: link?.expires_at ?? null,
    passwordSetAt: login.password_set_at,
    passwordSetBy: login.password_set_by === null ? null : login.password_set_by === 'staff' ? 'staff' : 'contact',
    lastUsedAt: used?.at ?? null,
  };
}

/** So many people of one business share the beginning of an address before a username has to be thought up. */
const MOST_NAMESAKES = 50;

/** A username that is still free, to begin with. */
export async function freeUsername(tx: Tx, orgId: string, contact: LoginHolder): Promise<string> {
  const base = usernameFrom(contact);
  const names = [base, ...Array.from({ length: MOST_NAMESAKES }, (_, at) => `${base}${at + 2}`)];
  const rows = await tx
    .selectFrom('contact_logins')
    .select('username')
    .where('org_id', '=', orgId)
    .where('username', 'in', names)
    .execute();
  const taken = new Set(rows.map((row) => row.username));
  return names.find((name) => !taken.has(name)) ?? `${base}-${contact.id.slice(-8)}`;
}

export interface OwnLogin {
  readonly username: string;
  readonly password_set_at: Temporal.Instant | null;
  readonly password_set_by: string | null;
}

/** A contact's own login, under the portal's role. */
export async function ownLogin(tx: Tx, actor: ContactActor): Promise<OwnLogin | null> {
  const row = await tx
    .selectFrom('contact_logins')
    .select(['username', 'password_set_at', 'password_set_by'])
    .where('org_id', '=', actor.orgId)
    .where('contact_id', '=', actor.contactId)
    .executeTakeFirst();
  return row ?? null;
}
