import type { ContactActor, StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Passkey, PasskeyOwner } from './passkey.ts';

export function ownerOf(actor: StaffActor | ContactActor): PasskeyOwner {
  return { kind: actor.kind, orgId: actor.orgId, id: actor.kind === 'staff' ? actor.staffId : actor.contactId };
}

/** One's own passkeys, oldest first. */
export async function passkeysOf(tx: Tx, actor: StaffActor | ContactActor): Promise<readonly Passkey[]> {
  return passkeysOfOwner(tx, ownerOf(actor));
}

/** Somebody's passkeys, for the office. */
export async function passkeysOfOwner(tx: Tx, owner: PasskeyOwner): Promise<readonly Passkey[]> {
  return tx
    .selectFrom('passkeys')
    .select(['id', 'name', 'credential_id', 'transports', 'is_synced', 'created_at', 'last_used_at'])
    .where('org_id', '=', owner.orgId)
    .where(owner.kind === 'staff' ? 'staff_id' : 'contact_id', '=', owner.id)
    .orderBy('created_at')
    .orderBy('id')
    .limit(100)
    .execute();
}
