import { BadValue, quoted } from './bad-value.ts';

/** How numbers are written: `1,234.56` or `1.234,56`. Spaces and apostrophes between thousands go with both. */
export type NumberStyle = 'point' | 'comma';

/** A decimal number as digits: sign × digits × 10^-places. Exact, whatever was written. */
export interface Decimal {
  digits: bigint;
  places: number;
}

const styles: Record<NumberStyle, { decimal: string; group: string }> = {
  point: { decimal: '.', group: ',' },
  comma: { decimal: ',', group: '.' },
};

/** The longest number read; more digits than any amount or quantity has. */
const maxDigits = 24;

/** A number without unit: `1,234.56`, `-5`, `5-` and `(5)` (as bookkeeping programs write minus), `+5`, `1 234`. */
export function readDecimal(cell: string, style: NumberStyle): Decimal | BadValue {
  const text = cell.trim().replace(/[−–]/g, '-');
  const bare = /^\((.+)\)$/.exec(text)?.[1] ?? text;
  const match = /^([+-]?)\s*(.*?)\s*(-?)$/.exec(bare);
  const body = match?.[2] ?? '';
  const minuses = (text !== bare ? 1 : 0) + (match?.[1] === '-' ? 1 : 0) + (match?.[3] === '-' ? 1 : 0);
  const plain = withoutGroups(body, styles[style]);
  if (plain === null || minuses > 1) return notANumber(cell, style);
  const [whole = '', fraction = ''] = plain.split('.');
  if (whole.length + fraction.length > maxDigits) return notANumber(cell, style);
  const trimmed = fraction.replace(/0+$/, '');
  const digits = BigInt(`${whole}${trimmed}`);
  return { digits: minuses === 1 ? -digits : digits, places: trimmed.length };
}

/** Digits with a decimal point, or null. Thousands must be grouped by three throughout, so that 12.34 is never read as 1234. */
function withoutGroups(body: string, { decimal, group }: { decimal: string; group: string }): string | null {
  const cut = body.lastIndexOf(decimal);
  const whole = cut === -1 ? body : body.slice(0, cut);
  const fraction = cut === -1 ? '' : body.slice(cut + 1);
  if (!/^\d*$/.test(fraction)) return null;
  const digits = /^\d*$/.test(whole) ? whole : groupedDigits(whole, group);
  if (digits === null || (digits === '' && fraction === '')) return null;
  return `${digits === '' ? '0' : digits}.${fraction}`;
}

function groupedDigits(whole: string, group: string): string | null {
  const separator = /[^\d]/.exec(whole)?.[0] ?? '';
  if (separator !== group && !" \u00a0\u202f'’".includes(separator)) return null;
  const [first = '', ...rest] = whole.split(separator);
  const good = /^\d{1,3}$/.test(first) && rest.every((part) => /^\d{3}$/.test(part));
  return good ? [first, ...rest].join('') : null;
}

function notANumber(cell: string, style: NumberStyle): BadValue {
  const other = style === 'point' ? 'comma' : 'point';
  const body = cell.trim().replace(/^-|-$/g, '');
  const fitsOther = withoutGroups(body, styles[style]) === null && withoutGroups(body, styles[other]) !== null;
  return new BadValue(fitsOther ? `number-${style}` : 'not-a-number', { value: quoted(cell) });
}

const symbols: Record<string, string> = {
  '€': 'EUR',
  '£': 'GBP',
  $: 'USD',
  '¥': 'JPY',
  zł: 'PLN',
  kr: '',
  'kr.': '',
  'Fr.': 'CHF',
  'SFr.': 'CHF',
};
/** Currencies that are written with a plain dollar sign. */
const dollars = new Set(['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN']);

export type AmountUnit = 'major' | 'minor';

/** How amounts of a file are written. `unit`: 29.75 (major) or 2975 (minor) for the same price. */
export interface AmountStyle {
  style: NumberStyle;
  unit: AmountUnit;
}

/** An amount in minor units of `currency`. A currency sign or code beside it must be that currency's. */
export function readAmount(cell: string, currency: string, how: AmountStyle): bigint | BadValue {
  const exact = readExactAmount(cell, currency, how);
  if (exact instanceof BadValue) return exact;
  if (exact.places > 0)
    return new BadValue('too-many-places', { value: quoted(cell), currency, places: minorDigits(currency) });
  return exact.digits;
}

