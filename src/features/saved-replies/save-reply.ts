import type { StaffActor } from '../../kernel/actor.ts';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { plainLine, plainText } from '../../kernel/plain-text.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { TypedForm } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import { MOST_REPLIES, replyProblems } from './reply.ts';

/** @throws Invalid */
export function readReply(form: TypedForm): { name: string; body: string } {
  const reply = { name: plainLine(form.text('name')), body: plainText(form.text('body')).trim() };
  const problems = replyProblems(reply.name, reply.body);
  if (problems.length > 0) throw new Invalid(problems);
  return reply;
}

/** Writes a new one, or with an id changes it. Names are told apart without case. @throws Invalid, NotFound */
export async function saveReply(
  tx: Tx,
  actor: StaffActor,
  id: string | null,
  reply: { readonly name: string; readonly body: string },
  now: Temporal.Instant,
): Promise<void> {
  const others = await tx
    .selectFrom('saved_replies')
    .select(['id', 'name'])
    .where('org_id', '=', actor.orgId)
    .forUpdate()
    .execute();
  const same = others.find((other) => other.id !== id && other.name.toLowerCase() === reply.name.toLowerCase());
  if (same) throw new Invalid([{ field: 'name', key: 'replies.name-taken' }]);
  if (id === null) {
    if (others.length >= MOST_REPLIES) {
      throw new Invalid([{ field: 'name', key: 'replies.too-many', values: { most: MOST_REPLIES } }]);
    }
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('saved_replies')
      .values({ org_id: actor.orgId, ...reply, created_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    // The same name at the same moment: by a second press, it is the same reply.
    if (numInsertedOrUpdatedRows === 0n) return;
  } else {
    if (!isUuid(id) || !others.some((other) => other.id === id)) throw new NotFound();
    await tx.updateTable('saved_replies').set(reply).where('org_id', '=', actor.orgId).where('id', '=', id).execute();
  }
  await record(tx, actor, id === null ? 'reply.saved' : 'reply.changed', { now, data: { name: reply.name } });
}

/** Takes one away; one that is gone is fine. */
export async function deleteReply(tx: Tx, actor: StaffActor, id: string, now: Temporal.Instant): Promise<void> {
  if (!isUuid(id)) throw new NotFound();
  const gone = await tx
    .deleteFrom('saved_replies')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .returning('name')
    .executeTakeFirst();
  if (!gone) throw new NotFound();
  await record(tx, actor, 'reply.deleted', { now, data: { name: gone.name } });
}
