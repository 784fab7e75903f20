import type { FormReader, TypedForm } from '../../platform/http/index.ts';
import { BadValue, quoted, typedAmount, typedDay, typedQuantity } from '../../platform/values/index.ts';
import { formatDay } from '../../ui/format.ts';
import { MOST_LINES, type Draft, type DraftLine } from './save-draft.ts';
import { MOST_MINOR } from './totals.ts';

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

interface About {
  readonly customerId: string;
  readonly jobId: string | null;
  readonly currency: string;
  readonly payment_terms_days: number;
  readonly locale: string;
}

/** The draft in a form. What is wrong is noted in `reader`; call its `done()` before using it. */
export function readDraft(form: TypedForm, reader: FormReader, about: About): Draft {
  const issued_on = readDayField(form, reader, 'issued_on');
  const due_on = readDayField(form, reader, 'due_on');
  checkDue(issued_on, due_on, reader, about);
  const typed = typedLines(form);
  if (typed.filter((line) => !isBlank(line)).length > MOST_LINES)
    reader.problem('lines', 'invoices.error-many-lines', { most: MOST_LINES });
  return {
    customerId: about.customerId,
    jobId: about.jobId,
    issued_on,
    due_on,
    currency: about.currency,
    prices_include_tax: form.text('prices') === 'with',
    customer_reference: reader.text('reference', { most: 100 }),
    note: reader.text('note', { most: 2000, lines: true }),
    lines: typed.flatMap((line, at) => (isBlank(line) ? [] : [readLine(line, at + 1, reader, about.currency)])),
  };
}

function readDayField(form: TypedForm, reader: FormReader, field: string): Temporal.PlainDate | null {
  const text = form.text(field);
  if (text === '') return null;
  const day = typedDay(text);
  if (!(day instanceof BadValue)) return day;
  reader.problem(field, 'invoices.error-day', { value: quoted(text) });
  return null;
}

function checkDue(
  issued_on: Temporal.PlainDate | null,
  due_on: Temporal.PlainDate | null,
  reader: FormReader,
  { payment_terms_days: days, locale }: About,
): void {
  if (issued_on === null || due_on === null || Temporal.PlainDate.compare(due_on, issued_on) >= 0) return;
  reader.problem('due_on', 'invoices.error-due', { days, day: formatDay(issued_on.add({ days }), locale, issued_on) });
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
