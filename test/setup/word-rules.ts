import { IntlMessageFormat } from 'intl-messageformat';
import { englishWords, LANGUAGES, wordsOf, type Language } from '../../src/words/index.ts';

type Parts = ReturnType<IntlMessageFormat['getAst']>;

/** What is wrong with the words of a language, measured against the English ones: one line each. */
export function faultsOfWords(language: Language): readonly string[] {
  return compareWords(englishWords, wordsOf[language], LANGUAGES[language].locale);
}

export function compareWords(
  english: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
  locale: string,
): readonly string[] {
  const faults: string[] = [];
  for (const [key, text] of english) {
    const said = other.get(key);
    if (said === undefined) faults.push(`${key}: missing`);
    else faults.push(...faultsOf(key, text, said, locale));
  }
  for (const key of other.keys()) if (!english.has(key)) faults.push(`${key}: not in English`);
  return faults;
}

function faultsOf(key: string, english: string, said: string, locale: string): string[] {
  if (said.trim() === '' && english.trim() !== '') return [`${key}: empty`];
  const [one, other] = [placesIn(english, 'en-GB'), placesIn(said, locale)];
  if (typeof other === 'string') return [`${key}: ${other}`];
  if (typeof one === 'string') return [`${key}: English: ${one}`];
  const missing = [...one].filter((place) => !other.has(place));
  const strange = [...other].filter((place) => !one.has(place));
  return [
    ...missing.map((place) => `${key}: {${place}} is missing`),
    ...strange.map((place) => `${key}: {${place}} is not in English`),
  ];
}

/** The names of a message's placeholders, or why it can't be read. */
function placesIn(text: string, locale: string): Set<string> | string {
  const places = new Set<string>();
  const look = (parts: Parts): void => {
    for (const part of parts) {
      if ('value' in part && part.type !== 0) places.add(part.value);
      if ('options' in part) {
        for (const option of Object.values(part.options)) look(option.value);
        if (!('other' in part.options)) throw new Error(`{${part.value}} has no other`);
      }
    }
  };
  try {
    look(new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst());
    return places;
  } catch (error) {
    return error instanceof Error ? error.message : 'unreadable';
  }
}
