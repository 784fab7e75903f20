import { sql } from 'kysely';
import { gate } from '../../kernel/actor.ts';
import { sha256 } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { withinLimit, type Limit, type OrgRow } from '../access/index.ts';
import type { Identifier } from './identifier.ts';
import { peopleBehind, type Person } from './people.ts';

export const PIN_TRIES = 5;
const PIN_WINDOW_MINUTES = 15;
const PER_IDENTIFIER: Limit = { name: 'pin-identifier', most: PIN_TRIES, seconds: PIN_WINDOW_MINUTES * 60 };
const PER_CLIENT: Limit = { name: 'pin-client', most: 30, seconds: 3600 };

/** A phone may belong to a handful of contacts; checking more PINs than this would make one try cost too much. */
const MOST_PINS = 3;

/**
 * Whose PIN this is, or null. Tries are counted before anything is hashed: per identifier (known or not, so the count
 * tells nothing), per network address, and per PIN. A PIN whose five tries within fifteen minutes were wrong is dead
 * until it is set anew; the link by message keeps working, so nobody is locked out by a stranger.
 */
export async function personWithPin(
  services: Services,
  org: OrgRow,
  { identifier, pin, client }: { identifier: Identifier; pin: string; client: string },
): Promise<Person | null> {
  const now = services.now();
  const candidates = await services.db.inScope(gate(org.id), async (tx) => {
    const [byIdentifier, byClient] = await Promise.all([
      withinLimit(tx, services.keys, {
        limit: PER_IDENTIFIER,
        of: `${identifier.kind}:${identifier.value}`,
        orgId: org.id,
        now,
      }),
      withinLimit(tx, services.keys, { limit: PER_CLIENT, of: client, orgId: org.id, now }),
    ]);
    // Past the limits nothing is hashed: it would cost us and tell nobody anything, known or unknown.
    if (!byIdentifier || !byClient) return null;
    const people = (await peopleBehind(tx, org, identifier, now)).slice(0, MOST_PINS);
    const counted = await Promise.all(
      people.map(async (person) => ({ person, hash: await countTry(tx, org, person, now) })),
    );
    return counted.filter((one): one is { person: Person; hash: string } => one.hash !== null);
  });
  if (candidates === null) return null;
  if (candidates.length === 0) {
    await services.hashing.pretend(pin);
    return null;
  }
  for (const { person, hash } of candidates) {
    if (await services.hashing.verify(hash, pin)) {
      await services.db.inScope(gate(org.id), (tx) => forgetTries(tx, org, person));
      return person;
    }
  }
  return null;
}

/** Counts one try of a PIN and returns its hash, or null when there is none or it is dead. */
async function countTry(tx: Tx, org: OrgRow, person: Person, now: Temporal.Instant): Promise<string | null> {
  const windowStart = now.subtract({ minutes: PIN_WINDOW_MINUTES });
  const fresh = sql<boolean>`fails_since is null or (fails_since <= ${windowStart}::timestamptz and fails < ${PIN_TRIES})`;
  const row = await tx
    .updateTable('contact_pins')
    .set({
      fails: sql<number>`case when ${fresh} then 1 else fails + 1 end`,
      fails_since: sql<Temporal.Instant>`case when ${fresh} then ${now}::timestamptz else fails_since end`,
    })
    .where('org_id', '=', org.id)
    .where('contact_id', '=', person.contactId)
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
