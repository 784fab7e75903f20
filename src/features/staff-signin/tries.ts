import type { Context } from 'hono';
import { z } from 'zod';
import { gate, system } from '../../kernel/actor.ts';
import { NIL_ID } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { clientAddress, networkOf } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { addTask, defineTask } from '../../platform/tasks/index.ts';
import { deviceOf } from '../sessions/index.ts';
import type { Member } from './member.ts';

/** Long enough to look back after a summer, short enough not to be a diary. */
export const TRIES_KEPT_DAYS = 90;

export const WAYS = ['password', 'totp', 'recovery_code', 'passkey'] as const;
export type Way = (typeof WAYS)[number];
/** in: signed in. half: the password was right and the second step is still to come. */
export const OUTCOMES = ['in', 'half', 'wrong', 'locked'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** From where somebody tries. */
export interface Place {
  readonly device: string;
  /** The address, for counting tries; it is kept as a keyed hash only. */
  readonly client: string;
}

export function placeOf(c: Context, services: Services): Place {
  return { device: deviceOf(c), client: clientAddress(c, services.trustedProxies) };
}

interface Try {
  readonly way: Way;
  readonly outcome: Outcome;
  readonly place: Place;
}

/**
 * Notes a failure of whoever has this address, in every office they belong to, or of nobody: found out by a task, so
 * that the answer at the door is the same and takes as long for an address nobody has.
 */
export async function noteFailure(services: Services, { email, ...tried }: Try & { email: string }): Promise<void> {
  await services.db.inScope(gate(NIL_ID), (tx) =>
    addTask(tx, noteTryTask, { org_id: NIL_ID, email, ...noted(tried, services.now()) }),
  );
}

/** Notes a try of a member who is known, in the transaction of what came of it. */
export async function noteTry(tx: Tx, { orgId, staffId }: Member, tried: Try, now: Temporal.Instant): Promise<void> {
  await addTask(tx, noteTryTask, { org_id: orgId, staff_id: staffId, ...noted(tried, now) });
}

function noted({ way, outcome, place }: Try, now: Temporal.Instant) {
  const network = place.client === 'unknown' ? null : networkOf(place.client);
  return { id: crypto.randomUUID(), way, outcome, device: place.device, network, at: now.toString() };
}

/** Writes tries into the history and forgets those that are old. */
export const noteTryTask = defineTask(
  'note-staff-try',
  z.object({
    org_id: z.uuid(),
    id: z.uuid(),
    email: z.string().max(254).optional(),
    staff_id: z.uuid().optional(),
    way: z.enum(WAYS),
    outcome: z.enum(OUTCOMES),
    device: z.string().max(80),
    network: z.string().max(60).nullable(),
    at: z.string(),
  }),
  async ({ org_id, staff_id, email = '', ...tried }, { services }: { services: Services }) => {
    const members = staff_id === undefined ? await membersAt(services, email) : [{ org_id, id: staff_id }];
    for (const member of members) {
      await services.db.inScope(system(member.org_id, 'sign-in history'), async (tx) => {
        const { at, ...facts } = tried;
        await tx
          .insertInto('staff_tries')
          .values({ org_id: member.org_id, staff_id: member.id, ...facts, tried_at: Temporal.Instant.from(at) })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        await forgetOld(tx, member.org_id, services.now());
      });
    }
    await services.db.inScope(system(NIL_ID, 'sign-in history'), (tx) => forgetQuestions(tx, NIL_ID, services.now()));
  },
);

async function membersAt(services: Services, email: string) {
  return services.db.inReadScope(gate(null, { email }), (tx) =>
    tx
      .selectFrom('staff')
      .select(['org_id', 'id'])
      .where('email', '=', email)
      .where('archived_at', 'is', null)
      .limit(5)
      .execute(),
  );
}

async function forgetOld(tx: Tx, orgId: string, now: Temporal.Instant): Promise<void> {
  await tx
    .deleteFrom('staff_tries')
    .where('org_id', '=', orgId)
    .where('tried_at', '<', now.subtract({ hours: 24 * TRIES_KEPT_DAYS }))
    .execute();
  await tx
    .deleteFrom('staff_sign_ins')
    .where('org_id', '=', orgId)
    .where('expires_at', '<', now.subtract({ hours: 24 }))
    .execute();
  await forgetQuestions(tx, orgId, now);
}

/** Questions to authenticators that nobody answered. */
async function forgetQuestions(tx: Tx, orgId: string, now: Temporal.Instant): Promise<void> {
  await tx.deleteFrom('passkey_challenges').where('org_id', '=', orgId).where('expires_at', '<', now).execute();
}
