import { z } from 'zod';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { isStaffRole } from '../../kernel/permissions.ts';
import type { Services } from '../../platform/services.ts';
import { defineTask } from '../../platform/tasks/index.ts';
import { carryOut } from './carry-out.ts';
import { AT_ONCE } from './grant.ts';

/** Carries a big grant out, a stretch at a time, in the name of whoever asked for it. Cut off, it goes on where it was. */
export const bulkGrantTask = defineTask(
  'bulk-grant',
  z.object({ org_id: z.uuid(), grant_id: z.uuid(), staff_id: z.uuid() }),
  async (asked, { actor, services }: { actor: SystemActor; services: Services }) => {
    const staff = await staffOf(services, actor, asked.staff_id);
    if (staff === null) return;
    const next = () =>
      services.db.inScope(staff, (tx) => carryOut(tx, staff, asked.grant_id, { most: AT_ONCE, now: services.now() }));
    while (!(await next()));
  },
);

async function staffOf(services: Services, actor: SystemActor, staffId: string): Promise<StaffActor | null> {
  const row = await services.db.inReadScope(actor, (tx) =>
    tx
      .selectFrom('staff')
      .select(['id', 'name', 'role'])
      .where('org_id', '=', actor.orgId)
      .where('id', '=', staffId)
      .executeTakeFirst(),
  );
  if (!row || !isStaffRole(row.role)) return null;
  return { kind: 'staff', orgId: actor.orgId, staffId: row.id, name: row.name, role: row.role, sessionId: row.id };
}
