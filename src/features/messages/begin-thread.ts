import type { PortalActor } from '../../kernel/actor.ts';
import { NotFound, Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { invoicesVisibleTo } from '../visible-papers/index.ts';
import { jobsVisibleTo } from '../visible-jobs/index.ts';
import { sendMessage, takePart } from './send-message.ts';
import type { Sending } from './write-message.ts';

export type About = { readonly kind: 'job' | 'invoice'; readonly number: string } | null;

export interface NewThread {
  /** The same when the same form is sent twice. */
  readonly id: string;
  readonly subject: string | null;
  readonly about: About;
}

/**
 * The customer's side asks something. False when this was sent before. @throws NotFound for a job or invoice that it
 * doesn't see; Refused for a link to one thing that would ask about another
 */
export async function beginThread(
  tx: Tx,
  actor: PortalActor,
  { id, subject, about }: NewThread,
  sending: Omit<Sending, 'internal'>,
): Promise<boolean> {
  const found = await aboutRow(tx, actor, about);
  if (actor.subject !== null && found?.id !== actor.subject.id) throw new Refused('messages.refused-other-subject');
  await tx
    .insertInto('threads')
    .values({
      org_id: actor.orgId,
      id,
      customer_id: actor.customerId,
      subject,
      job_id: about?.kind === 'job' ? (found?.id ?? null) : null,
      invoice_id: about?.kind === 'invoice' ? (found?.id ?? null) : null,
      began_by: 'customer',
      last_at: sending.now,
      created_at: sending.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Before the thread is looked for: to a contact who sees its own threads only, taking part is what shows it.
  await takePart(tx, actor, id);
  return sendMessage(tx, actor, id, sending);
}

async function aboutRow(tx: Tx, actor: PortalActor, about: About): Promise<{ id: string } | null> {
  if (about === null) return null;
  const row =
    about.kind === 'job'
      ? await jobsVisibleTo(tx, actor).select('j.id').where('j.number', '=', about.number).executeTakeFirst()
      : await invoicesVisibleTo(tx, actor).select('i.id').where('i.number', '=', about.number).executeTakeFirst();
  if (!row) throw new NotFound();
  return row;
}
