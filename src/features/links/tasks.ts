import { z } from 'zod';
import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { defineTask } from '../../platform/tasks/index.ts';
import { orgRow } from '../sessions/index.ts';
import { sendLink } from './send-link.ts';
import { linkState } from './link.ts';
import { findLinkById } from './queries.ts';
import { refreshLink } from './share-link.ts';

/** Gives an ended link a new term and address and sends it to the address on file. */
export const renewLinkTask = defineTask(
  'renew-link',
  z.object({ org_id: z.uuid(), link_id: z.uuid() }),
  async ({ org_id, link_id }, { actor, services }: { actor: SystemActor; services: Services }) => {
    await services.db.inScope(actor, (tx) => renew(tx, actor, org_id, link_id, services.now()));
  },
);

async function renew(tx: Tx, actor: SystemActor, orgId: string, linkId: string, now: Temporal.Instant): Promise<void> {
  const [org, link] = await Promise.all([orgRow(tx, orgId), findLinkById(tx, actor, linkId)]);
  // Refreshed or switched off since: then there is nothing to renew.
  if (!org || !link || linkState(link, now) !== 'expired') return;
  const fresh = await refreshLink(tx, actor, org, link, now);
  await sendLink(tx, actor, org, fresh, { kind: 'link_renewal', now });
}
