import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

// Numbers that cost their caller, and those that aren't a person's phone: what SMS pumping uses.
const REFUSED_TYPES: ReadonlySet<string | undefined> = new Set([
  'PREMIUM_RATE',
  'SHARED_COST',
  'VOIP',
  'UAN',
  'PAGER',
  'PERSONAL_NUMBER',
  'VOICEMAIL',
  'TOLL_FREE',
]);

export type SmsRefusal = 'not-a-number' | 'country-not-allowed' | 'kind-not-allowed';

/**
 * Why no text message goes to this number, or null when it may. `to` must be E.164 ("+447700900123") and of one of
 * `countries` (ISO 3166-1 alpha-2); an empty list allows none.
 */
export function smsRefusal(to: string, countries: readonly string[]): SmsRefusal | null {
  if (!/^\+[1-9]\d{5,14}$/.test(to)) return 'not-a-number';
  const number = parsePhoneNumberFromString(to);
  if (!number?.isPossible()) return 'not-a-number';
  const possible = number.country === undefined ? number.getPossibleCountries() : [number.country];
  if (!possible.some((country) => countries.includes(country))) return 'country-not-allowed';
  return REFUSED_TYPES.has(number.getType()) ? 'kind-not-allowed' : null;
}
