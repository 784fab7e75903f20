import { sql } from 'kysely';
import type { PortalActor, StaffActor, SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { FILE_COLUMNS, type MessageFile } from './file.ts';

/** What all files of a customer come to. */
export async function usedBy(
  tx: Tx,
  actor: SystemActor,
  customerId: string,
): Promise<{ bytes: number; count: number }> {
  const row = await tx
    .selectFrom('message_files')
    .select([sql<string>`coalesce(sum(bytes), 0)::text`.as('bytes'), sql<number>`count(*)::int`.as('count')])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
  return { bytes: Number(row.bytes), count: row.count };
}

/** The files of a thread that was read as visible, by message and in the order they were sent. The portal never gets those of notes. */
export async function filesOfThread(
  tx: Tx,
  actor: PortalActor | StaffActor,
  threadId: string,
): Promise<readonly MessageFile[]> {
  const ofPortal = actor.kind !== 'staff';
  return tx
    .selectFrom('message_files as f')
    .select(FILE_COLUMNS)
    .where('f.org_id', '=', actor.orgId)
    .where('f.thread_id', '=', threadId)
    .$if(ofPortal, (query) => query.where('f.internal', '=', false))
    .orderBy('f.message_id')
    .orderBy('f.position')
    .execute();
}
