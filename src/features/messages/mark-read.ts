import { sql } from 'kysely';
import type { Context } from 'hono';
import type { PortalActor, StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { readerOf } from './visible-threads.ts';

interface ReadTo {
  readonly threadId: string;
  /** The last position that was on the page. */
  readonly position: number;
  readonly now: Temporal.Instant;
}

/** Notes that a visitor of the portal has read so far. */
export async function markReadByVisitor(tx: Tx, actor: PortalActor, read: ReadTo): Promise<void> {
  const reader = readerOf(actor);
  if (reader !== null) await note(tx, actor.orgId, reader, read);
}

/** The same in the office; `mayAnswer`: then the thread waits for nobody else either. */
export async function markReadByStaff(tx: Tx, actor: StaffActor, read: ReadTo, mayAnswer: boolean): Promise<void> {
  await note(tx, actor.orgId, { id: actor.staffId, kind: 'staff' }, read);
  if (!mayAnswer) return;
  await tx
    .updateTable('threads')
    .set({ staff_read_to: read.position })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', read.threadId)
    .where('staff_read_to', '<', read.position)
    .execute();
}

async function note(tx: Tx, orgId: string, reader: { id: string; kind: string }, read: ReadTo): Promise<void> {
  await tx
    .insertInto('thread_reads')
    .values({
      org_id: orgId,
      thread_id: read.threadId,
      reader_id: reader.id,
      reader_kind: reader.kind,
      read_to: read.position,
      read_at: read.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'thread_id', 'reader_id'])
        .doUpdateSet({ read_to: sql<number>`greatest(thread_reads.read_to, excluded.read_to)`, read_at: read.now }),
    )
    .execute();
}

/** Whether somebody looks at this page: a browser that fetches it early, in case it is wanted, is nobody yet. */
export function isLookedAt(c: Context): boolean {
  return c.req.method === 'GET' && !(c.req.header('sec-purpose') ?? '').includes('prefetch');
}
