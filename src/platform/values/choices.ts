import { getCountries } from 'libphonenumber-js/min';

/** One answer of a list: what is stored, and how the reader calls it. */
export interface NamedChoice {
  readonly value: string;
  readonly label: string;
}

const known = new Map<string, readonly NamedChoice[]>();

function remembered(key: string, make: () => readonly NamedChoice[]): readonly NamedChoice[] {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** Every country by its name in the reader's language, in that language's order. */
export function countryChoices(locale: string): readonly NamedChoice[] {
  return remembered(`countries ${locale}`, () => named(getCountries(), locale, 'region'));
}

/** The languages people may be written to in. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'ar'];

export function languageChoices(locale: string): readonly NamedChoice[] {
  return remembered(`languages ${locale}`, () => named(LANGUAGES, locale, 'language'));
}

/** Every IANA time zone by its name. */
export function timeZoneChoices(): readonly NamedChoice[] {
  return remembered('zones', () =>
    Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
  );
}

function named(codes: readonly string[], locale: string, type: 'region' | 'language'): readonly NamedChoice[] {
  const names = new Intl.DisplayNames(locale, { type });
  const order = new Intl.Collator(locale);
  return codes
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .toSorted((a, b) => order.compare(a.label, b.label));
}

/** The list with what is stored now, when that isn't on it (an import knows more): a form must not lose it. */
export function withStored(choices: readonly NamedChoice[], stored: string | undefined): readonly NamedChoice[] {
  if (stored === undefined || stored === '' || choices.some((choice) => choice.value === stored)) return choices;
  return [...choices, { value: stored, label: stored }];
}
