import { z } from 'zod';
import type { PortalActor, StaffActor } from '../../kernel/actor.ts';
import type { Services } from '../../platform/services.ts';
import { addTask, defineTask } from '../../platform/tasks/index.ts';
import type { UploadPlace } from '../access/index.ts';

/** Longer than any upload takes (`requestTimeout`). */
const SWEPT_AFTER_MINUTES = 60;

/** Writes down the names that an upload may use in the store, before it does, and that somebody looks after it. */
export async function beginUpload(
  services: Services,
  actor: PortalActor | StaffActor,
  place: UploadPlace,
): Promise<void> {
  const now = services.now();
  await services.db.inScope(actor, async (tx) => {
    await tx
      .insertInto('uploads')
      .values({
        org_id: actor.orgId,
        id: place.id,
        customer_id: actor.kind === 'staff' ? null : actor.customerId,
        store_keys: [...place.keys],
        begun_at: now,
      })
      .execute();
    const payload = { org_id: actor.orgId, upload_id: place.id };
    await addTask(tx, sweepUploadTask, payload, { runAt: now.add({ minutes: SWEPT_AFTER_MINUTES }) });
  });
}

const Payload = z.strictObject({ org_id: z.uuid(), upload_id: z.uuid() });

/** Removes what an upload left behind when it was cut off. One whose message was written has no row any more. */
export const sweepUploadTask = defineTask<z.infer<typeof Payload>, Services>(
  'sweep-upload',
  Payload,
  async ({ upload_id }, { actor, services }) => {
    const row = await services.db.inReadScope(actor, (tx) =>
      tx
        .selectFrom('uploads')
        .select('store_keys')
        .where('org_id', '=', actor.orgId)
        .where('id', '=', upload_id)
        .executeTakeFirst(),
    );
    if (!row) return;
    // The files first: a row without files is swept again, files without a row never.
    await Promise.all(row.store_keys.map((key) => services.files.remove(key)));
    await services.db.inScope(actor, (tx) =>
      tx.deleteFrom('uploads').where('org_id', '=', actor.orgId).where('id', '=', upload_id).execute(),
    );
  },
);
