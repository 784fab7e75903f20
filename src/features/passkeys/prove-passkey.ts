import { gate, type ContactActor, type StaffActor } from '../../kernel/actor.ts';
import { sha256 } from '../../platform/crypto/index.ts';
import type { Services } from '../../platform/services.ts';
import { askQuestion, challengeOf, takeQuestion, type Question } from './challenge.ts';
import { claimedOwner, readAssertion, type Assertion, type PasskeyOwner, type PasskeySite } from './passkey.ts';
import { ownerOf, passkeysOf } from './queries.ts';

/**
 * Asks any passkey of this site to sign in: no address is typed, the person's device offers what it has. The caller
 * counts tries. `holder` is the secret of the asking browser; `orgId` is null in the office, where it isn't known yet.
 */
export async function askToSignInByPasskey(
  services: Services,
  { site, holder, orgId }: { site: PasskeySite; holder: string; orgId: string | null },
) {
  return asked(services, site, signInQuestion(site, holder, orgId), []);
}

/**
 * Whose passkey answered, or null. User verification (a finger, a face, the device's PIN) is required, so a passkey
 * is possession and person at once: two factors. Whether the person may come in is for the caller to say.
 */
export async function provePasskey(
  services: Services,
  { site, holder, orgId, typed }: { site: PasskeySite; holder: string; orgId: string | null; typed: string },
): Promise<PasskeyOwner | null> {
  const assertion = readAssertion(typed);
  if (assertion === null) return null;
  if (!(await takeQuestion(services, assertion.challenge, signInQuestion(site, holder, orgId)))) return null;
  const owner = claimedOwner(assertion.credential.response.userHandle ?? '');
  const isOfDoor = owner?.kind === (site.door === 'office' ? 'staff' : 'contact');
  if (owner === null || !isOfDoor || (orgId !== null && owner.orgId !== orgId)) return null;
  return (await signedBy(services, site, assertion, owner)) ? owner : null;
}

/** Asks somebody who is signed in to show again, by one of their own passkeys, that it is them. */
export async function askToConfirmByPasskey(services: Services, actor: StaffActor | ContactActor, site: PasskeySite) {
  const known = await services.db.inReadScope(actor, (tx) => passkeysOf(tx, actor));
  return asked(services, site, confirmQuestion(actor, site), known);
}

export async function confirmByPasskey(
  services: Services,
  actor: StaffActor | ContactActor,
  { site, typed }: { site: PasskeySite; typed: string },
): Promise<boolean> {
  const assertion = readAssertion(typed);
  if (assertion === null) return false;
  if (!(await takeQuestion(services, assertion.challenge, confirmQuestion(actor, site)))) return false;
  return signedBy(services, site, assertion, ownerOf(actor));
}

function signInQuestion(site: PasskeySite, holder: string, orgId: string | null): Question {
  return { purpose: 'sign_in', door: site.door, holder, orgId, ownerId: null };
}

function confirmQuestion(actor: StaffActor | ContactActor, site: PasskeySite): Question {
  const { orgId, id } = ownerOf(actor);
  return { purpose: 'confirmation', door: site.door, holder: actor.sessionId, orgId, ownerId: id };
}

async function asked(
  services: Services,
  site: PasskeySite,
  question: Question,
  allowed: readonly { readonly credential_id: string; readonly transports: readonly string[] }[],
) {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  const challenge = await askQuestion(services, question);
  const options = await generateAuthenticationOptions({
    rpID: site.id,
    challenge: challengeOf(services.keys, challenge),
    allowCredentials: allowed.map((one) => ({ id: one.credential_id, transports: [...one.transports] })),
    userVerification: 'required',
  });
  return { challenge, options };
}

/** Whether this owner's passkey signed the question. Its counter moves on, and one that goes back is refused. */
async function signedBy(
  services: Services,
  site: PasskeySite,
  { challenge, credential }: Assertion,
  owner: PasskeyOwner,
): Promise<boolean> {
  const hash = sha256(credential.id);
  const visitor = gate(owner.orgId, { credentialHash: hash.toString('hex') });
  const passkey = await services.db.inReadScope(visitor, (tx) =>
    tx
      .selectFrom('passkeys')
      .select(['id', 'staff_id', 'contact_id', 'credential_id', 'public_key', 'counter'])
      .where('org_id', '=', owner.orgId)
      .where('credential_hash', '=', hash)
      .executeTakeFirst(),
  );
  if (!passkey || (owner.kind === 'staff' ? passkey.staff_id : passkey.contact_id) !== owner.id) return false;
  const use = await verified(services, site, { challenge, credential }, passkey);
  if (use === null) return false;
  const moved = await services.db.inScope(visitor, (tx) =>
    tx
      .updateTable('passkeys')
      .set({ counter: use.counter, is_synced: use.isSynced, last_used_at: services.now() })
      .where('org_id', '=', owner.orgId)
      .where('id', '=', passkey.id)
      .where((eb) => eb.or([eb('counter', '<', use.counter), eb('counter', '=', 0n)]))
      .executeTakeFirst(),
  );
  return moved.numUpdatedRows === 1n;
}

async function verified(
  services: Services,
  site: PasskeySite,
  { challenge, credential }: Assertion,
  passkey: { credential_id: string; public_key: Uint8Array; counter: bigint },
): Promise<{ counter: bigint; isSynced: boolean } | null> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { userHandle, ...response } = credential.response;
  try {
    const { verified: isRight, authenticationInfo: info } = await verifyAuthenticationResponse({
      response: {
        ...credential,
        clientExtensionResults: {},
        response: { ...response, ...(userHandle === undefined ? {} : { userHandle }) },
      },
      expectedChallenge: Buffer.from(challengeOf(services.keys, challenge)).toString('base64url'),
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      credential: {
        id: passkey.credential_id,
        publicKey: Uint8Array.from(passkey.public_key),
        counter: Number(passkey.counter),
      },
      requireUserVerification: true,
    });
    return isRight ? { counter: BigInt(info.newCounter), isSynced: info.credentialBackedUp } : null;
  } catch {
    return null; // As for a registration: every wrong answer is the same to whoever sent it.
  }
}
