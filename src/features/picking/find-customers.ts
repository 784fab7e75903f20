import { sql } from 'kysely';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isNumber } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import { hasTerm, matches, searchWords } from '../../platform/db/search-words.ts';

type Reader = StaffActor | SystemActor;

/** The most customers offered; past it more letters help more than a longer list. */
export const MOST_OFFERED = 20;

const columns = [
  'id',
  'number',
  'kind',
  'name',
  'line1',
  'postcode',
  'city',
  'vat_id',
  'billing_name',
  'archived_at',
] as const;

/** The customer of a number, whatever its letters' case. @throws NotFound */
export async function customerByNumber(tx: Tx, actor: Reader, number: string) {
  const customer = isNumber(number)
    ? await tx
        .selectFrom('customers')
        .select(columns)
        .where('org_id', '=', actor.orgId)
        .where(sql<boolean>`lower(number) = ${number.toLowerCase()}`)
        .executeTakeFirst()
    : undefined;
  if (!customer) throw new NotFound();
  return customer;
}

/** The customer a list is narrowed to: null when to none; undefined for a number nobody has, which fits nothing. */
export async function customerAsked(tx: Tx, actor: Reader, number: string): Promise<Picked | null | undefined> {
  if (number === '') return null;
  try {
    return await customerByNumber(tx, actor, number);
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

export type Picked = Awaited<ReturnType<typeof customerByNumber>>;

/** Customers that a text means: the one of that number, else those with all its words or, if it is one, its phone number. */
export async function findCustomers(tx: Tx, actor: Reader, text: string, country: string): Promise<Picked[]> {
  const base = tx
    .selectFrom('customers')
    .select(columns)
    .where('org_id', '=', actor.orgId)
    .where('archived_at', 'is', null);
  if (isNumber(text)) {
    const exact = await base.where(sql<boolean>`lower(number) = ${text.toLowerCase()}`).execute();
    if (exact.length > 0) return exact;
  }
  const words = await searchWords(tx, text, country);
  return base
    .where(matches(words, hasTerm(actor.orgId, 'customer', 'id')))
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .limit(MOST_OFFERED + 1)
    .execute();
}
