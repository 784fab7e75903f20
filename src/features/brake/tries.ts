import { z } from 'zod';
import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { networkOf } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { forEachOrg } from '../orgs/index.ts';
import { addTask, defineTask, type Chore } from '../../platform/tasks/index.ts';

const WAYS = ['sign_in_link', 'code', 'pin', 'password', 'passkey', 'step_up'] as const;
export type TryWay = (typeof WAYS)[number];
const OUTCOMES = ['in', 'half', 'wrong'] as const;

/** One try to sign in. `half`: right, and something else is still asked for. */
export interface Try {
  readonly way: TryWay;
  readonly outcome: (typeof OUTCOMES)[number];
  readonly device: string;
  /** The network address it came from; kept as the network it belongs to. */
  readonly client: string;
  readonly at: Temporal.Instant;
}

interface Tried {
  readonly contactId: string;
  readonly customerId: string;
}

/** Writes down a try of a contact. */
export async function writeTry(tx: Tx, orgId: string, contact: Tried, { client, at, ...what }: Try): Promise<void> {
  await tx
    .insertInto('contact_tries')
    .values({
      org_id: orgId,
      contact_id: contact.contactId,
      customer_id: contact.customerId,
      ...what,
      network: networkOf(client),
      tried_at: at,
    })
    .execute();
}

export const noteTriesTask = defineTask(
  'note-contact-tries',
  z.object({
    org_id: z.uuid(),
    contacts: z.array(z.object({ contactId: z.uuid(), customerId: z.uuid() })).max(5),
    way: z.enum(WAYS),
    outcome: z.enum(OUTCOMES),
    device: z.string().max(80),
    network: z.string().max(60),
    at: z.string(),
  }),
  async (
    { org_id, contacts, at, network, ...what },
    { actor, services }: { actor: SystemActor; services: Services },
  ) => {
    if (contacts.length === 0) return;
    await services.db.inScope(actor, async (tx) => {
      for (const contact of contacts)
        await writeTry(tx, org_id, contact, { ...what, client: network, at: Temporal.Instant.from(at) });
    });
  },
);

/**
 * Has a task write down a try of whoever it hit, often nobody. Written here and now it would tell by its time whether
 * somebody was hit.
 */
export async function noteTries(
  services: Services,
  scope: Parameters<Services['db']['inScope']>[0],
  orgId: string,
  contacts: readonly Tried[],
  { client, at, ...what }: Try,
): Promise<void> {
  await services.db.inScope(scope, (tx) =>
    addTask(tx, noteTriesTask, {
      org_id: orgId,
      contacts: contacts.slice(0, 5).map(({ contactId, customerId }) => ({ contactId, customerId })),
      ...what,
      network: networkOf(client),
      at: at.toString(),
    }),
  );
}

const KEPT_DAYS = 90;

/** Tries are kept for 90 days, and what step-ups leave behind for one. */
export const forgetTriesChore: Chore<Services> = {
  name: 'forget-old-tries',
  when: '41 3 * * *',
  run: (services) =>
    forEachOrg(services, 'forget-old-tries', (actor) =>
      services.db.inScope(actor, async (tx) => {
        const now = services.now();
        await tx
          .deleteFrom('contact_tries')
          .where('org_id', '=', actor.orgId)
          .where('tried_at', '<', now.subtract({ hours: 24 * KEPT_DAYS }))
          .execute();
        await tx
          .deleteFrom('step_ups')
          .where('org_id', '=', actor.orgId)
          .where('expires_at', '<', now.subtract({ hours: 24 }))
          .execute();
      }),
    ),
};
