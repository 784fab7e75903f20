import {
  findDateOrder,
  findNumberStyle,
  folded,
  type AmountUnit,
  type DateOrder,
  type NumberStyle,
} from '../../platform/values/index.ts';
import { fields, type ImportKind } from './fields.ts';
import type { Mapping } from './mapping.ts';

/** What the business's own settings say about values that leave it open. */
export interface OrgDefaults {
  country: string;
  currency: string;
  timeZone: string;
  paymentTermsDays: number;
}

/** How the values of one file are read. Every choice that could be mistaken is named here and shown to the person. */
export interface Reading {
  dateOrder: DateOrder;
  numberStyle: NumberStyle;
  amountUnit: AmountUnit;
  pricesIncludeTax: boolean;
  /** For lines without a rate of their own, in basis points. */
  defaultRateBp: number;
}

export interface ProposedReading {
  reading: Reading;
  /** The choices that the sample values leave open. */
  unsure: ('dateOrder' | 'numberStyle')[];
}

/** Countries that write the month first. */
const monthFirst = new Set(['US', 'PH', 'PW', 'FM', 'MH']);
/** Countries that write a decimal point; nearly all the others in the world of this product write a comma. */
const decimalPoint = new Set('GB IE US CA AU NZ IN PK ZA SG MY PH HK JP CN KR TH IL MX CH LI MT NG KE'.split(' '));

/** Finds out from the samples of the mapped columns how values are written; the business's country settles the rest. */
export function proposeReading(
  kind: ImportKind,
  mapping: Mapping,
  columns: readonly string[],
  samples: readonly (readonly string[])[],
  org: OrgDefaults,
): ProposedReading {
  const values = (types: readonly string[]) =>
    fields[kind]
      .filter((field) => types.includes(field.type) && mapping[field.name] !== undefined)
      .flatMap((field) => samples.map((cells) => cells[mapping[field.name] ?? -1] ?? ''))
      .filter((value) => value.trim() !== '');
  const days = values(['day', 'moment']);
  const numbers = values(['amount', 'price', 'quantity', 'rate', 'latitude', 'longitude']);
  const dates = findDateOrder(days, monthFirst.has(org.country) ? 'mdy' : 'dmy');
  const style = findNumberStyle(numbers, decimalPoint.has(org.country) ? 'point' : 'comma');
  const headers = ['unit_price', 'line_amount', 'total', 'price', 'amount'].map((name) =>
    folded(columns[mapping[name] ?? -1] ?? ''),
  );
  const unsure: ProposedReading['unsure'] = [];
  if (days.length > 0 && !dates.sure) unsure.push('dateOrder');
  if (numbers.some((number) => /[.,]/.test(number)) && !style.sure) unsure.push('numberStyle');
  return {
    reading: {
      dateOrder: dates.order,
      numberStyle: style.style,
      amountUnit: headers.some((header) => /(?:cents?|pence|minor|minorunits)$/.test(header)) ? 'minor' : 'major',
      pricesIncludeTax: headers.slice(0, 2).some((header) => /gross|brutto|inkl|incl/.test(header)),
      defaultRateBp: 0,
    },
    unsure,
  };
}

const orders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd', 'serial'];

/** A stored or posted reading; what is missing or unknown is taken from `otherwise`. */
export function validReading(given: Readonly<Record<string, unknown>>, otherwise: Reading): Reading {
  const rate = Number(given.defaultRateBp);
  return {
    dateOrder: orders.find((order) => order === given.dateOrder) ?? otherwise.dateOrder,
    numberStyle:
      given.numberStyle === 'point' || given.numberStyle === 'comma' ? given.numberStyle : otherwise.numberStyle,
    amountUnit: given.amountUnit === 'major' || given.amountUnit === 'minor' ? given.amountUnit : otherwise.amountUnit,
    pricesIncludeTax: typeof given.pricesIncludeTax === 'boolean' ? given.pricesIncludeTax : otherwise.pricesIncludeTax,
    defaultRateBp: Number.isInteger(rate) && rate >= 0 && rate <= 10_000 ? rate : otherwise.defaultRateBp,
  };
}
