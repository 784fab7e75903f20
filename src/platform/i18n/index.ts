import { IntlMessageFormat } from 'intl-messageformat';
import {
  englishWords,
  LANGUAGES,
  languageOf,
  wordsOf,
  type Language,
  type Translate,
  type Voice,
  type WordOverrides,
  type WordValues,
} from '../../words/index.ts';

/** Messages compiled once per language and text. Overrides are edited by hand, so the limit is far above any real use. */
const compiled = new Map<string, IntlMessageFormat>();
const COMPILED_LIMIT = 20_000;

/** How readers of a language are spoken to. An org's own words come as `createTranslator`'s overrides. */
export function voiceFor(language: Language): Voice {
  return voices[language];
}

/**
 * A translator for one language; a word it lacks is said in English. Text without braces is returned as it stands; everything else is ICU
 * MessageFormat, compiled once. Angle brackets are plain text: markup is the page's business.
 * @param locale BCP 47 tag, for example `en-GB`; decides the words, plurals and number formats; English if we don't speak it
 * @param overrides the org's own words, which win over the catalogue
 * @throws when the address has no word, or a placeholder has no value
 */
export function createTranslator(locale: string, overrides: WordOverrides = {}): Translate {
  const words = wordsOf[languageOf(locale) ?? 'en'];
  return (key, values) => {
    const text = overrides[key] ?? words.get(key) ?? englishWords.get(key);
    if (text === undefined) throw new Error(`No word at '${key}'`);
    if (!text.includes('{')) return text;
    return String(messageFor(locale, text).format(formattable(values)));
  };
}

function messageFor(locale: string, text: string): IntlMessageFormat {
  const address = `${locale}\n${text}`;
  const known = compiled.get(address);
  if (known !== undefined) return known;
  // Without the limit a long-lived process would keep every text an org ever tried out.
  if (compiled.size >= COMPILED_LIMIT) compiled.clear();
  const message = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
  compiled.set(address, message);
  return message;
}

/** Plural rules take numbers only; a count past 2^53 reads the same as the nearest number. */
function formattable(values: WordValues | undefined): Record<string, string | number> | undefined {
  if (values === undefined) return undefined;
  const out: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values)) out[name] = typeof value === 'bigint' ? Number(value) : value;
  return out;
}

const voices: Readonly<Record<Language, Voice>> = { en: voiceOf('en'), de: voiceOf('de') };

function voiceOf(language: Language): Voice {
  const { locale, dir } = LANGUAGES[language];
  return { language, locale, dir, t: createTranslator(locale) };
}
