import type { Selectable } from 'kysely';
import type { SignInRequests } from '../../../db/types.ts';
import { gate } from '../../kernel/actor.ts';
import { sameText, sha256, sixDigits, tokenMatches } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { withinLimit, type Limit } from '../limits/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { accountsOf, countGuess, guessWasRight, noteTries } from '../brake/index.ts';
import type { Identifier } from './identifier.ts';
import { peopleBehind, type Person } from './people.ts';
import { sendSignInTask } from './tasks.ts';

export type SignInRequest = Selectable<SignInRequests>;

export const CODE_MINUTES = 15;
export const CODE_TRIES = 5;

/** Sending costs the org money and the owner of the address patience: after 60 s again, 5 an hour, 10 a day. */
const PER_ADDRESS: readonly Limit[] = [
  { name: 'sign-in-again', most: 1, seconds: 60 },
  { name: 'sign-in-hour', most: 5, seconds: 3600 },
  { name: 'sign-in-day', most: 10, seconds: 86_400 },
];
const PER_CLIENT: Limit = { name: 'sign-in-client', most: 30, seconds: 3600 };
const PER_ORG: Limit = { name: 'sign-in-org', most: 1000, seconds: 3600 };

export interface Asker {
  /** The secret of the asking browser. */
  readonly browser: string;
  /** Its network address. */
  readonly client: string;
}

/**
 * Takes a wish for a link and a PIN. Nobody is looked up here: the answer is the same, and takes as long, whether or
 * not the person exists, and past the limits too. A task finds the person and sends.
 */
export async function askToSignIn(
  services: Services,
  org: OrgRow,
  identifier: Identifier,
  asker: Asker,
): Promise<string> {
  const now = services.now();
  return services.db.inScope(gate(org.id), async (tx) => {
    const id = await writeRequest(tx, org, {
      identifier,
      purpose: 'sign_in',
      contactIds: [],
      browser: asker.browser,
      now,
    });
    if (await mayBeSent(tx, services, org, identifier, asker))
      await addTask(tx, sendSignInTask, { org_id: org.id, request_id: id });
    return id;
  });
}

/** What somebody has shown so far: a PIN or password that fits these contacts. */
export interface Shown {
  readonly identifier: Identifier;
  readonly contactIds: readonly string[];
  readonly asker: Asker;
}

/** A PIN was right on an unknown device: the address proves the rest. */
export async function askToProveDevice(
  services: Services,
  org: OrgRow,
  { identifier, contactIds, asker }: Shown,
): Promise<string> {
  const now = services.now();
  return services.db.inScope(gate(org.id), async (tx) => {
    const id = await writeRequest(tx, org, { identifier, purpose: 'device', contactIds, browser: asker.browser, now });
    if (await mayBeSent(tx, services, org, identifier, asker))
      await addTask(tx, sendSignInTask, { org_id: org.id, request_id: id });
    return id;
  });
}

/** A PIN or password fits several contacts, and nothing else is asked for: they choose which one they are. */
export async function askToChoose(
  services: Services,
  org: OrgRow,
  { identifier, contactIds, asker, way }: Shown & { readonly way: 'pin' | 'password' },
): Promise<string> {
  const now = services.now();
  return services.db.inScope(gate(org.id), (tx) =>
    writeRequest(tx, org, { identifier, purpose: way, contactIds, browser: asker.browser, now, provedAt: now }),
  );
}

async function mayBeSent(
  tx: Tx,
  services: Services,
  org: OrgRow,
  identifier: Identifier,
  asker: Asker,
): Promise<boolean> {
  const address = `${identifier.kind}:${identifier.value}`;
  const tries: [Limit, string][] = [
    ...PER_ADDRESS.map((limit): [Limit, string] => [limit, address]),
    [PER_CLIENT, asker.client],
    [PER_ORG, 'all'],
  ];
  const counted = await Promise.all(
    tries.map(([limit, of]) => withinLimit(tx, services.keys, { limit, of, orgId: org.id, now: services.now() })),
  );
  return counted.every(Boolean);
}

interface NewRequest {
  readonly identifier: Identifier;
  readonly purpose: 'sign_in' | 'device' | 'pin' | 'password';
  /** Only these may come in by it; anybody behind the identifier when it is empty. */
  readonly contactIds: readonly string[];
  readonly browser: string;
  readonly now: Temporal.Instant;
  readonly provedAt?: Temporal.Instant;
}

async function writeRequest(
  tx: Tx,
  org: OrgRow,
  { identifier, purpose, contactIds, browser, now, provedAt }: NewRequest,
): Promise<string> {
  // The id is made here: the gate can read a request back only when it already knows its id.
  const id = crypto.randomUUID();
  await tx
    .insertInto('sign_in_requests')
    .values({
      org_id: org.id,
      id,
      purpose,
      identifier_kind: identifier.kind,
      identifier: identifier.value,
      contact_ids: [...contactIds],
      proved_at: provedAt ?? null,
      browser_hash: sha256(browser),
      created_at: now,
      expires_at: now.add({ minutes: CODE_MINUTES }),
    })
    .execute();
  return id;
}

