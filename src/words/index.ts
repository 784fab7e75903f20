/**
 * Every visible word of the product. A word's address is `'<file>.<key>'`; adding a catalogue is one line
 * in `en/index.ts` and in that of each other language, and the key union below grows with it.
 */
import * as german from './de/index.ts';
import * as english from './en/index.ts';
import type { Language } from './languages.ts';

type Catalogues = typeof english;

/** The address of a word, for example `'ui.skip'`. */
export type WordKey = {
  [Area in keyof Catalogues & string]: `${Area}.${keyof Catalogues[Area] & string}`;
}[keyof Catalogues & string];

/** What fills a word's placeholders. Money and dates arrive formatted, as strings. */
export type WordValues = Readonly<Record<string, string | number | bigint>>;

/** Says the word at an address in the reader's language. A missing word or value is thrown, never shown. */
export type Translate = (key: WordKey, values?: WordValues) => string;

/** How a reader is spoken to: the words, and the way dates, money and numbers are written. */
export interface Voice {
  readonly language: Language;
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  readonly t: Translate;
}

/** Some words replaced by an org's own. */
export type WordOverrides = Readonly<Partial<Record<WordKey, string>>>;

/** Every word by its address, in each language. English has all of them; what another lacks is said in English. */
export const wordsOf: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  en: byAddress(english),
  de: byAddress(german),
};
export const englishWords = wordsOf.en;

function byAddress(catalogues: Readonly<Record<string, Readonly<Record<string, string>>>>): Map<string, string> {
  return new Map(
    Object.entries(catalogues).flatMap(([area, words]) =>
      Object.entries(words).map(([key, text]): [string, string] => [`${area}.${key}`, text]),
    ),
  );
}

/** Whether a string is the address of a word: for addresses that are put together or come from data. */
export function isWordKey(key: string): key is WordKey {
  return englishWords.has(key);
}

export { browserLanguage, firstLanguage, LANGUAGES, languageOf, type Language } from './languages.ts';
