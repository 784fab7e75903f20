import { sql } from 'kysely';
import { gate } from '../../kernel/actor.ts';
import { NIL_ID } from '../../kernel/ids.ts';
import { sha256 } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { OrgRow } from '../sessions/index.ts';
import { accountsOf, countGuess, guessWasRight, noteTries, PIN_LIMIT } from '../brake/index.ts';
import type { Identifier } from './identifier.ts';
import { peopleBehind, type Person } from './people.ts';

export const PIN_TRIES = 5;
const PIN_WINDOW_MINUTES = 15;

/** A phone may belong to a handful of contacts; checking more PINs than this would make one try cost too much. */
const MOST_PINS = 3;

/**
 * Whose PIN this is: nobody's, somebody's, or that of several contacts behind one address. Tries are counted before
 * anything is hashed: by the brake on guessing, and per PIN. A PIN whose five tries within fifteen minutes were wrong is
 * dead until it is set anew; the link by message keeps working, so nobody is locked out by a stranger.
 */
export async function peopleWithPin(
  services: Services,
  org: OrgRow,
  { identifier, pin, client, device }: { identifier: Identifier; pin: string; client: string; device: string },
): Promise<readonly Person[]> {
  const now = services.now();
  const typed = `${identifier.kind}:${identifier.value}`;
  const scope = gate(org.id);
  const people = (await services.db.inReadScope(scope, (tx) => peopleBehind(tx, org, identifier, now))).slice(
    0,
    MOST_PINS,
  );
  const guess = { client, identifier: { limit: PIN_LIMIT, of: typed }, accounts: accountsOf(people, typed) };
  // Past the limits nothing is hashed: it would cost us and tell nobody anything, known or unknown.
  if (!(await countGuess(services, org, guess))) return [];
  const right = await rightOnes(services, org, people, pin, now);
  if (right.length === 0) {
    await noteTries(services, scope, org.id, people, { way: 'pin', outcome: 'wrong', device, client, at: now });
    return [];
  }
  await guessWasRight(services, org, guess);
  await services.db.inScope(scope, async (tx) => {
    for (const person of right) await forgetTries(tx, org, person);
  });
  return right;
}

async function rightOnes(
  services: Services,
  org: OrgRow,
  people: readonly Person[],
  pin: string,
  now: Temporal.Instant,
): Promise<readonly Person[]> {
  const hashes = await services.db.inScope(gate(org.id), async (tx) => {
    // Somebody unknown is looked for as well, so that it takes as long.
    const ids = people.length > 0 ? people.map((person) => person.contactId) : [NIL_ID];
    return Promise.all(ids.map((id) => countTry(tx, org, id, now)));
  });
  const right: Person[] = [];
  for (const [at, person] of people.entries()) {
    const hash = hashes[at] ?? null;
    if (hash !== null && (await services.hashing.verify(hash, pin))) right.push(person);
  }
  if (hashes.every((hash) => hash === null)) await services.hashing.pretend(pin);
  return right;
}

/** Counts one try of a PIN and returns its hash, or null when there is none or it is dead. */
async function countTry(tx: Tx, org: OrgRow, contactId: string, now: Temporal.Instant): Promise<string | null> {
  const windowStart = now.subtract({ minutes: PIN_WINDOW_MINUTES });
  const fresh = sql<boolean>`fails_since is null or (fails_since <= ${windowStart}::timestamptz and fails < ${PIN_TRIES})`;
  const row = await tx
    .updateTable('contact_pins')
    .set({
      fails: sql<number>`case when ${fresh} then 1 else fails + 1 end`,
      fails_since: sql<Temporal.Instant>`case when ${fresh} then ${now}::timestamptz else fails_since end`,
    })
    .where('org_id', '=', org.id)
    .where('contact_id', '=', contactId)
    .where('fails', '<', PIN_TRIES)
    .returning('pin_hash')
    .executeTakeFirst();
  return row?.pin_hash ?? null;
}

async function forgetTries(tx: Tx, org: OrgRow, person: Person): Promise<void> {
  await tx
    .updateTable('contact_pins')
    .set({ fails: 0, fails_since: null })
    .where('org_id', '=', org.id)
    .where('contact_id', '=', person.contactId)
    .execute();
}

/** Why this can't be a PIN, or null. Only what people try first is barred; a code or link guards unknown devices. */
export function pinRefusal(pin: string): 'signin.pin-digits' | 'signin.pin-easy' | null {
  if (!/^\d{6,12}$/.test(pin)) return 'signin.pin-digits';
  const steps = [...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10);
  const sameStep = steps.every((step) => step === steps[0]);
  const halves = pin.slice(0, pin.length / 2) === pin.slice(pin.length / 2);
  const date = /^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(\d\d|19\d\d|20\d\d)$|^(19|20)\d{4}$/.test(pin);
  return (sameStep && [0, 1, 9].includes(steps[0] ?? 0)) || halves || date ? 'signin.pin-easy' : null;
}

/** Whether this browser has proved the contact's address before. */
export async function isKnownDevice(
  services: Services,
  org: OrgRow,
  contactId: string,
  secret: string | null,
): Promise<boolean> {
  if (secret === null) return false;
  const row = await services.db.inReadScope(gate(org.id), (tx) =>
    tx
      .selectFrom('known_devices')
      .select('id')
      .where('org_id', '=', org.id)
      .where('contact_id', '=', contactId)
      .where('secret_hash', '=', sha256(secret))
      .executeTakeFirst(),
  );
  return row !== undefined;
}
