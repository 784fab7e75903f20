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

/**
 * The words that a search looks for, as `app.words` splits and folds them: small letters without accents, at everything
 * but letters, digits, `@` and `.`. A query that looks like a phone number is one word, its digits as they are kept; the
 * number is one of `country` when it names none. Empty when nothing can be looked for.
 */
export function searchWords(query: string, country: string): readonly Word[] {
  const text = query.slice(0, MOST_CHARACTERS).trim();
  const words = fold(text)
    .split(/[^a-z0-9@.]+/)
    .filter((word) => word !== '' && !/^[@.]+$/.test(word))
    .map((word) => word.slice(0, TERM_CHARACTERS));
  const kept = [...new Set(words)].slice(0, MOST_WORDS);
  const phone = phoneDigits(text, country);
  if (phone.length > 0) return [kept.length === 1 ? [...new Set([...phone, ...kept])] : phone];
  return kept.some((word) => word.length >= LEAST_CHARACTERS || /\d/.test(word)) ? kept.map((word) => [word]) : [];
}

/** Letters that PostgreSQL's `unaccent` turns into plain ones and a decomposition leaves. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
};

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþħı]/g, (letter) => PLAIN[letter] ?? letter);
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
