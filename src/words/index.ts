/**
 * Every visible word of the product. A word's address is `'<file>.<key>'`; adding a catalogue is one line
 * in `en/index.ts`, and the key union below grows with it.
 */
import * as english from './en/index.ts';

type Catalogues = typeof english;

/** The address of a word, for example `'ui.skip'`. */
export type WordKey = {
  [Area in keyof Catalogues & string]: `${Area}.${keyof Catalogues[Area] & string}`;
}[keyof Catalogues & string];

/** What fills a word's placeholders. Money and dates arrive formatted, as strings. */
export type WordValues = Readonly<Record<string, string | number | bigint>>;

/** Says the word at an address in the reader's language. A missing word or value is thrown, never shown. */
export type Translate = (key: WordKey, values?: WordValues) => string;

/** Some words replaced by an org's own. */
export type WordOverrides = Readonly<Partial<Record<WordKey, string>>>;

/** Every English word by its address. English is complete; other languages fall back to it. */
export const englishWords: ReadonlyMap<string, string> = new Map(
  Object.entries(english).flatMap(([area, words]) =>
    Object.entries(words).map(([key, text]): [string, string] => [`${area}.${key}`, text]),
  ),
);

/** Whether a string is the address of a word: for addresses that are put together or come from data. */
export function isWordKey(key: string): key is WordKey {
  return englishWords.has(key);
}
