import { NIL_ID } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { peopleBehind, peopleWithIds, type Person } from '../signin/index.ts';

/** Somebody who has a login, set up or not. */
export interface LoginPerson extends Person {
  readonly username: string;
  readonly passwordHash: string | null;
  readonly setBy: string | null;
}

/** One address may belong to a few contacts with passwords of their own; more would make one try cost too much. */
const MOST_PEOPLE = 3;

/** Who may come in and has a login by this username or e-mail address, folded. The same queries whoever it is. */
export async function peopleWithLogin(
  tx: Tx,
  org: OrgRow,
  typed: string,
  now: Temporal.Instant,
): Promise<readonly LoginPerson[]> {
  const people = typed.includes('@')
    ? await peopleBehind(tx, org, { kind: 'email', value: typed }, now)
    : await peopleWithIds(tx, org, [await contactWithUsername(tx, org.id, typed)], now);
  return withLogins(tx, org.id, people.slice(0, MOST_PEOPLE));
}

async function contactWithUsername(tx: Tx, orgId: string, username: string): Promise<string> {
  const row = await tx
    .selectFrom('contact_logins')
    .select('contact_id')
    .where('org_id', '=', orgId)
    .where('username', '=', username)
    .executeTakeFirst();
  return row?.contact_id ?? NIL_ID;
}

/** The same people with their logins; those who have none are left out. */
export async function withLogins(tx: Tx, orgId: string, people: readonly Person[]): Promise<readonly LoginPerson[]> {
  const ids = people.length > 0 ? people.map((person) => person.contactId) : [NIL_ID];
  const logins = await tx
    .selectFrom('contact_logins')
    .select(['contact_id', 'username', 'password_hash', 'password_set_by'])
    .where('org_id', '=', orgId)
    .where('contact_id', 'in', ids)
    .execute();
  return people.flatMap((person) => {
    const login = logins.find((one) => one.contact_id === person.contactId);
    if (!login) return [];
    const { username, password_hash: passwordHash, password_set_by: setBy } = login;
    return [{ ...person, username, passwordHash, setBy }];
  });
}
