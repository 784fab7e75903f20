import { sql } from 'kysely';
import type { ContactActor, StaffActor } from '../../kernel/actor.ts';
import { sha256 } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { record } from '../audit/index.ts';
import { askQuestion, challengeOf, takeQuestion, type Question } from './challenge.ts';
import {
  MOST_PASSKEYS,
  PASSKEY_NAME_MOST,
  readRegistration,
  userHandle,
  type PasskeyOwner,
  type PasskeySite,
} from './passkey.ts';
import { ownerOf, passkeysOf } from './queries.ts';

/** Only these may make passkeys for themselves. */
export type PasskeyActor = StaffActor | ContactActor;

/** ES256, EdDSA and RS256 (COSE), which every authenticator has one of. */
const ALGORITHMS = [-7, -8, -257] as const;

export type PasskeyRefusal = 'passkeys.not-made' | 'passkeys.too-many';

/**
 * What the island needs to have a passkey made: the question's id and the options for the browser, as JSON.
 * @param label what the person's device shows beside the passkey: the address they sign in with, their name
 */
export async function askToRegister(
  services: Services,
  actor: PasskeyActor,
  { site, org, label }: { site: PasskeySite; org: { name: string }; label: { account: string; name: string } },
) {
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const owner = ownerOf(actor);
  const known = await services.db.inReadScope(actor, (tx) => passkeysOf(tx, actor));
  const challenge = await askQuestion(services, questionTo(actor, site, owner));
  const options = await generateRegistrationOptions({
    rpName: org.name,
    rpID: site.id,
    userID: userHandle(owner),
    userName: label.account,
    userDisplayName: label.name,
    challenge: challengeOf(services.keys, challenge),
    attestationType: 'none',
    supportedAlgorithmIDs: [...ALGORITHMS],
    excludeCredentials: known.map((one) => ({ id: one.credential_id, transports: [...one.transports] })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { challenge, options };
}

/**
 * Keeps the passkey that an authenticator made, when it answers a question that was put to this session. Returns why
 * not, or null. `typed` is what the island put into its form, `name` what the person calls it.
 */
export async function registerPasskey(
  services: Services,
  actor: PasskeyActor,
  { site, typed, name }: { site: PasskeySite; typed: string; name: string },
): Promise<PasskeyRefusal | null> {
  const registration = readRegistration(typed);
  const owner = ownerOf(actor);
  if (registration === null) return 'passkeys.not-made';
  if (!(await takeQuestion(services, registration.challenge, questionTo(actor, site, owner))))
    return 'passkeys.not-made';
  const made = await checked(services, site, registration);
  if (made === null) return 'passkeys.not-made';
  const now = services.now();
  return services.db.inScope(actor, async (tx) => {
    if (await isFull(tx, owner)) return 'passkeys.too-many';
    const row = await tx
      .insertInto('passkeys')
      .values({
        org_id: owner.orgId,
        staff_id: owner.kind === 'staff' ? owner.id : null,
        contact_id: owner.kind === 'contact' ? owner.id : null,
        ...made,
        name: shortName(name),
        created_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    // An authenticator's id that is known already: excluded above, so somebody made it up.
    if (!row) return 'passkeys.not-made';
    await record(tx, actor, 'passkey.added', {
      now,
      ...(actor.kind === 'contact' ? { customerId: actor.customerId } : {}),
      subject: { kind: owner.kind, id: owner.id },
    });
    return null;
  });
}

function questionTo(actor: PasskeyActor, site: PasskeySite, owner: PasskeyOwner): Question {
  return {
    purpose: 'registration',
    door: site.door,
    holder: actor.sessionId,
    orgId: owner.orgId,
    ownerId: owner.id,
  };
}

/** The columns of a passkey whose making was signed as asked; null otherwise. */
async function checked(
  services: Services,
  site: PasskeySite,
  { challenge, credential }: NonNullable<ReturnType<typeof readRegistration>>,
) {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...credential, clientExtensionResults: {} },
      expectedChallenge: Buffer.from(challengeOf(services.keys, challenge)).toString('base64url'),
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...ALGORITHMS],
    });
    if (!verified || registrationInfo === undefined) return null;
    const made = registrationInfo.credential;
    return {
      credential_id: made.id,
      credential_hash: sha256(made.id),
      public_key: Buffer.from(made.publicKey),
      counter: BigInt(made.counter),
      transports: credential.response.transports,
      is_synced: registrationInfo.credentialBackedUp,
    };
  } catch {
    // The library throws for every answer that is not what was asked for; which of them it was helps nobody.
    return null;
  }
}

/** Counts under a lock of the owner's, so that parallel makings don't pass the limit together. */
async function isFull(tx: Tx, owner: PasskeyOwner): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`passkeys ${owner.id}`}, 0))`.execute(tx);
  const { count } = await tx
    .selectFrom('passkeys')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
    .where('org_id', '=', owner.orgId)
    .where(owner.kind === 'staff' ? 'staff_id' : 'contact_id', '=', owner.id)
    .executeTakeFirstOrThrow();
  return count >= MOST_PASSKEYS;
}

export function shortName(name: string): string {
  return [...name.trim()].slice(0, PASSKEY_NAME_MOST).join('') || '?';
}
