import { gate, system, type ContactActor } from '../../kernel/actor.ts';
import { Invalid, Refused } from '../../kernel/errors.ts';
import { claimedId, tokenMatches } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { endPortalSessions, orgRow, type OrgRow } from '../sessions/index.ts';
import { record } from '../audit/index.ts';
import { countGuess, guessWasRight } from '../brake/index.ts';
import { peopleWithIds } from '../signin/index.ts';
import { withLogins, type LoginPerson } from './find-people.ts';
import { checkPassword, ownWords, storePassword } from './manage-login.ts';

export interface OpenPasswordLink {
  readonly id: string;
  readonly org: OrgRow;
  readonly person: LoginPerson;
}

/** The open link of a token with whom it is for, while that person may come in. Looking uses nothing up. */
export async function findPasswordLink(services: Services, token: string): Promise<OpenPasswordLink | null> {
  const id = claimedId(token);
  if (id === null || !tokenMatches(services.keys, 'password-link', token, id, 1)) return null;
  const link = await services.db.inReadScope(gate(null, { subjectId: id }), (tx) =>
    tx
      .selectFrom('password_links')
      .select(['org_id', 'contact_id'])
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('expires_at', '>', services.now())
      .executeTakeFirst(),
  );
  if (!link) return null;
  return services.db.inReadScope(gate(link.org_id), async (tx) => {
    const org = await orgRow(tx, link.org_id);
    if (!org?.passwords_on) return null;
    const [person] = await withLogins(tx, org.id, await peopleWithIds(tx, org, [link.contact_id], services.now()));
    return person ? { id, org, person } : null;
  });
}

/**
 * Sets a password by a link: uses the link up, ends every session of the contact, and tells the log. False when the link
 * was used in the meantime. @throws Invalid
 */
export async function setPasswordByLink(
  services: Services,
  { id, org, person }: OpenPasswordLink,
  password: string,
): Promise<boolean> {
  await checkPassword(password, wordsOf(org, person));
  const now = services.now();
  const hash = await services.hashing.hash(password);
  const actor = system(org.id, person.name);
  return services.db.inScope(actor, async (tx) => {
    const used = await tx
      .updateTable('password_links')
      .set({ used_at: now })
      .where('org_id', '=', org.id)
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    if (used.numUpdatedRows !== 1n) return false;
    await storePassword(tx, org.id, person.contactId, { hash, by: 'contact', now });
    await endPortalSessions(tx, org.id, { contactId: person.contactId }, now);
    await record(tx, actor, 'login.password_set', {
      now,
      customerId: person.customerId,
      subject: { kind: 'contact', id: person.contactId },
    });
    return true;
  });
}

export interface PasswordChange {
  readonly current: string;
  readonly password: string;
  /** Ends every other session of the contact. */
  readonly endOthers: boolean;
  readonly client: string;
}

/**
 * A contact changes its own password, having shown the present one or, lately, who sits there. @throws Invalid, Refused
 */
export async function changeOwnPassword(
  services: Services,
  actor: ContactActor,
  { org, steppedUp, now }: { org: OrgRow; steppedUp: boolean; now: Temporal.Instant },
  change: PasswordChange,
): Promise<void> {
  const [person] = await services.db.inReadScope(gate(org.id), async (tx) =>
    withLogins(tx, org.id, await peopleWithIds(tx, org, [actor.contactId], now)),
  );
  if (!org.passwords_on || !person) throw new Refused('logins.refused-off');
  if (!steppedUp && !(await knowsPassword(services, org, person, change)))
    throw new Invalid([{ field: 'current', key: 'logins.current-wrong' }]);
  await checkPassword(change.password, wordsOf(org, person));
  const hash = await services.hashing.hash(change.password);
  await services.db.inScope(system(org.id, actor.name), async (tx) => {
    await storePassword(tx, org.id, actor.contactId, { hash, by: 'contact', now });
    if (change.endOthers) await endOthers(tx, actor, now);
    await record(tx, actor, 'login.password_set', {
      now,
      customerId: actor.customerId,
      subject: { kind: 'contact', id: actor.contactId },
    });
  });
}

async function knowsPassword(
  services: Services,
  org: OrgRow,
  person: LoginPerson,
  { current, client }: PasswordChange,
): Promise<boolean> {
  const guess = { client, accounts: [person.contactId] };
  if (person.passwordHash === null || !(await countGuess(services, org, guess))) return false;
  if (!(await services.hashing.verify(person.passwordHash, current))) return false;
  await guessWasRight(services, org, guess);
  return true;
}

async function endOthers(tx: Tx, actor: ContactActor, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('org_id', '=', actor.orgId)
    .where('contact_id', '=', actor.contactId)
    .where('id', '<>', actor.sessionId)
    .where('ended_at', 'is', null)
    .execute();
}

function wordsOf(org: OrgRow, { name, email, username }: LoginPerson): readonly string[] {
  return ownWords(org, { first_name: name, last_name: null, email }, username);
}
