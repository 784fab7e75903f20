/** A language that the product is written in. */
export type Language = 'en' | 'de';

interface LanguageFacts {
  readonly code: Language;
  /** What its speakers call it; said so in every language. */
  readonly name: string;
  /** BCP 47, for dates, money and numbers. */
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
}

/** Every language there is. A further one is a line here and a folder of catalogues beside `en`. */
export const LANGUAGES: Readonly<Record<Language, LanguageFacts>> = {
  en: { code: 'en', name: 'English', locale: 'en-GB', dir: 'ltr' },
  de: { code: 'de', name: 'Deutsch', locale: 'de-DE', dir: 'ltr' },
};

/** Our language for a tag such as `de`, `de-AT` or `EN_us`; null for none and for one we don't speak. */
export function languageOf(tag: string | null | undefined): Language | null {
  const primary = (tag ?? '').trim().toLowerCase().split(/[-_]/, 1)[0] ?? '';
  return Object.values(LANGUAGES).find(({ code }) => code === primary)?.code ?? null;
}

/** The first of several tags that we speak. */
export function firstLanguage(tags: readonly (string | null | undefined)[]): Language | null {
  for (const tag of tags) {
    const language = languageOf(tag);
    if (language !== null) return language;
  }
  return null;
}

/** A browser sends a handful; a longer list is nobody's wish. */
const MOST_WISHES = 20;

/** What a browser likes best of what we speak, from its `Accept-Language`. */
export function browserLanguage(header: string | undefined): Language | null {
  const wishes = (header ?? '')
    .split(',', MOST_WISHES)
    .map((part) => {
      const [tag = '', ...rest] = part.split(';');
      const given = rest.map((one) => one.trim()).find((one) => one.startsWith('q='));
      const weight = given === undefined ? 1 : Number(given.slice(2));
      return { tag, weight: weight > 0 && weight <= 1 ? weight : 0 };
    })
    .filter(({ weight }) => weight > 0);
  return firstLanguage(wishes.toSorted((one, other) => other.weight - one.weight).map(({ tag }) => tag));
}
