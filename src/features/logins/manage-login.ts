import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Invalid, NotFound, refuse } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { endPortalSessions, type OrgRow } from '../sessions/index.ts';
import { record, type EventName } from '../audit/index.ts';
import { queueNotice } from '../letters/index.ts';
import type { Recipient } from '../deliveries/index.ts';
import { passwordRefusal, PASSWORD_LEAST, PASSWORD_MOST } from '../signin/index.ts';
import { INVITATION_DAYS, loginRefusal, readUsername, RESET_HOURS, type LoginHolder } from './login.ts';
import { freeUsername } from './queries.ts';

/** Who acts, where, and when: the same for every deed on a login. */
export interface LoginDeed {
  readonly actor: StaffActor;
  readonly org: OrgRow;
  readonly contact: LoginHolder;
  readonly now: Temporal.Instant;
}

/**
 * Gives a contact a username and sends it with a link to set a password; the password itself is never sent. An empty
 * `typed` takes the first free one made from the e-mail address. @throws Refused, Invalid
 */
export async function inviteWithPassword(
  tx: Tx,
  services: Pick<Services, 'baseUrl'>,
  { actor, org, contact, now }: LoginDeed,
  typed: string,
): Promise<void> {
  refuse(loginRefusal(contact, org));
  const username = typed === '' ? await freeUsername(tx, org.id, contact) : usernameIn(typed);
  const made = await tx
    .insertInto('contact_logins')
    .values({
      org_id: org.id,
      contact_id: contact.id,
      username,
      invited_at: now,
      invited_by_staff_id: actor.staffId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows !== 1n) {
    if (await hasLogin(tx, org.id, contact.id)) return;
    throw new Invalid([{ field: 'username', key: 'logins.username-taken' }]);
  }
  await tell(tx, { actor, contact, now }, 'login.invited');
  await writeLink(tx, services, actor, org, { contact, username, purpose: 'invitation', now });
}

/** Sends a fresh link; the ones before it open nothing any more. @throws Refused, NotFound without a login */
export async function sendPasswordLink(
  tx: Tx,
  services: Pick<Services, 'baseUrl'>,
  { actor, org, contact, now }: LoginDeed,
): Promise<void> {
  refuse(loginRefusal(contact, org));
  const login = await lockLogin(tx, org.id, contact.id);
  const purpose = login.password_set_at === null ? 'invitation' : 'reset';
  await tell(tx, { actor, contact, now }, 'login.link_sent');
  await writeLink(tx, services, actor, org, { contact, username: login.username, purpose, now });
}

/** Takes username and password away. Sessions of the contact end; its links and PIN stay. */
export async function withdrawLogin(tx: Tx, { actor, org, contact, now }: LoginDeed): Promise<void> {
  const gone = await tx
    .deleteFrom('contact_logins')
    .where('org_id', '=', org.id)
    .where('contact_id', '=', contact.id)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) return;
  await endPortalSessions(tx, org.id, { contactId: contact.id }, now);
  await tell(tx, { actor, contact, now }, 'login.withdrawn');
}

/** @throws Invalid when it can't be one, or somebody else of the org has it */
export async function changeUsername(tx: Tx, { actor, org, contact, now }: LoginDeed, typed: string): Promise<void> {
  const username = usernameIn(typed);
  const login = await lockLogin(tx, org.id, contact.id);
  if (login.username === username) return;
  const taken = await tx
    .selectFrom('contact_logins')
    .select('contact_id')
    .where('org_id', '=', org.id)
    .where('username', '=', username)
    .executeTakeFirst();
  if (taken) throw new Invalid([{ field: 'username', key: 'logins.username-taken' }]);
  await tx
    .updateTable('contact_logins')
    .set({ username })
    .where('org_id', '=', org.id)
    .where('contact_id', '=', contact.id)
    .execute();
  await tell(tx, { actor, contact, now }, 'login.renamed');
}

/**
 * Sets a password that staff chose, to be told by word of mouth. Its owner is asked for another on signing in.
 * @throws Refused, Invalid
 */
