import { z } from 'zod';
import type { SystemActor } from '../../kernel/actor.ts';
import type { Services } from '../../platform/services.ts';
import { defineTask } from '../../platform/tasks/index.ts';
import { orgRow } from '../sessions/index.ts';
import { queueStaffNews, STAFF_NEWS } from '../letters/index.ts';

/** Writes to a member that something about how they sign in has changed, in case it was not them. */
export const tellStaffTask = defineTask(
  'tell-staff',
  z.object({
    org_id: z.uuid(),
    staff_id: z.uuid(),
    what: z.enum(STAFF_NEWS),
    device: z.string().max(80).default('?'),
    at: z.string(),
  }),
  async ({ org_id, staff_id, what, device, at }, { actor, services }: { actor: SystemActor; services: Services }) => {
    await services.db.inScope(actor, async (tx) => {
      const [org, member] = await Promise.all([
        orgRow(tx, org_id),
        tx
          .selectFrom('staff')
          .select(['id', 'name', 'email'])
          .where('org_id', '=', org_id)
          .where('id', '=', staff_id)
          .where('archived_at', 'is', null)
          .executeTakeFirst(),
      ]);
      if (!org || !member) return;
      const to = { channel: 'email', address: member.email, name: member.name, staffId: member.id } as const;
      const news = { what, device, at: Temporal.Instant.from(at) };
      await queueStaffNews(tx, actor, org, news, { to, now: services.now() });
    });
  },
);