/** The same, but fractions of the minor unit are kept (a price of 0.0125 a piece). */
export function readExactAmount(cell: string, currency: string, { style, unit }: AmountStyle): Decimal | BadValue {
  const stripped = withoutCurrency(cell, currency);
  if (stripped instanceof BadValue) return stripped;
  const decimal = readDecimal(stripped, style);
  if (decimal instanceof BadValue) return decimal;
  const shift = unit === 'minor' ? 0 : minorDigits(currency);
  return decimal.places >= shift
    ? { digits: decimal.digits, places: decimal.places - shift }
    : { digits: decimal.digits * 10n ** BigInt(shift - decimal.places), places: 0 };
}

function withoutCurrency(cell: string, currency: string): string | BadValue {
  const mark = /[€£$¥]|zł|S?Fr\.|kr\.?|\b[A-Z]{3}\b/.exec(cell)?.[0];
  if (mark === undefined) return cell;
  const meant = symbols[mark] ?? mark;
  const same = meant === currency || meant === '' || (mark === '$' && dollars.has(currency));
  if (!same) return new BadValue('other-currency', { value: quoted(cell), currency });
  return cell
    .replace(mark, '')
    .replace(/\s{2,}/g, ' ')
    .trim();
}

const digitsByCurrency = new Map<string, number>();

/** Decimal places of a currency's minor unit by ISO 4217: 2 for EUR, 0 for JPY. */
export function minorDigits(currency: string): number {
  const known = digitsByCurrency.get(currency);
  if (known !== undefined) return known;
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  digitsByCurrency.set(currency, digits);
  return digits;
}

/** A rate in basis points: `19`, `19 %`, `19,0%`. Below 1 without a sign it is a fraction: 0.19 is 19 %, as no tax is below 1 %. */
export function readRate(cell: string, style: NumberStyle): number | BadValue {
  const hasSign = cell.includes('%');
  const decimal = readDecimal(cell.replace('%', ''), style);
  if (decimal instanceof BadValue) return decimal;
  const isFraction =
    !hasSign && decimal.places > 0 && decimal.digits > 0n && decimal.digits < 10n ** BigInt(decimal.places);
  const shift = isFraction ? 4 : 2;
  if (decimal.places > shift || decimal.digits < 0n) return new BadValue('not-a-rate', { value: quoted(cell) });
  const rate_bp = Number(decimal.digits) * 10 ** (shift - decimal.places);
  return rate_bp <= 10_000 ? rate_bp : new BadValue('not-a-rate', { value: quoted(cell) });
}

/** A decimal as plain text with a point, for PostgreSQL: `-2.5`. */
export function decimalText({ digits, places }: Decimal): string {
  const size = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
  const text = places === 0 ? size : `${size.slice(0, -places)}.${size.slice(-places)}`;
  return digits < 0n ? `-${text}` : text;
}

export interface FoundNumberStyle {
  style: NumberStyle;
  /** False when the samples fit both ways of writing. */
  sure: boolean;
}

/** How the numbers among the samples are written; `usual` decides when both fit. */
export function findNumberStyle(samples: readonly string[], usual: NumberStyle): FoundNumberStyle {
  let point = 0;
  let comma = 0;
  for (const sample of samples) {
    const last = /([.,])(\d+)[^\d.,]*$/.exec(sample.trim());
    if (!last) continue;
    const [, separator, digits = ''] = last;
    const count = sample.split(separator ?? '').length - 1;
    // Three digits after a single mark may be thousands; two marks of one kind are thousands for certain.
    const isGroup = count > 1;
    if (digits.length === 3 && !isGroup && !hasBoth(sample)) continue;
    const isDecimalPoint = (separator === '.') !== isGroup;
    if (isDecimalPoint) point++;
    else comma++;
  }
  if (point === comma) return { style: usual, sure: false };
  return { style: point > comma ? 'point' : 'comma', sure: point === 0 || comma === 0 };
}

function hasBoth(sample: string): boolean {
  return sample.includes('.') && sample.includes(',');
}
