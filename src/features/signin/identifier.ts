import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/** What a person typed to say who they are: phone numbers as E.164, addresses and customer numbers folded. */
export interface Identifier {
  readonly kind: 'email' | 'phone' | 'number';
  readonly value: string;
}

const EMAIL = /^[^\s@"'\\(),:;<>[\]]{1,64}@[^\s@"'\\(),:;<>[\]]{1,185}\.[^\s@"'\\(),:;<>[\].]{2,63}$/;

/**
 * Reads the one field of the sign-in page. A customer number may look like a phone number ("10318"), so text counts as a
 * phone number only when it is a possible one of the org's country. Null when it can be none of the three.
 */
export function readIdentifier(typed: string, country: string): Identifier | null {
  const text = typed.trim();
  if (text.length > 254) return null;
  if (text.includes('@')) return EMAIL.test(text) ? { kind: 'email', value: text.toLowerCase() } : null;
  const phone = /^[+()\d\s./-]{6,}$/.test(text) ? parsePhoneNumberFromString(text, country as CountryCode) : undefined;
  if (phone?.isPossible() && (text.startsWith('+') || text.startsWith('0')))
    return { kind: 'phone', value: phone.number };
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/.test(text)) return { kind: 'number', value: text.toLowerCase() };
  return phone?.isPossible() ? { kind: 'phone', value: phone.number } : null;
}

/** A staff e-mail address, folded; null when it is none. */
export function readStaffEmail(typed: string): string | null {
  const text = typed.trim().toLowerCase();
  return /^[a-z0-9._+-]{1,64}@[a-z0-9.-]{1,185}\.[a-z]{2,63}$/.test(text) ? text : null;
}
