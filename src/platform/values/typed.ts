import { BadValue } from './bad-value.ts';
import { readDay } from './dates.ts';
import { decimalText, minorDigits, readAmount, readDecimal } from './numbers.ts';

/**
 * An amount typed into a form, in minor units. The page writes `1,234.56`; `24,00` can only mean one thing and is
 * taken as well. `1.005` is not: read the other way it would be a thousand times as much.
 */
export function typedAmount(text: string, currency: string): bigint | BadValue {
  const amount = readAmount(text, currency, { style: 'point', unit: 'major' });
  if (!(amount instanceof BadValue) || !/,\d{1,2}\D*$/.test(text)) return amount;
  const other = readAmount(text, currency, { style: 'comma', unit: 'major' });
  return other instanceof BadValue ? amount : other;
}

/** A quantity typed into a form, as PostgreSQL reads it: at most four places and ten digits before the point. */
export function typedQuantity(text: string): string | BadValue {
  const point = readDecimal(text, 'point');
  const decimal = point instanceof BadValue && /,\d{1,4}$/.test(text) ? readDecimal(text, 'comma') : point;
  if (decimal instanceof BadValue) return decimal;
  const size = decimal.digits < 0n ? -decimal.digits : decimal.digits;
  if (decimal.places > 4) return new BadValue('too-many-places', { places: 4 });
  if (size / 10n ** BigInt(decimal.places) >= 10_000_000_000n) return new BadValue('too-big');
  return decimalText(decimal);
}

/** An amount as it stands in a form's box: `24.00`. */
export function amountText(minor: bigint, currency: string): string {
  return decimalText({ digits: minor, places: minorDigits(currency) });
}

/** A day typed into a form: a browser's date field sends 2026-11-23, a hand may type 23.11.2026 or 23 November 2026. */
export function typedDay(text: string): Temporal.PlainDate | BadValue {
  return readDay(text, 'dmy');
}

/** The same where it only narrows a list: null when nothing is said, or nothing that reads as a day. */
export function askedDay(text: string | undefined): Temporal.PlainDate | null {
  const day = text === undefined || text === '' ? null : typedDay(text);
  return day instanceof BadValue ? null : day;
}
