import { sql, type RawBuilder } from 'kysely';
import { ERASED } from '../../kernel/erased.ts';
import type { PersonalTable, RetentionRule, Subject } from '../personal-parts/index.ts';

/** Of a whole customer: everything in its conversations. */
function inThreads(column: string): PersonalTable['about'] {
  return ({ orgId, customerId, contactId }) =>
    contactId === null
      ? sql<boolean>`t.${sql.ref(column)} in (select h.id from threads h where h.org_id = ${orgId} and h.customer_id = ${customerId})`
      : null;
}

/** Of one person: what it wrote. The conversation is the customer's and stays. */
function writtenBy(of: Subject): RawBuilder<boolean> | null {
  return of.contactId === null ? null : sql<boolean>`t.contact_id = ${of.contactId}`;
}

function besideWritten(column: string): PersonalTable['about'] {
  return ({ orgId, contactId }) =>
    contactId === null
      ? null
      : sql<boolean>`t.${sql.ref(column)} in (select m.id from messages m where m.org_id = ${orgId} and m.contact_id = ${contactId})`;
}

const files = [
  { key: 'store_key', name: 'name' },
  { key: 'thumb_key', name: 'name' },
];

export const messagesPersonal: readonly PersonalTable[] = [
  { table: 'search_terms', about: inThreads('subject_id'), inCopy: false, erase: 'delete' },
  { table: 'search_terms', about: besideWritten('source_id'), inCopy: false, erase: 'delete' },
  { table: 'message_files', about: inThreads('thread_id'), erase: 'delete', files },
  { table: 'message_files', about: besideWritten('message_id'), erase: 'delete', files },
  { table: 'messages', about: inThreads('thread_id'), erase: 'delete' },
  { table: 'messages', about: writtenBy, erase: sql`body = ${ERASED}, writer_name = null` },
  { table: 'thread_reads', about: inThreads('thread_id'), erase: 'delete' },
  { table: 'thread_contacts', about: inThreads('thread_id'), erase: 'delete' },
  { table: 'threads', about: inThreads('id'), erase: 'delete' },
];

/** Conversations that were closed, and in which nothing was written since. */
export const messagesKept: RetentionRule = {
  setting: 'keep_messages_months',
  unit: 'months',
  async remove(tx, orgId, before, most) {
    const { rows: old } = await sql<{ id: string }>`
      select id from threads where org_id = ${orgId} and closed_at is not null and last_at < ${before}
       order by last_at limit ${most}`.execute(tx);
    if (old.length === 0) return { rows: 0, keys: [] };
    const ids = old.map(({ id }) => id);
    const { rows: gone } = await sql<{ keys: (string | null)[] }>`
      delete from message_files where org_id = ${orgId} and thread_id = any (${ids}::uuid[])
      returning array[store_key, thumb_key] as keys`.execute(tx);
    await sql`delete from search_terms where org_id = ${orgId} and kind = 'thread' and subject_id = any (${ids}::uuid[])`.execute(
      tx,
    );
    await sql`delete from threads where org_id = ${orgId} and id = any (${ids}::uuid[])`.execute(tx);
    return { rows: old.length, keys: gone.flatMap(({ keys }) => keys).filter((key) => key !== null) };
  },
};
