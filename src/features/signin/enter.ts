import type { Context } from 'hono';
import { gate } from '../../kernel/actor.ts';
import { newSecret, sha256 } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { clientAddress, cookiesOf } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { beginSession, deviceOf, giveCookie, portalCookie, type OrgRow } from '../sessions/index.ts';
import { record } from '../audit/index.ts';
import { writeTry } from '../brake/index.ts';
import type { Person } from './people.ts';
import { useRequest, type SignInRequest } from './requests.ts';

export type Way = 'sign_in_link' | 'code' | 'pin' | 'password' | 'passkey';

/** A device is remembered for this long after its owner proved an address on it. */
const DEVICE_DAYS = 180;

export function deviceCookie(slug: string): string {
  return `device_${slug}`;
}

/**
 * Signs a person in: uses up the request (when there is one), begins the session, remembers the device, hands out the
 * cookies. False when the request was used by somebody else in the meantime.
 */
export async function enterAs(
  c: Context,
  services: Services,
  { org, person, request, way }: { org: OrgRow; person: Person; request: SignInRequest | null; way: Way },
): Promise<boolean> {
  const now = services.now();
  const cookies = cookiesOf(c, services.baseUrl);
  const deviceSecret = cookies.get(deviceCookie(org.slug)) ?? newSecret();
  const visitor = gate(org.id, request === null ? {} : { subjectId: request.id });
  const session = await services.db.inScope(visitor, async (tx) => {
    if (request !== null && !(await useRequest(tx, request, now))) return null;
    const proved = request !== null && provesAddress(request);
    if (proved) await rememberDevice(tx, org, person, { secret: deviceSecret, label: deviceOf(c), now });
    const begun = await beginSession(
      tx,
      org,
      { kind: 'portal', beganBy: way, customerId: person.customerId, contactId: person.contactId, steppedUp: proved },
      { now, device: deviceOf(c) },
    );
    await record(tx, visitor, 'contact.signed_in', {
      now,
      customerId: person.customerId,
      subject: { kind: 'contact', id: person.contactId },
      data: { way },
    });
    const client = clientAddress(c, services.trustedProxies);
    await writeTry(tx, org.id, person, { way, outcome: 'in', device: deviceOf(c), client, at: now });
    return begun;
  });
  if (session === null) return false;
  giveCookie(c, services, portalCookie(org.slug), session);
  if (request !== null && provesAddress(request)) {
    cookies.set(deviceCookie(org.slug), deviceSecret, { sameSite: 'Lax', maxAgeSeconds: DEVICE_DAYS * 86_400 });
  }
  return true;
}

/** A choice after a PIN or password proves nothing about an address; a code or link from a message does. */
function provesAddress({ purpose }: SignInRequest): boolean {
  return purpose === 'sign_in' || purpose === 'device';
}

async function rememberDevice(
  tx: Tx,
  org: OrgRow,
  person: Person,
  { secret, label, now }: { secret: string; label: string; now: Temporal.Instant },
): Promise<void> {
  await tx
    .insertInto('known_devices')
    .values({ org_id: org.id, contact_id: person.contactId, secret_hash: sha256(secret), label, proved_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
