import type { PortalActor, StaffActor, SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { UploadPlace } from '../access/index.ts';
import type { PreparedFile } from './file.ts';

/** Puts files to a message in its transaction, and from then on they are not an upload any more. */
export async function attachFiles(
  tx: Tx,
  actor: PortalActor | StaffActor | SystemActor,
  message: { readonly id: string; readonly threadId: string; readonly customerId: string; readonly internal: boolean },
  files: readonly PreparedFile[],
  place: UploadPlace | null,
): Promise<void> {
  if (files.length === 0) return;
  await tx
    .insertInto('message_files')
    .values(
      files.map((file, at) => ({
        org_id: actor.orgId,
        thread_id: message.threadId,
        message_id: message.id,
        internal: message.internal,
        customer_id: message.customerId,
        position: at + 1,
        name: file.name,
        type: file.type,
        bytes: file.bytes,
        width: file.picture?.width ?? null,
        height: file.picture?.height ?? null,
        store_key: file.storeKey,
        thumb_key: file.picture?.thumbKey ?? null,
      })),
    )
    .execute();
  if (place === null) return;
  const { numDeletedRows } = await tx
    .deleteFrom('uploads')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', place.id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new Error('an upload took so long that its files were swept away');
}
