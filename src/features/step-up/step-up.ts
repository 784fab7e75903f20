import { system, type PortalActor } from '../../kernel/actor.ts';
import { newSecret, sameText, sha256 } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { reachOf, type Reach } from '../fresh-proof/index.ts';
import { withinLimit, type Limit } from '../limits/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { record } from '../audit/index.ts';
import { countGuess, guessWasRight, writeTry } from '../brake/index.ts';
import { queueNotice } from '../letters/index.ts';
import { stepUpCode } from './secret.ts';

export const CODE_MINUTES = 10;
export const CODE_TRIES = 5;

export type Channel = 'email' | 'sms';

const AGAIN: Limit = { name: 'step-up-again', most: 1, seconds: 60 };
const PER_CONTACT: readonly Limit[] = [
  { name: 'step-up-hour', most: 5, seconds: 3600 },
  { name: 'step-up-day', most: 10, seconds: 86_400 },
];

/**
 * Sends a PIN to an address on file and returns the step-up's id. Within a minute of the last one nothing is sent and
 * that one counts. Null when the limits are reached, or the contact has no address of that kind.
 */
export async function sendStepUp(
  services: Services,
  org: OrgRow,
  actor: PortalActor,
  channel: Channel,
): Promise<string | null> {
  const now = services.now();
  const sender = system(org.id, 'step-up');
  return services.db.inScope(sender, async (tx) => {
    const reach = await reachOf(tx, actor);
    const address = channel === 'email' ? reach?.email : reach?.phone;
    if (!reach || !address) return null;
    const counts = (limit: Limit) =>
      withinLimit(tx, services.keys, { limit, of: `${reach.contactId}:${channel}`, orgId: org.id, now });
    if (!(await counts(AGAIN))) return newestOf(tx, actor, channel, now);
    const within = await Promise.all(PER_CONTACT.map(counts));
    if (!within.every(Boolean)) return null;
    const stepUp = await writeStepUp(tx, actor, reach, channel, now);
    const about = { customerId: actor.customerId, contactId: reach.contactId, name: reach.name };
    await queueNotice(tx, sender, org, { kind: 'step_up', stepUp }, { ...about, channel, address }, now);
    return stepUp.id;
  });
}

async function newestOf(tx: Tx, actor: PortalActor, channel: Channel, now: Temporal.Instant): Promise<string | null> {
  const row = await tx
    .selectFrom('step_ups')
    .select('id')
    .where('org_id', '=', actor.orgId)
    .where('session_id', '=', actor.sessionId)
    .where('channel', '=', channel)
    .where('proved_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  return row?.id ?? null;
}

function writeStepUp(tx: Tx, actor: PortalActor, reach: Reach, channel: Channel, now: Temporal.Instant) {
  return tx
    .insertInto('step_ups')
    .values({
      org_id: actor.orgId,
      session_id: actor.sessionId,
      contact_id: reach.contactId,
      channel,
      created_at: now,
      expires_at: now.add({ minutes: CODE_MINUTES }),
    })
    .returning(['id', 'expires_at'])
    .executeTakeFirstOrThrow();
}

interface TypedCode {
  readonly id: string;
  readonly code: string;
  readonly sessionSecret: string;
  readonly client: string;
  readonly device: string;
}

/**
 * Tries the PIN of a session's step-up. The try is counted first, in one statement, so five are five however many arrive
 * at once. When it is right the session is stepped up and gets another secret, which is returned; whoever held the old
 * one is out. A contact who came by a link has then shown what signing in by message shows, so the session counts as
 * any other; a link to a customer still names nobody and stays one.
 */
export async function proveStepUp(
  services: Services,
  actor: PortalActor,
  org: OrgRow,
  { id, code, sessionSecret, client, device }: TypedCode,
): Promise<{ readonly secret: string; readonly expiresAt: Temporal.Instant } | null> {
  const now = services.now();
  const hash = sha256(sessionSecret);
  const scope = system(actor.orgId, 'step-up');
  const tried = await services.db.inScope(scope, (tx) =>
    tx
      .updateTable('step_ups')
      .set((eb) => ({ tries: eb('tries', '+', 1) }))
      .where('org_id', '=', actor.orgId)
      .where('id', '=', id)
      .where('session_id', '=', actor.sessionId)
      .where('tries', '<', CODE_TRIES)
      .where('proved_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('contact_id')
      .executeTakeFirst(),
  );
  if (!tried) return null;
  const guess = { client, accounts: [tried.contact_id] };
  if (!(await countGuess(services, org, guess))) return null;
  const contact = { contactId: tried.contact_id, customerId: actor.customerId };
  const right = sameText(code, stepUpCode(services, id));
  await services.db.inScope(scope, (tx) =>
    writeTry(tx, org.id, contact, { way: 'step_up', outcome: right ? 'in' : 'wrong', device, client, at: now }),
  );
  if (!right) return null;
  await guessWasRight(services, org, guess);
  const secret = newSecret();
  return services.db.inScope(scope, async (tx) => {
    const proved = await tx
      .updateTable('step_ups')
      .set({ proved_at: now })
      .where('org_id', '=', actor.orgId)
      .where('id', '=', id)
      .where('proved_at', 'is', null)
      .executeTakeFirst();
    if (proved.numUpdatedRows === 0n) return null;
    return stepUpSession(tx, actor, { hash, secret, now, way: 'code' });
  });
}

/** The same after one of the contact's own passkeys was shown. */
export async function stepUpByPasskey(services: Services, actor: PortalActor, sessionSecret: string) {
  const now = services.now();
  return services.db.inScope(system(actor.orgId, 'step-up'), (tx) =>
    stepUpSession(tx, actor, { hash: sha256(sessionSecret), secret: newSecret(), now, way: 'passkey' }),
  );
}

/** Raises a session that has shown who sits there. Null when it ended in the meantime. */
async function stepUpSession(
  tx: Tx,
  actor: PortalActor,
  { hash, secret, now, way }: { hash: Buffer; secret: string; now: Temporal.Instant; way: 'code' | 'passkey' },
): Promise<{ readonly secret: string; readonly expiresAt: Temporal.Instant } | null> {
  const session = await tx
    .updateTable('sessions')
    .set({
      stepped_up_at: now,
      token_hash: sha256(secret),
      ...(actor.kind === 'contact' ? { assurance: 'normal' } : {}),
    })
    .where('org_id', '=', actor.orgId)
    .where('token_hash', '=', hash)
    .where('ended_at', 'is', null)
    .returning('expires_at')
    .executeTakeFirst();
  if (!session) return null;
  await record(tx, actor, 'session.stepped_up', {
    now,
    customerId: actor.customerId,
    ...(actor.kind === 'contact' ? { subject: { kind: 'contact', id: actor.contactId } } : {}),
    data: { way },
  });
  return { secret, expiresAt: session.expires_at };
}
