import { withoutFormulaGuard, type CsvRecord } from '../../platform/csv/index.ts';
import {
  BadValue,
  cleanText,
  decimalText,
  folded,
  quoted,
  readAmount,
  readBoolean,
  readCountry,
  readCurrency,
  readDay,
  readDecimal,
  readEmail,
  readExactAmount,
  readLanguage,
  readMoment,
  readPhone,
  readRate,
  readText,
  readTime,
  type Decimal,
  type Moment,
} from '../../platform/values/index.ts';
import { fieldOf, type ImportKind } from './fields.ts';
import type { Mapping } from './mapping.ts';
import type { OrgDefaults, Reading } from './reading.ts';

/** One thing wrong with one row: the column's header (null when it concerns the row), and a reason of the catalogue. */
export interface CellProblem {
  column: string | null;
  reason: string;
  values: Readonly<Record<string, string | number>>;
}

/** How one file is read, settled once for all its rows. */
export interface Layout {
  kind: ImportKind;
  columns: readonly string[];
  mapping: Mapping;
  reading: Reading;
  org: OrgDefaults;
}

/** Quantities have four decimal places in the books, and at most ten digits before the point. */
const quantityPlaces = 4;
const maxQuantity = 10n ** 10n;
/** Amounts of the books stay below ten thousand million of a currency with cents. */
const maxMinor = 1_000_000_000_000n;

/**
 * The cells of one row, read field by field. An empty cell and a field without a column give null; a cell that can't be
 * read gives null too and is added to `problems`, so that one pass names everything that is wrong with the row.
 */
export class Cells {
  readonly problems: CellProblem[] = [];
  readonly record: CsvRecord;
  readonly layout: Layout;

  constructor(record: CsvRecord, layout: Layout) {
    this.record = record;
    this.layout = layout;
    const beyond = record.cells.slice(layout.columns.length).find((cell) => cell.trim() !== '');
    if (beyond !== undefined) {
      const values = { cells: record.cells.length, columns: layout.columns.length, value: quoted(beyond) };
      this.problems.push({ column: null, reason: 'too-many-cells', values });
    }
  }

  /** Says that the row can't be taken, because of this field. */
  refuse(field: string, reason: string, values: CellProblem['values'] = {}): null {
    const column = this.layout.mapping[field];
    this.problems.push({ column: column === undefined ? null : (this.layout.columns[column] ?? null), reason, values });
    return null;
  }

  raw(field: string): string {
    const column = this.layout.mapping[field];
    if (column === undefined) return '';
    return withoutFormulaGuard(cleanText(this.record.cells[column] ?? ''));
  }

  text(field: string): string | null {
    const known = fieldOf(this.layout.kind, field);
    const how = { maxLength: known?.maxLength ?? 200, lines: known?.type === 'lines' };
    return this.take(field, (cell) => readText(cell, how));
  }

  /** A number of ours: letters, digits and a few signs. */
  number(field: string, shape: RegExp): string | null {
    const text = this.text(field);
    if (text === null || shape.test(text)) return text;
    return this.refuse(field, 'not-a-number-of-ours', { value: quoted(text) });
  }

  /** A number without a country code is one of the row's own country if it names one, else of the business's. */
  phone(field: string): string | null {
    const country = this.layout.mapping.country === undefined ? null : readCountry(this.raw('country'));
    const near = typeof country === 'string' ? country : this.layout.org.country;
    return this.take(field, (cell) => readPhone(cell, near));
  }

  email(field: string): string | null {
    return this.take(field, readEmail);
  }

  country(field: string): string | null {
    return this.take(field, readCountry);
  }

  language(field: string): string | null {
    return this.take(field, readLanguage);
  }

  boolean(field: string): boolean | null {
    return this.take(field, readBoolean);
  }

  day(field: string): Temporal.PlainDate | null {
    return this.take(field, (cell) => readDay(cell, this.layout.reading.dateOrder));
  }

