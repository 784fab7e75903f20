import type { FormReader, TypedForm } from '../../platform/http/index.ts';
import { BadValue, quoted, typedAmount, typedQuantity } from '../../platform/values/index.ts';
import { type DraftLine, MOST_MINOR } from '../papers/index.ts';

/** A line as it stands in the form, typed. */
export interface LineTyped {
  readonly what: string;
  readonly qty: string;
  readonly unit: string;
  readonly price: string;
  readonly rate: string;
  /** On a credit note: the line of the invoice that it corrects, or ''. */
  readonly ref?: string;
}

const MOST_WHAT = 2000;

/** The rows of the form in order; a row's fields come as lists of equal length. */
export function typedLines(form: TypedForm): LineTyped[] {
  const [whats, qtys, units, prices, rates] = ['what', 'qty', 'unit', 'price', 'rate'].map((name) =>
    form.all(`${name}[]`),
  );
  return (whats ?? []).map((what, at) => ({
    what,
    qty: qtys?.[at] ?? '',
    unit: units?.[at] ?? '',
    price: prices?.[at] ?? '',
    rate: rates?.[at] ?? '',
  }));
}

/** A row nothing was typed into: quantity and rate stand in it from the start. */
export function isBlank(line: LineTyped): boolean {
  return line.what === '' && line.price === '' && line.unit === '' && (line.qty === '' || line.qty === '1');
}

/** One row, its number for the words; a field of it is named with that number. */
export function readLine(typed: LineTyped, line: number, reader: FormReader, currency: string): DraftLine {
  if (typed.what === '') reader.problem(`what_${line}`, 'invoices.error-what', { line });
  if ([...typed.what].length > MOST_WHAT)
    reader.problem(`what_${line}`, 'invoices.error-what-long', { line, most: MOST_WHAT });
  if ([...typed.unit].length > 20) reader.problem(`unit_${line}`, 'invoices.error-unit', { line });
  const quantity = typedQuantity(typed.qty === '' ? '1' : typed.qty);
  if (quantity instanceof BadValue)
    reader.problem(`qty_${line}`, 'invoices.error-qty', { line, value: quoted(typed.qty) });
  const rate = rateIn(typed.rate);
  if (rate === null) reader.problem(`rate_${line}`, 'invoices.error-rate', { line });
  return {
    description: typed.what,
    unit: typed.unit === '' ? null : typed.unit,
    quantity: quantity instanceof BadValue ? '0' : quantity,
    unit_price_minor: readPrice(typed.price, line, reader, currency),
    tax_rate_bp: rate ?? 0,
  };
}

function readPrice(text: string, line: number, reader: FormReader, currency: string): bigint {
  const field = `price_${line}`;
  if (text === '') {
    reader.problem(field, 'invoices.error-price-missing', { line });
    return 0n;
  }
  const minor = typedAmount(text, currency);
  if (minor instanceof BadValue) {
    reader.problem(field, 'invoices.error-price', { line, value: quoted(text) });
    return 0n;
  }
  if (minor > MOST_MINOR || minor < -MOST_MINOR) reader.problem(field, 'invoices.error-price-big', { line });
  return minor;
}

/** Basis points as the form's list sends them. */
export function rateIn(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 10_000 ? Number(text) : null;
}
