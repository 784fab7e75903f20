import { BadValue, quoted } from './bad-value.ts';

/** How postcodes look, by country, with one that exists. A country that is not here has none, or many kinds. */
const POSTCODES: Readonly<Record<string, { readonly shape: RegExp; readonly example: string }>> = {
  AT: four('1010'),
  AU: four('2000'),
  BE: four('1000'),
  BG: four('1000'),
  CA: { shape: /^[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d$/, example: 'K1A 0B1' },
  CH: four('8001'),
  CY: four('1010'),
  CZ: { shape: /^\d{3} ?\d{2}$/, example: '110 00' },
  DE: five('10115'),
  DK: four('1050'),
  EE: five('10111'),
  ES: five('28001'),
  FI: five('00100'),
  FR: five('75001'),
  GB: { shape: /^(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/, example: 'SW1A 1AA' },
  GR: { shape: /^\d{3} ?\d{2}$/, example: '105 57' },
  HR: five('10000'),
  HU: four('1011'),
  IE: { shape: /^[A-Z]\d[\dW] ?[A-Z\d]{4}$/, example: 'D02 AF30' },
  IT: five('00118'),
  LI: four('9490'),
  LT: { shape: /^(?:LT-?)?\d{5}$/, example: 'LT-01100' },
  LU: { shape: /^(?:L-?)?\d{4}$/, example: '1009' },
  LV: { shape: /^(?:LV-?)?\d{4}$/, example: 'LV-1050' },
  MT: { shape: /^[A-Z]{3} ?\d{2,4}$/, example: 'VLT 1117' },
  NL: { shape: /^\d{4} ?[A-Z]{2}$/, example: '1012 AB' },
  NO: four('0150'),
  NZ: four('6011'),
  PL: { shape: /^\d{2}-?\d{3}$/, example: '00-001' },
  PT: { shape: /^\d{4}(?:-?\d{3})?$/, example: '1000-001' },
  RO: { shape: /^\d{6}$/, example: '010011' },
  SE: { shape: /^\d{3} ?\d{2}$/, example: '111 20' },
  SI: { shape: /^(?:SI-?)?\d{4}$/, example: '1000' },
  SK: { shape: /^\d{3} ?\d{2}$/, example: '811 01' },
  US: { shape: /^\d{5}(?:-\d{4})?$/, example: '20500' },
};

function four(example: string) {
  return { shape: /^\d{4}$/, example };
}

function five(example: string) {
  return { shape: /^\d{5}$/, example };
}

/** A postcode as its country writes it, in capitals. Of a country we know no rule for, whatever was typed. */
export function readPostcode(cell: string, country: string): string | BadValue {
  const rule = Object.hasOwn(POSTCODES, country) ? POSTCODES[country] : undefined;
  if (rule === undefined) return cell;
  const code = cell.trim().toUpperCase().replaceAll(/\s+/g, ' ');
  return rule.shape.test(code)
    ? code
    : new BadValue('not-a-postcode', { value: quoted(cell), country, example: rule.example });
}
