import { gate } from '../../kernel/actor.ts';
import type { Services } from '../../platform/services.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { withinLimit, type Limit } from '../limits/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { accountsOf, countGuess, guessWasRight, noteTries, PASSWORD_LIMIT } from '../brake/index.ts';
import { PASSWORD_MOST } from '../signin/index.ts';
import { peopleWithLogin, type LoginPerson } from './find-people.ts';
import { sendPasswordLinkTask } from './tasks.ts';

/** A username or an e-mail address, as it is looked for. */
export function folded(typed: string): string {
  return typed.trim().toLowerCase().slice(0, 254);
}

/**
 * Whose password this is: nobody's, somebody's, or that of several contacts behind one address. Counted before anything is
 * hashed, and somebody unknown takes as long as somebody known.
 */
export async function peopleWithPassword(
  services: Services,
  org: OrgRow,
  { typed, password, client, device }: { typed: string; password: string; client: string; device: string },
): Promise<readonly LoginPerson[]> {
  const scope = gate(org.id);
  const people = await services.db.inReadScope(scope, (tx) => peopleWithLogin(tx, org, typed, services.now()));
  const guess = { client, identifier: { limit: PASSWORD_LIMIT, of: typed }, accounts: accountsOf(people, typed) };
  if (!(await countGuess(services, org, guess))) return [];
  const right: LoginPerson[] = [];
  const known = people.filter((person) => person.passwordHash !== null);
  for (const person of known) if (await fits(services, person.passwordHash ?? '', password)) right.push(person);
  if (known.length === 0) await services.hashing.pretend(password.slice(0, PASSWORD_MOST));
  const at = services.now();
  if (right.length === 0)
    await noteTries(services, scope, org.id, people, { way: 'password', outcome: 'wrong', device, client, at });
  else await guessWasRight(services, org, guess);
  return right;
}

/** Longer ones can't have been set; hashing them would only cost. */
async function fits(services: Services, hash: string, password: string): Promise<boolean> {
  const sound = [...password].length <= PASSWORD_MOST;
  return (await services.hashing.verify(hash, sound ? password : '')) && sound;
}

const RESETS: Limit = { name: 'password-reset', most: 3, seconds: 3600 };
const RESETS_PER_CLIENT: Limit = { name: 'password-reset-client', most: 30, seconds: 3600 };

/**
 * Takes a wish for a new password. Nobody is looked up here, so the answer is the same, and takes as long, for a name that
 * nobody has; a task finds the people and writes to them.
 */
export async function askForPassword(
  services: Services,
  org: OrgRow,
  { typed, client }: { typed: string; client: string },
): Promise<void> {
  const now = services.now();
  await services.db.inScope(gate(org.id), async (tx) => {
    const counts = (limit: Limit, of: string) => withinLimit(tx, services.keys, { limit, of, orgId: org.id, now });
    const within = await Promise.all([counts(RESETS, typed), counts(RESETS_PER_CLIENT, client)]);
    if (within.every(Boolean)) await addTask(tx, sendPasswordLinkTask, { org_id: org.id, typed });
  });
}