export async function setInitialPassword(
  tx: Tx,
  services: Pick<Services, 'hashing'>,
  { actor, org, contact, now }: LoginDeed,
  password: string,
): Promise<void> {
  refuse(loginRefusal({ ...contact, email: contact.email ?? '' }, org));
  const login = await lockLogin(tx, org.id, contact.id);
  await checkPassword(password, ownWords(org, contact, login.username));
  await storePassword(tx, org.id, contact.id, { hash: await services.hashing.hash(password), by: 'staff', now });
  await endPortalSessions(tx, org.id, { contactId: contact.id }, now);
  await tell(tx, { actor, contact, now }, 'login.password_set');
}

/** @throws Invalid */
export async function checkPassword(password: string, words: readonly string[]): Promise<void> {
  const key = await passwordRefusal(password, words);
  if (key !== null)
    throw new Invalid([{ field: 'password', key, values: { least: PASSWORD_LEAST, most: PASSWORD_MOST } }]);
}

/** What somebody who guesses would try first. */
export function ownWords(
  org: Pick<OrgRow, 'name' | 'slug'>,
  { first_name, last_name, email }: Pick<LoginHolder, 'first_name' | 'last_name' | 'email'>,
  username: string,
): readonly string[] {
  return [org.name, org.slug, first_name ?? '', last_name ?? '', email ?? '', username];
}

/** Keeps the hash; every link that could set another one has ended. */
export async function storePassword(
  tx: Tx,
  orgId: string,
  contactId: string,
  { hash, by, now }: { hash: string; by: 'contact' | 'staff'; now: Temporal.Instant },
): Promise<void> {
  await tx
    .updateTable('contact_logins')
    .set({ password_hash: hash, password_set_at: now, password_set_by: by })
    .where('org_id', '=', orgId)
    .where('contact_id', '=', contactId)
    .execute();
  await endLinks(tx, orgId, contactId, now);
}

/** Writes a set-password link and its message. */
export async function writeLink(
  tx: Tx,
  services: Pick<Services, 'baseUrl'>,
  actor: StaffActor | SystemActor,
  org: OrgRow,
  what: { contact: LoginHolder; username: string; purpose: 'invitation' | 'reset'; now: Temporal.Instant },
): Promise<void> {
  const { contact, username, purpose, now } = what;
  await endLinks(tx, org.id, contact.id, now);
  const link = await tx
    .insertInto('password_links')
    .values({
      org_id: org.id,
      contact_id: contact.id,
      purpose,
      created_at: now,
      expires_at: now.add({ hours: purpose === 'invitation' ? 24 * INVITATION_DAYS : RESET_HOURS }),
    })
    .returning(['id', 'expires_at'])
    .executeTakeFirstOrThrow();
  const kind = purpose === 'invitation' ? 'login_invitation' : 'login_reset';
  const address = services.baseUrl + paths.portal.signInPassword(org.slug);
  await queueNotice(tx, actor, org, { kind, passwordLink: link, username, address }, recipientOf(contact), now);
}

function recipientOf(contact: LoginHolder): Recipient {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ') || null;
  const about = { customerId: contact.customer_id, contactId: contact.id, name };
  if (contact.email !== null) return { ...about, channel: 'email', address: contact.email };
  return { ...about, channel: 'sms', address: contact.phone ?? '' };
}

async function endLinks(tx: Tx, orgId: string, contactId: string, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('password_links')
    .set({ used_at: now })
    .where('org_id', '=', orgId)
    .where('contact_id', '=', contactId)
    .where('used_at', 'is', null)
    .execute();
}

function usernameIn(typed: string): string {
  const username = readUsername(typed);
  if (username === null) throw new Invalid([{ field: 'username', key: 'logins.username-shape' }]);
  return username;
}

async function lockLogin(tx: Tx, orgId: string, contactId: string) {
  const login = await tx
    .selectFrom('contact_logins')
    .select(['username', 'password_set_at'])
    .where('org_id', '=', orgId)
    .where('contact_id', '=', contactId)
    .forUpdate()
    .executeTakeFirst();
  if (!login) throw new NotFound();
  return login;
}

async function hasLogin(tx: Tx, orgId: string, contactId: string): Promise<boolean> {
  const login = await tx
    .selectFrom('contact_logins')
    .select('contact_id')
    .where('org_id', '=', orgId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return login !== undefined;
}

function tell(
  tx: Tx,
  { actor, contact, now }: Pick<LoginDeed, 'actor' | 'contact' | 'now'>,
  name: EventName,
): Promise<void> {
  return record(tx, actor, name, {
    now,
    customerId: contact.customer_id,
    subject: { kind: 'contact', id: contact.id },
  });
}
