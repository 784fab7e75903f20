import { z } from 'zod';
import { gate, system } from '../../kernel/actor.ts';
import { NIL_ID } from '../../kernel/ids.ts';
import type { Services } from '../../platform/services.ts';
import { addTask, defineTask } from '../../platform/tasks/index.ts';
import { orgRow } from '../sessions/index.ts';
import { withinLimit, type Limit } from '../limits/index.ts';
import { sendStaffLink } from './staff-links.ts';

const RESET_PER_ADDRESS: Limit = { name: 'staff-reset', most: 3, seconds: 3600 };
const RESET_PER_CLIENT: Limit = { name: 'staff-reset-client', most: 30, seconds: 900 };

/**
 * Takes a wish for a new password. Nobody is looked up here, so the answer is the same, and takes as long, for an address
 * nobody has; a task finds the members and writes to them.
 */
export async function askForPassword(
  services: Services,
  { email, client }: { email: string; client: string },
): Promise<void> {
  const now = services.now();
  await services.db.inScope(gate(NIL_ID), async (tx) => {
    const counted = await Promise.all([
      withinLimit(tx, services.keys, { limit: RESET_PER_ADDRESS, of: email, orgId: null, now }),
      withinLimit(tx, services.keys, { limit: RESET_PER_CLIENT, of: client, orgId: null, now }),
    ]);
    if (counted.every(Boolean)) await addTask(tx, sendStaffLinkTask, { org_id: NIL_ID, email });
  });
}

/** Writes a link for a new password to every office an address belongs to. */
export const sendStaffLinkTask = defineTask(
  'send-staff-link',
  z.object({ org_id: z.uuid(), email: z.string().max(254) }),
  async ({ email }, { services }: { services: Services }) => {
    const members = await services.db.inReadScope(gate(null, { email }), (tx) =>
      tx
        .selectFrom('staff')
        .select(['org_id', 'id', 'name', 'email'])
        .where('email', '=', email)
        .where('archived_at', 'is', null)
        .limit(5)
        .execute(),
    );
    for (const { org_id, ...member } of members) {
      const actor = system(org_id, 'password reset');
      await services.db.inScope(actor, async (tx) => {
        const org = await orgRow(tx, org_id);
        if (org) await sendStaffLink(tx, actor, { org, member, purpose: 'reset' }, services.now());
      });
    }
  },
);
