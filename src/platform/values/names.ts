import { BadValue, quoted } from './bad-value.ts';

const yes = new Set(['1', 'true', 't', 'yes', 'y', 'x', 'ja', 'j', 'wahr', 'on', '✓', 'oui', 'si', 'sí']);
const no = new Set(['0', 'false', 'f', 'no', 'n', 'nein', 'falsch', 'off', '-', 'non']);

export function readBoolean(cell: string): boolean | BadValue {
  const text = cell.trim().toLowerCase();
  if (yes.has(text)) return true;
  return no.has(text) ? false : new BadValue('not-yes-or-no', { value: quoted(cell) });
}

/** Comparable form of a name: small letters without accents, spaces and punctuation. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

let countryNames: Map<string, string> | undefined;

/** Country names in the languages people keep their lists in, from the runtime's own tables. */
function countriesByName(): Map<string, string> {
  if (countryNames) return countryNames;
  countryNames = new Map();
  for (const language of ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl']) {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const code of countryCodes()) countryNames.set(folded(names.of(code) ?? code), code);
  }
  const short = {
    uk: 'GB',
    england: 'GB',
    scotland: 'GB',
    wales: 'GB',
    northernireland: 'GB',
    greatbritain: 'GB',
    usa: 'US',
    brd: 'DE',
    czechrepublic: 'CZ',
    republicofireland: 'IE',
    unitedstatesofamerica: 'US',
    theusa: 'US',
    southkorea: 'KR',
    turkey: 'TR',
    macedonia: 'MK',
    rsa: 'ZA',
    hongkong: 'HK',
    macau: 'MO',
    ivorycoast: 'CI',
    tschechien: 'CZ',
    eire: 'IE',
    holland: 'NL',
  };
  for (const [name, code] of Object.entries(short)) countryNames.set(name, code);
  return countryNames;
}

let codes: Set<string> | undefined;

/** Every code the runtime has a name for, without old ones (UK, DD) that stand for others and without ZZ, "unknown". */
function countryCodes(): Set<string> {
  if (codes) return codes;
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const pairs = letters.flatMap((a) => letters.map((b) => a + b));
  codes = new Set(
    pairs.filter(
      (code) =>
        code !== 'ZZ' && names.of(code) !== undefined && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`,
    ),
  );
  return codes;
}

/** Codes of vehicles and post that stand before German postcodes. */
const postCodes: Record<string, string> = { D: 'DE', A: 'AT', F: 'FR', I: 'IT', L: 'LU', B: 'BE', E: 'ES' };

/** A country as ISO 3166-1 alpha-2, from its code (two letters, or three) or its name in several languages. */
export function readCountry(cell: string): string | BadValue {
  const text = cell.trim();
  const upper = text.toUpperCase();
  const named = countriesByName().get(folded(text));
  if (named !== undefined) return named;
  if (countryCodes().has(upper)) return upper;
  const code = postCodes[upper] ?? threeLetters[upper];
  return code ?? new BadValue('not-a-country', { value: quoted(cell) });
}

const threeLetters: Record<string, string> = {
  DEU: 'DE',
  GER: 'DE',
  AUT: 'AT',
  CHE: 'CH',
  SUI: 'CH',
  GBR: 'GB',
  IRL: 'IE',
  FRA: 'FR',
  ITA: 'IT',
  ESP: 'ES',
  PRT: 'PT',
  NLD: 'NL',
  BEL: 'BE',
  LUX: 'LU',
  POL: 'PL',
  CZE: 'CZ',
  DNK: 'DK',
  SWE: 'SE',
  NOR: 'NO',
  FIN: 'FI',
  AUS: 'AU',
  NZL: 'NZ',
  CAN: 'CA',
  ZAF: 'ZA',
};

let currencyCodes: Set<string> | undefined;

/** A currency as ISO 4217, from its code or its sign where that names just one. */
export function readCurrency(cell: string): string | BadValue {
  const text = cell.trim();
  const code =
    { '€': 'EUR', '£': 'GBP' }[text] ??
    { euro: 'EUR', eur: 'EUR', pound: 'GBP', pounds: 'GBP' }[text.toLowerCase()] ??
    text.toUpperCase();
  currencyCodes ??= new Set(Intl.supportedValuesOf('currency'));
  return currencyCodes.has(code) ? code : new BadValue('not-a-currency', { value: quoted(cell) });
}

let languageNames: Map<string, string> | undefined;

/** A language as a BCP 47 tag, from a tag (`de`, `en-GB`, `de_DE`) or its English or own name. */
export function readLanguage(cell: string): string | BadValue {
  const text = cell.trim().replaceAll('_', '-');
  const bad = new BadValue('not-a-language', { value: quoted(cell) });
  languageNames ??= namesOfLanguages();
  const named = languageNames.get(folded(text));
  if (named !== undefined) return named;
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(text) || text.length > 12) return bad;
  return Intl.getCanonicalLocales(text)[0] ?? bad;
}

function namesOfLanguages(): Map<string, string> {
  const found = new Map<string, string>();
  for (const tag of ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'ar', 'he', 'tr', 'ru', 'uk']) {
    for (const language of ['en', 'de', tag]) {
      const name = new Intl.DisplayNames(language, { type: 'language' }).of(tag);
      if (name !== undefined) found.set(folded(name), tag);
    }
  }
  return found;
}