/** What a person shows: the digits of the message, or its link from the browser that asked. */
export type Proof =
  | {
      readonly kind: 'code';
      readonly code: string;
      readonly org: OrgRow;
      readonly client: string;
      readonly device: string;
    }
  | { readonly kind: 'link'; readonly token: string; readonly browser: string | null; readonly code: string };

/**
 * Tries a proof. The try is counted first and in one statement, so five tries are five, however many arrive at once;
 * success is claimed in one statement too, so a code or link works once. Null when the proof fails, for whatever reason.
 */
export async function proveRequest(services: Services, id: string, proof: Proof): Promise<SignInRequest | null> {
  const now = services.now();
  const tried = await services.db.inScope(gate(null, { subjectId: id }), (tx) =>
    tx
      .updateTable('sign_in_requests')
      .set((eb) => ({ tries: eb('tries', '+', 1) }))
      .where('id', '=', id)
      .where('tries', '<', CODE_TRIES)
      .where('used_at', 'is', null)
      .where('proved_at', 'is', null)
      .where('expires_at', '>', now)
      .returningAll()
      .executeTakeFirst(),
  );
  if (!tried || !(await standsUp(services, tried, proof))) return null;
  const proved = await services.db.inScope(gate(null, { subjectId: id }), (tx) =>
    tx
      .updateTable('sign_in_requests')
      .set({ proved_at: now })
      .where('org_id', '=', tried.org_id)
      .where('id', '=', id)
      .where('proved_at', 'is', null)
      .where('used_at', 'is', null)
      .returningAll()
      .executeTakeFirst(),
  );
  return proved ?? null;
}

/** Whether a proof is right. A code can be guessed, so it counts as a guess before anybody looks at it; a link can't. */
async function standsUp(services: Services, request: SignInRequest, proof: Proof): Promise<boolean> {
  if (proof.kind === 'link') return proves(services, request, proof);
  const { org, client, device } = proof;
  const scope = gate(org.id);
  if (request.org_id !== org.id) return false;
  const people = await services.db.inReadScope(scope, (tx) => peopleOfRequest(tx, org, request, services.now()));
  const typed = `${request.identifier_kind}:${request.identifier}`;
  const guess = { client, accounts: accountsOf(people.slice(0, MOST_ACCOUNTS), typed) };
  if (!(await countGuess(services, org, guess))) return false;
  if (!proves(services, request, proof)) {
    const at = services.now();
    await noteTries(services, scope, org.id, people, { way: 'code', outcome: 'wrong', device, client, at });
    return false;
  }
  await guessWasRight(services, org, guess);
  return true;
}

/** A code of an address that many contacts share is counted for the first few of them. */
const MOST_ACCOUNTS = 3;

/** The people a request may become: after a PIN or password just those it fits. */
export async function peopleOfRequest(
  tx: Tx,
  org: OrgRow,
  request: SignInRequest,
  now: Temporal.Instant,
): Promise<readonly Person[]> {
  const kind = request.identifier_kind;
  if (kind !== 'email' && kind !== 'phone' && kind !== 'number') return [];
  const people = await peopleBehind(tx, org, { kind, value: request.identifier }, now);
  return request.contact_ids.length === 0
    ? people
    : people.filter((one) => request.contact_ids.includes(one.contactId));
}

function proves({ keys }: Services, request: SignInRequest, proof: Proof): boolean {
  const rightCode = sameText(proof.code, sixDigits(keys, 'sign-in-code', request.id, 1));
  if (proof.kind === 'code') return rightCode;
  const sameBrowser = proof.browser !== null && sha256(proof.browser).equals(request.browser_hash);
  return tokenMatches(keys, 'sign-in-link', proof.token, request.id, 1) && (sameBrowser || rightCode);
}

/** A request as its own holder may see it; null when it is gone. */
export async function findRequest(services: Services, id: string): Promise<SignInRequest | null> {
  const row = await services.db.inReadScope(gate(null, { subjectId: id }), (tx) =>
    tx.selectFrom('sign_in_requests').selectAll().where('id', '=', id).executeTakeFirst(),
  );
  return row ?? null;
}

/** Uses up a proved request: true for exactly one caller. */
export async function useRequest(tx: Tx, request: SignInRequest, now: Temporal.Instant): Promise<boolean> {
  const used = await tx
    .updateTable('sign_in_requests')
    .set({ used_at: now })
    .where('org_id', '=', request.org_id)
    .where('id', '=', request.id)
    .where('proved_at', 'is not', null)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}
