import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { termsLike, type Word } from '../../platform/db/search-words.ts';
import { MOST_FOUND } from './found.ts';

/**
 * Of these the best are shown. A word that half the org has ("street") must not read, join and sort half the org; whoever
 * looks for one of many types a second word.
 */
const MOST_CANDIDATES = 500;

type Kind = 'customer' | 'job' | 'invoice';

/** Customers, jobs and invoices with every word, an exact number first. All queries share one round trip. */
export async function searchEverything(tx: Tx, actor: StaffActor, words: readonly Word[], typed: string) {
  const [customers, jobs, invoices] = await Promise.all([
    findCustomers(tx, actor, words, typed),
    findJobs(tx, actor, words, typed),
    findInvoices(tx, actor, words, typed),
  ]);
  return { customers, jobs, invoices };
}

/**
 * Things of a kind that have a term beginning with each word. The longest word leads, because it is the rarest, and is
 * read in the order of terms, so that an exact number is among the first; the database stops reading when there are
 * enough.
 */
function withAllWords(actor: StaffActor, kind: Kind, words: readonly Word[]) {
  const [lead = [], ...rest] = [...words].sort((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0));
  const like = (word: Word) => termsLike(actor.orgId, kind, word).select('t.subject_id');
  const found = rest.reduce((query, word) => query.where('t.subject_id', 'in', like(word)), like(lead));
  return found.orderBy('t.term').limit(MOST_CANDIDATES);
}

async function findCustomers(tx: Tx, actor: StaffActor, words: readonly Word[], typed: string) {
  return tx
    .selectFrom('customers as c')
    .leftJoin('contacts as k', (on) =>
      on
        .onRef('k.org_id', '=', 'c.org_id')
        .onRef('k.customer_id', '=', 'c.id')
        .on('k.is_main', '=', true)
        .on('k.archived_at', 'is', null),
    )
    .select(['c.id', 'c.number', 'c.name', 'c.kind', 'c.line1', 'c.city', 'c.archived_at', 'k.phone', 'k.email'])
    .where('c.org_id', '=', actor.orgId)
    .where('c.id', 'in', withAllWords(actor, 'customer', words))
    .orderBy(sql`lower(c.number) = lower(${typed})`, 'desc')
    .orderBy(sql`c.archived_at is not null`)
    .orderBy(sql`lower(c.name)`)
    .orderBy('c.id')
    .limit(MOST_FOUND + 1)
    .execute();
}

async function findJobs(tx: Tx, actor: StaffActor, words: readonly Word[], typed: string) {
  return tx
    .selectFrom('jobs as j')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'j.org_id').onRef('c.id', '=', 'j.customer_id'))
    .select(['j.id', 'j.number', 'j.title', 'j.step', 'j.starts_at', 'c.name as customer_name'])
    .where('j.org_id', '=', actor.orgId)
    .where('c.org_id', '=', actor.orgId)
    .where('j.id', 'in', withAllWords(actor, 'job', words))
    .orderBy(sql`lower(j.number) = lower(${typed})`, 'desc')
    .orderBy('j.created_at', 'desc')
    .orderBy('j.id')
    .limit(MOST_FOUND + 1)
    .execute();
}

async function findInvoices(tx: Tx, actor: StaffActor, words: readonly Word[], typed: string) {
  return tx
    .selectFrom('invoices as i')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'i.org_id').onRef('c.id', '=', 'i.customer_id'))
    .select(['i.id', 'i.number', 'i.state', 'i.issued_on', 'i.total_minor', 'i.currency', 'c.name as customer_name'])
    .where('i.org_id', '=', actor.orgId)
    .where('c.org_id', '=', actor.orgId)
    .where('i.id', 'in', withAllWords(actor, 'invoice', words))
    .orderBy(sql`lower(i.number) = lower(${typed})`, 'desc')
    .orderBy('i.issued_on', (order) => order.desc().nullsFirst())
    .orderBy('i.id')
    .limit(MOST_FOUND + 1)
    .execute();
}
