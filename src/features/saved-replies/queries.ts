import type { StaffActor } from '../../kernel/actor.ts';
import type { Problem } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { filledText, UnfilledTag } from '../../platform/letters/index.ts';
import { MOST_REPLIES, type SavedReply } from './reply.ts';

/** The org's saved replies by name. */
export async function savedReplies(tx: Tx, actor: StaffActor): Promise<readonly SavedReply[]> {
  return tx
    .selectFrom('saved_replies')
    .select(['id', 'name', 'body'])
    .where('org_id', '=', actor.orgId)
    .orderBy('name')
    .orderBy('id')
    .limit(MOST_REPLIES)
    .execute();
}

/** What is known of the one who gets it. */
export interface ReplyFacts {
  readonly first_name: string | null;
  readonly customer_name: string;
  readonly customer_number: string;
  readonly subject_number: string | null;
  readonly org_name: string;
}

/** A saved reply with its tags filled, or why it can't be put in here: which tag nothing fills. */
export async function filledReply(
  tx: Tx,
  actor: StaffActor,
  id: string,
  facts: ReplyFacts,
): Promise<{ text: string; problem: Problem | null }> {
  const row = isUuid(id)
    ? await tx
        .selectFrom('saved_replies')
        .select('body')
        .where('org_id', '=', actor.orgId)
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined;
  if (!row) return { text: '', problem: { field: 'body', key: 'replies.choose' } };
  const values = {
    'customer.first_name': facts.first_name,
    'customer.name': facts.customer_name,
    'customer.number': facts.customer_number,
    'subject.number': facts.subject_number,
    'org.name': facts.org_name,
    'staff.name': actor.name,
  };
  try {
    return { text: filledText(row.body, values), problem: null };
  } catch (error) {
    if (!(error instanceof UnfilledTag)) throw error;
    return { text: '', problem: { field: 'body', key: 'replies.unfilled-tag', values: { tag: `{{ ${error.tag} }}` } } };
  }
}
