import { BadValue, quoted } from './bad-value.ts';

interface VatRule {
  /** What follows the letters of the country. */
  readonly shape: RegExp;
  /** Whether the last digits agree with the others, where that is simple to tell. */
  readonly agrees?: (digits: string) => boolean;
}

/** VAT numbers of the European Union, of Northern Ireland and of Great Britain, by their first two letters. */
const VAT_IDS: Readonly<Record<string, VatRule>> = {
  AT: { shape: /^U\d{8}$/, agrees: austrian },
  BE: { shape: /^[01]\d{9}$/, agrees: (id) => 97 - (Number(id.slice(0, 8)) % 97) === Number(id.slice(8)) },
  BG: { shape: /^\d{9,10}$/ },
  CY: { shape: /^\d{8}[A-Z]$/ },
  CZ: { shape: /^\d{8,10}$/ },
  DE: { shape: /^[1-9]\d{8}$/, agrees: german },
  DK: { shape: /^[1-9]\d{7}$/, agrees: (id) => weighted(id, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 },
  EE: { shape: /^\d{9}$/, agrees: (id) => weighted(id, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 },
  EL: { shape: /^\d{9}$/ },
  ES: { shape: /^[A-Z\d]\d{7}[A-Z\d]$/ },
  FI: { shape: /^\d{8}$/, agrees: (id) => weighted(id, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0 },
  FR: { shape: /^[A-HJ-NP-Z\d]{2}\d{9}$/, agrees: french },
  GB: { shape: /^(?:\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2})$/, agrees: british },
  HR: { shape: /^\d{11}$/ },
  HU: { shape: /^\d{8}$/ },
  IE: { shape: /^(?:\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/ },
  IT: { shape: /^\d{11}$/, agrees: (id) => doubled(id) % 10 === 0 },
  LT: { shape: /^(?:\d{9}|\d{12})$/ },
  LU: { shape: /^\d{8}$/, agrees: (id) => Number(id.slice(0, 6)) % 89 === Number(id.slice(6)) },
  LV: { shape: /^\d{11}$/ },
  MT: { shape: /^\d{8}$/ },
  NL: { shape: /^[A-Z\d+*]{10}\d{2}$/ },
  PL: { shape: /^\d{10}$/, agrees: (id) => weighted(id, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(id.slice(9)) },
  PT: { shape: /^[1-9]\d{8}$/, agrees: portuguese },
  RO: { shape: /^[1-9]\d{1,9}$/ },
  SE: { shape: /^\d{10}01$/ },
  SI: { shape: /^[1-9]\d{7}$/ },
  SK: { shape: /^[1-9]\d{9}$/ },
  XI: { shape: /^(?:\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2})$/, agrees: british },
};

/**
 * A VAT number without spaces and dots, with the letters of its country, which may be left out when it is `country`
 * (ISO 3166). Checked by its shape and, where that is simple, by its check digits; nobody is asked whether it exists.
 * One of a country outside these is taken as it was typed.
 */
export function readVatId(cell: string, country: string): string | BadValue {
  const text = cell.toUpperCase().replaceAll(/[\s.\-/]/g, '');
  const home = country === 'GR' ? 'EL' : country;
  const named = text.slice(0, 2) === 'GR' ? `EL${text.slice(2)}` : text;
  const letters = Object.hasOwn(VAT_IDS, named.slice(0, 2)) && named.length > 4 ? named.slice(0, 2) : home;
  const rule = Object.hasOwn(VAT_IDS, letters) ? VAT_IDS[letters] : undefined;
  if (rule === undefined) return cell;
  const bare = named.startsWith(letters) ? named.slice(2) : named;
  // Old Belgian numbers are written without the leading nought.
  const id = letters === 'BE' && bare.length === 9 ? `0${bare}` : bare;
  if (!rule.shape.test(id)) return new BadValue('not-a-vat-id', { value: quoted(cell), country: letters });
  if (rule.agrees?.(id) === false) return new BadValue('vat-id-digits', { value: quoted(cell) });
  return `${letters}${id}`;
}

function digitsOf(text: string): readonly number[] {
  return Array.from(text.replaceAll(/\D/g, ''), Number);
}

function weighted(text: string, weights: readonly number[]): number {
  const digits = digitsOf(text);
  return weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0);
}

/** Luhn: every second digit counts double, and a double of two digits counts as their sum. */
function doubled(text: string): number {
  return digitsOf(text).reduce(
    (sum, digit, at) => sum + (at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2),
    0,
  );
}

function german(id: string): boolean {
  let product = 10;
  for (const digit of digitsOf(id.slice(0, 8))) {
    const sum = (digit + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === Number(id.slice(8));
}

function austrian(id: string): boolean {
  const digits = digitsOf(id);
  const sum = digits
    .slice(0, 7)
    .reduce((total, digit, at) => total + (at % 2 === 0 ? digit : Math.floor(digit / 5) + ((digit * 2) % 10)), 0);
  return (10 - ((sum + 4) % 10)) % 10 === digits[7];
}

function british(id: string): boolean {
  if (!/^\d/.test(id)) return true;
  const sum = weighted(id, [8, 7, 6, 5, 4, 3, 2]) + Number(id.slice(7, 9));
  return sum % 97 === 0 || (sum + 55) % 97 === 0;
}

function french(id: string): boolean {
  if (!/^\d{2}/.test(id)) return true;
  return (12 + 3 * (Number(id.slice(2)) % 97)) % 97 === Number(id.slice(0, 2));
}

function portuguese(id: string): boolean {
  const rest = weighted(id, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest < 2 ? 0 : 11 - rest) === Number(id.slice(8));
}
