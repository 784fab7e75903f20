import type { StaffActor } from '../../kernel/actor.ts';
import { Invalid } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';

export const NAME_MOST = 120;

/** Changes one's own name, as colleagues and the log read it. @throws Invalid */
export async function changeOwnName(tx: Tx, actor: StaffActor, name: string, now: Temporal.Instant): Promise<void> {
  const length = [...name].length;
  if (length === 0) throw new Invalid([{ field: 'name', key: 'account.name-missing' }]);
  if (length > NAME_MOST) throw new Invalid([{ field: 'name', key: 'settings.too-long', values: { most: NAME_MOST } }]);
  await tx
    .updateTable('staff')
    .set({ name })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', actor.staffId)
    .execute();
  await record(tx, actor, 'staff.renamed', { now, subject: { kind: 'staff', id: actor.staffId } });
}
