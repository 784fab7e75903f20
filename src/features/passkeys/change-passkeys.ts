import type { ContactActor, StaffActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { ownerOf } from './queries.ts';
import { shortName } from './register-passkey.ts';

/** Gives one of one's own passkeys another name. @throws NotFound */
export async function renamePasskey(tx: Tx, actor: StaffActor | ContactActor, id: string, name: string): Promise<void> {
  const owner = ownerOf(actor);
  if (!isUuid(id)) throw new NotFound();
  const renamed = await tx
    .updateTable('passkeys')
    .set({ name: shortName(name) })
    .where('org_id', '=', owner.orgId)
    .where('id', '=', id)
    .where(owner.kind === 'staff' ? 'staff_id' : 'contact_id', '=', owner.id)
    .executeTakeFirst();
  if (renamed.numUpdatedRows === 0n) throw new NotFound();
}

/** Takes one of one's own passkeys away; from then on it opens nothing. @throws NotFound */
export async function removePasskey(
  tx: Tx,
  actor: StaffActor | ContactActor,
  id: string,
  now: Temporal.Instant,
): Promise<void> {
  const owner = ownerOf(actor);
  if (!isUuid(id)) throw new NotFound();
  const removed = await tx
    .deleteFrom('passkeys')
    .where('org_id', '=', owner.orgId)
    .where('id', '=', id)
    .where(owner.kind === 'staff' ? 'staff_id' : 'contact_id', '=', owner.id)
    .executeTakeFirst();
  if (removed.numDeletedRows === 0n) throw new NotFound();
  await record(tx, actor, 'passkey.removed', {
    now,
    ...(actor.kind === 'contact' ? { customerId: actor.customerId } : {}),
    subject: { kind: owner.kind, id: owner.id },
  });
}
