import { gate, type GateActor } from '../../kernel/actor.ts';
import { NIL_ID } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { networkOf } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { forgetHits, giveHitBack, withinLimit, type Limit } from '../limits/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { record } from '../audit/index.ts';

/*
 * Five tries for one code leave an attacker who walks through 100,000 accounts half a hit, so limits of single accounts are
 * not enough. Wrong codes, PINs and passwords are counted over everybody too, and past a budget only links get in.
 */

/** Wrong guesses within an org, whoever's they are, and in the whole installation. */
const ORG_BUDGET: Limit = { name: 'guess-org', most: 50, seconds: 600 };
const HOUSE_BUDGET: Limit = { name: 'guess-house', most: 500, seconds: 600 };
/** How long the brake holds. */
const BRAKE_MINUTES = 30;

/** From one address, and from its neighbourhood. */
const PER_CLIENT: Limit = { name: 'guess-client', most: 30, seconds: 3600 };
const PER_NETWORK: Limit = { name: 'guess-network', most: 100, seconds: 3600 };

/** Per account: so many wrong a day, and so many in a row until something else proves who it is (NIST SP 800-63B-4, 3.2.2). */
const PER_DAY: Limit = { name: 'guess-day', most: 20, seconds: 86_400 };
const IN_A_ROW: Limit = { name: 'guess-row', most: 100, seconds: 10 * 365 * 86_400 };

/** What is typed for one identifier, known or not. */
export const PIN_LIMIT: Limit = { name: 'pin-identifier', most: 5, seconds: 900 };
export const PASSWORD_LIMIT: Limit = { name: 'password-identifier', most: 5, seconds: 900 };

/** Something guessable that was typed, before anybody has looked whether it is right. */
export interface Guess {
  /** The network address it came from. */
  readonly client: string;
  /** What was typed as the identifier, folded; counted whether or not it belongs to anybody. */
  readonly identifier?: { readonly limit: Limit; readonly of: string } | undefined;
  /** Whom it could be: `accountsOf`. */
  readonly accounts: readonly string[];
}

/** Whether the brake of the org, or of the whole installation, holds. */
export async function braked(services: Services, orgId: string): Promise<boolean> {
  const row = await services.db.inReadScope(gate(orgId), (tx) =>
    tx
      .selectFrom('brakes')
      .select('org_id')
      .where('org_id', 'in', [orgId, NIL_ID])
      .where('ends_at', '>', services.now())
      .limit(1)
      .executeTakeFirst(),
  );
  return row !== undefined;
}

/**
 * Counts a guess as wrong, before anything is hashed, and says whether it may be looked at: counted first, any number of
 * parallel guesses on any number of processes are counted one by one. `guessWasRight` takes it back.
 */
export async function countGuess(services: Services, org: OrgRow, guess: Guess): Promise<boolean> {
  const now = services.now();
  const scope = gate(org.id);
  const within = await services.db.inScope(scope, async (tx) => {
    const counts = ([limit, of]: Counter) => withinLimit(tx, services.keys, { limit, of, orgId: org.id, now });
    // One after the other: guesses that a nearer limit stops must not use up the budget of everybody.
    for (const counters of [nearby(guess), accounts(guess)]) {
      if (!(await Promise.all(counters.map(counts))).every(Boolean)) return false;
    }
    if (await counts([ORG_BUDGET, 'all'])) return true;
    await trip(tx, scope, org.id, now);
    return false;
  });
  return within && (await countInHouse(services, now));
}

async function countInHouse(services: Services, now: Temporal.Instant): Promise<boolean> {
  return services.db.inScope(gate(null), async (tx) => {
    if (await withinLimit(tx, services.keys, { limit: HOUSE_BUDGET, of: 'all', orgId: null, now })) return true;
    await trip(tx, gate(null), null, now);
    return false;
  });
}

/** Takes back what `countGuess` counted: the guess was right, and what was wrong before it no longer counts in a row. */
export async function guessWasRight(services: Services, org: OrgRow, guess: Guess): Promise<void> {
  await services.db.inScope(gate(org.id), async (tx) => {
    const back = ([limit, of]: Counter) => giveHitBack(tx, services.keys, { limit, of, orgId: org.id });
    for (const counter of [...nearby(guess), ...accounts(guess), [ORG_BUDGET, 'all'] as const]) await back(counter);
    for (const account of guess.accounts)
      await forgetHits(tx, services.keys, { limit: IN_A_ROW, of: account, orgId: org.id });
  });
  await services.db.inScope(gate(null), (tx) =>
    giveHitBack(tx, services.keys, { limit: HOUSE_BUDGET, of: 'all', orgId: null }),
  );
}

type Counter = readonly [limit: Limit, of: string];

function nearby({ client, identifier }: Guess): readonly Counter[] {
  return [
    [PER_CLIENT, client],
    [PER_NETWORK, networkOf(client)],
    ...(identifier ? [[identifier.limit, identifier.of] as const] : []),
  ];
}

function accounts(guess: Guess): readonly Counter[] {
  return guess.accounts.flatMap((account) => [[PER_DAY, account] as const, [IN_A_ROW, account] as const]);
}

/** The contacts a guess could be of; nobody's is counted under what was typed, so that it takes as long. */
export function accountsOf(people: readonly { readonly contactId: string }[], typed: string): readonly string[] {
  return people.length > 0 ? people.map((person) => person.contactId) : [`nobody:${typed}`];
}

/** Pulls the brake, unless it holds already. */
async function trip(tx: Tx, scope: GateActor, orgId: string | null, now: Temporal.Instant): Promise<void> {
  const tripped = await tx
    .insertInto('brakes')
    .values({ org_id: orgId ?? NIL_ID, tripped_at: now, ends_at: now.add({ minutes: BRAKE_MINUTES }) })
    .onConflict((conflict) =>
      conflict
        .column('org_id')
        .doUpdateSet((eb) => ({ tripped_at: eb.ref('excluded.tripped_at'), ends_at: eb.ref('excluded.ends_at') }))
        .where('brakes.ends_at', '<=', now),
    )
    .executeTakeFirst();
  if (orgId === null || tripped.numInsertedOrUpdatedRows !== 1n) return;
  await record(tx, scope, 'sign_in.braked', { now, subject: { kind: 'org', id: orgId } });
}
