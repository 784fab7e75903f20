import { sql, type RawBuilder } from 'kysely';
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { build, type Tx } from './scope.ts';

/** More words than this narrow nothing further and only cost. */
export const MOST_WORDS = 6;
/** Longer than any name; what is beyond is left out. */
export const MOST_CHARACTERS = 100;
/** As long as a term is kept (`app.words`). */
const TERM_CHARACTERS = 60;

/** Something that is looked for: the beginnings that count as it, any of which will do. */
export type Word = readonly string[];

/** What was typed into a search: words that must all be there, or a phone number that must. */
export interface SearchWords {
  readonly words: readonly Word[];
  /** A phone number may be meant with or without its country code. Null when what was typed doesn't look like one. */
  readonly phone: Word | null;
}

/**
 * What was typed, as terms of the search index. `country` is that of a number without one. Letters beyond plain ones are
 * folded by the database, as it folds what it stores; the rest is told here, without a round trip.
 */
export async function searchWords(tx: Tx, typed: string, country: string): Promise<SearchWords> {
  const text = [...typed].slice(0, MOST_CHARACTERS).join('').trim();
  if (/^[ -~]*$/.test(text)) return plainWords(text, country);
  const { rows } = await sql<{ word: string }>`
    select w as word from app.words(${text}) as w order by length(w) desc, w limit ${MOST_WORDS}`.execute(tx);
  return { words: rows.map(({ word }) => [word]), phone: null };
}

/** The words of a text in plain letters, as `app.words` splits and folds them: at everything but letters, digits, `@`, `.` */
export function plainWords(text: string, country: string): SearchWords {
  const words = text
    .slice(0, MOST_CHARACTERS)
    .toLowerCase()
    .split(/[^a-z0-9@.]+/)
    .filter((word) => word !== '' && !/^[@.]+$/.test(word))
    .map((word) => word.slice(0, TERM_CHARACTERS));
  const phone = phoneDigits(text, country);
  return {
    words: [...new Set(words)].slice(0, MOST_WORDS).map((word) => [word]),
    phone: phone.length === 0 ? null : phone,
  };
}

/**
 * Digits that begin the kept form of a number. It is kept with and without country code, never with a leading zero, so
 * the start of a number being typed is found too.
 */
function phoneDigits(text: string, country: string): Word {
  if (!/^\+?[\d\s()/.-]{5,30}$/.test(text) || !/[\s()/+]|^0/.test(text)) return [];
  const number = parsePhoneNumberFromString(text, isSupportedCountry(country) ? { defaultCountry: country } : {});
  const typed = text.replace(/\D/g, '').replace(/^0+/, '');
  // A number that is still being typed can look like a whole one, so what was typed counts too.
  const whole = number?.isPossible() === true ? [number.number.slice(1)] : [];
  return [...new Set([...whole, ...(typed.length >= 4 ? [typed] : [])])];
}

/** A row matches when it has every word, or the phone number; `has` says what having one means. */
export function matches({ words, phone }: SearchWords, has: (word: Word) => RawBuilder<boolean>): RawBuilder<boolean> {
  // Something was typed that holds no letter or digit: nothing can match it.
  const all = words.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(words.map(has), sql` and `)})`;
  return phone === null ? all : sql<boolean>`(${all} or ${has(phone)})`;
}

/** The entries of the index, for things of a kind, that begin as the word does. */
export function termsLike(orgId: string, kind: string, word: Word) {
  return build
    .selectFrom('search_terms as t')
    .where('t.org_id', '=', orgId)
    .where('t.kind', '=', kind)
    .where(beginsAs('t.term', word));
}

/** The thing has a term that begins as the word does; `id` is the column that names it. */
export function hasTerm(orgId: string, kind: string, id: string): (word: Word) => RawBuilder<boolean> {
  return (word) => sql<boolean>`${sql.ref(id)} in (${termsLike(orgId, kind, word).select('t.subject_id')})`;
}

/** The column begins as the word does. Only >= and < with constants: those reach the index under row-level security. */
export function beginsAs(column: string, word: Word): RawBuilder<boolean> {
  const term = sql.ref(column);
  const ranges = word.map((prefix) => sql`(${term} >= ${prefix} and ${term} < ${afterAll(prefix)})`);
  return sql<boolean>`(${sql.join(ranges, sql` or `)})`;
}

/** What comes after every text with this beginning: `\uffff` follows every letter in the order of bytes ("C"). */
export function afterAll(prefix: string): string {
  return `${prefix}\uffff`;
}
