import { sql, type RawBuilder } from 'kysely';
import type { Tx } from './scope.ts';

/** What was typed into a search: words that must all match, or a phone number that must. */
export interface SearchWords {
  readonly words: readonly string[];
  /** Digits without leading zeros, as the index holds numbers with and without their country code. */
  readonly phone: string | null;
}

const PHONE = /^[+\d\s()./-]+$/;
const PHONE_DIGITS = 5;
/** More words than this in a search are a paste gone wrong. */
const MOST_WORDS = 8;

/** What was typed, as terms of the search index; null when nothing was. */
export async function searchWords(tx: Tx, typed: string): Promise<SearchWords | null> {
  if (typed === '') return null;
  const { rows } = await sql<{ word: string }>`select word from app.words(${typed}) as word`.execute(tx);
  const digits = typed.replaceAll(/\D/g, '').replace(/^0+/, '');
  return {
    words: rows.map((row) => row.word).slice(0, MOST_WORDS),
    phone: PHONE.test(typed) && digits.length >= PHONE_DIGITS ? digits : null,
  };
}

/** A row matches when it has every word, or the phone number; `has` says what having one means. */
export function matches(
  { words, phone }: SearchWords,
  has: (prefix: string) => RawBuilder<boolean>,
): RawBuilder<boolean> {
  // Something was typed that holds no letter or digit: nothing can match it.
  const all = words.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(words.map(has), sql` and `)})`;
  return phone === null ? all : sql<boolean>`(${all} or ${has(phone)})`;
}

/** The column begins so. The bounds are constants: only then an index serves under row-level security. */
export function beginsWith(column: string, prefix: string): RawBuilder<boolean> {
  const term = sql.ref(column);
  return sql<boolean>`(${term} >= ${prefix} and ${term} < ${`${prefix}\uffff`})`;
}