  moment(field: string): Moment | null {
    return this.take(field, (cell) => readMoment(cell, this.layout.reading.dateOrder));
  }

  time(field: string): Temporal.PlainTime | null {
    return this.take(field, (cell) => {
      // Exports often put a whole date in front of the time.
      const moment = readMoment(cell, this.layout.reading.dateOrder);
      return moment instanceof BadValue || !moment.time ? readTime(cell) : moment.time;
    });
  }

  /** The row's currency, or the business's own. */
  currency(): string {
    return this.take('currency', readCurrency) ?? this.layout.org.currency;
  }

  amount(field: string, currency: string): bigint | null {
    const amount = this.take(field, (cell) => readAmount(cell, currency, this.amountStyle()));
    if (amount === null || (amount <= maxMinor && amount >= -maxMinor)) return amount;
    return this.refuse(field, 'amount-too-large');
  }

  /** A price, which may have more places than the currency. */
  price(field: string, currency: string): Decimal | null {
    const price = this.take(field, (cell) => readExactAmount(cell, currency, this.amountStyle()));
    if (price === null || price.places > 6)
      return price && this.refuse(field, 'too-many-places', { value: quoted(this.raw(field)), currency, places: 6 });
    return price.digits / 10n ** BigInt(price.places) <= maxMinor ? price : this.refuse(field, 'amount-too-large');
  }

  quantity(field: string): Decimal | null {
    return this.take(field, (cell) => {
      const decimal = readDecimal(cell, this.layout.reading.numberStyle);
      if (decimal instanceof BadValue) return decimal;
      if (decimal.places > quantityPlaces) return new BadValue('quantity-places', { value: quoted(cell) });
      const whole = decimal.digits / 10n ** BigInt(decimal.places);
      return whole < maxQuantity && whole > -maxQuantity ? decimal : new BadValue('amount-too-large');
    });
  }

  rate(field: string): number | null {
    return this.take(field, (cell) => readRate(cell, this.layout.reading.numberStyle));
  }

  /** Degrees within ±limit. */
  degrees(field: string, limit: number): number | null {
    return this.take(field, (cell) => {
      const decimal = readDecimal(cell.replace('°', ''), this.layout.reading.numberStyle);
      const exact = decimal instanceof BadValue ? readDecimal(cell, 'point') : decimal;
      if (exact instanceof BadValue) return decimal instanceof BadValue ? decimal : exact;
      const degrees = Number(decimalText(exact));
      return Math.abs(degrees) <= limit ? degrees : new BadValue('not-degrees', { value: quoted(cell), limit });
    });
  }

  timeZone(field: string): string | null {
    return this.take(field, (cell) =>
      isTimeZone(cell) ? cell : new BadValue('not-a-time-zone', { value: quoted(cell) }),
    );
  }

  /** A word of a small vocabulary; `reason` says which there are. */
  word<T extends string>(field: string, words: ReadonlyMap<string, T>, reason: string): T | null {
    return this.take(field, (cell) => words.get(folded(cell)) ?? new BadValue(reason, { value: quoted(cell) }));
  }

  private amountStyle() {
    return { style: this.layout.reading.numberStyle, unit: this.layout.reading.amountUnit };
  }

  private take<T>(field: string, read: (cell: string) => T | BadValue): T | null {
    const cell = this.raw(field);
    if (cell === '' || isNothing(cell)) return null;
    const damage = readText(cell, { maxLength: Number.MAX_SAFE_INTEGER, lines: true });
    const value = damage instanceof BadValue ? damage : read(cell);
    return value instanceof BadValue ? this.refuse(field, value.reason, value.values) : value;
  }
}

/** What programs write for nothing. */
function isNothing(cell: string): boolean {
  return /^(?:null|n\/a|#n\/a|\\N|-+|–|—|0000-00-00(?: 00:00:00)?)$/i.test(cell);
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
