import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** More words than this narrow nothing further and only cost. */
export const MOST_WORDS = 6;
/** Longer than any name; what is beyond is left out. */
export const MOST_CHARACTERS = 100;
/** A single letter would read a good part of the index. */
const LEAST_CHARACTERS = 2;
/** As long as a term is kept (`app.words`). */
const TERM_CHARACTERS = 60;

/** One word of a search: the beginnings that count as it. A phone number may be meant with or without its zero. */
export type Word = readonly string[];

/** Whether `searchWords` can tell the words of a query; others hold letters that only the database folds as it stores them. */
export function isPlain(query: string): boolean {
  return /^[ -~]*$/.test(query);
}

/** Words that the database made of a query, as many as are looked for. */
export function wordsMade(words: readonly string[]): readonly Word[] {
  const kept = words.slice(0, MOST_WORDS);
  return kept.some((word) => word.length >= LEAST_CHARACTERS || !/^[a-z]$/.test(word))
    ? kept.map((word) => [word])
    : [];
}

/**
 * The words that a search in plain letters looks for, as `app.words` splits and folds them: small letters, at everything
 * but letters, digits, `@` and `.`. A query that looks like a phone number is one word, its digits as they are kept; the
 * number is one of `country` when it names none. Empty when nothing can be looked for.
 */
export function searchWords(query: string, country: string): readonly Word[] {
  const text = query.slice(0, MOST_CHARACTERS).trim();
  const words = text
    .toLowerCase()
    .split(/[^a-z0-9@.]+/)
    .filter((word) => word !== '' && !/^[@.]+$/.test(word))
    .map((word) => word.slice(0, TERM_CHARACTERS));
  const kept = [...new Set(words)].slice(0, MOST_WORDS);
  const phone = phoneDigits(text, country);
  if (phone.length > 0) return [kept.length === 1 ? [...new Set([...phone, ...kept])] : phone];
  return wordsMade(kept);
}

/**
 * Digits that begin the kept form of a number. It is kept with and without country code, never with a leading zero, so
 * the start of a number being typed is found too.
 */
function phoneDigits(text: string, country: string): readonly string[] {
  if (!/^\+?[\d\s()/.-]{5,30}$/.test(text) || !/[\s()/+]|^0/.test(text)) return [];
  const number = parsePhoneNumberFromString(text, isSupportedCountry(country) ? { defaultCountry: country } : {});
  const typed = text.replace(/\D/g, '').replace(/^0+/, '');
  // A number that is still being typed can look like a whole one, so what was typed counts too.
  const whole = number?.isPossible() === true ? [number.number.slice(1)] : [];
  return [...new Set([...whole, ...(typed.length >= 4 ? [typed] : [])])];
}

/** The first text after every one that begins with `prefix`, in the order of bytes ("C"). */
export function afterPrefix(prefix: string): string {
  return `${prefix}\uffff`;
}
