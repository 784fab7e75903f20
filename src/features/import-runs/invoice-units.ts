import { divideRounded, timesQuantity } from '../../kernel/money.ts';
import type { CsvRecord } from '../../platform/csv/index.ts';
import { BadValue, decimalText, minorDigits, readDay, type Decimal } from '../../platform/values/index.ts';
import { importInvoices, type InvoiceLineRow, type InvoiceRow } from '../invoices/index.ts';
import { settledTotals, totalsOf } from '../papers/index.ts';
import { Cells, type Layout, invoiceStateWords } from '../import-columns/index.ts';
import { columnsOf, shownValues, type Importer, type Unit } from './importer.ts';
import { KeyTable } from './key-table.ts';
import { readCustomerRef } from './people.ts';
import { ImportStopped } from './stopped.ts';

/** Lines of one invoice, as the table has it. */
const maxLines = 1000;
/** Rows of invoices that have begun and are not complete. A file sorted by invoice holds one invoice at a time. */
export const maxWaitingRows = 20_000;

const invoiceNumberShape = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,31}$/;

/**
 * Invoices: one row for each line. Rows belong together that name the same number, or the same external ID where there
 * is no number. They needn't stand together: the file is counted first, and an invoice is complete with its last row,
 * so that none is ever written in part.
 */
export const invoices: Importer<InvoiceRow> = {
  async survey(records, layout) {
    const counts = new KeyTable();
    for await (const record of records) {
      const key = groupKey(new Cells(record, layout));
      if (key !== null) counts.set(key, counts.get(key) + 1);
    }
    return counts;
  },
  async *units(records, layout, counts) {
    const open = new Map<string, CsvRecord[]>();
    const seen = new KeyTable();
    let waiting = 0;
    for await (const record of records) {
      const cells = new Cells(record, layout);
      const key = groupKey(cells);
      if (key === null) {
        cells.refuse('number', 'no-invoice-number');
        yield {
          lastRow: record.row,
          rows: [{ record, problems: cells.problems }],
          item: null,
          columnOf: columnsOf(layout),
        };
        continue;
      }
      const group = open.get(key) ?? [];
      group.push(record);
      waiting++;
      const left = counts.get(key) - 1;
      counts.set(key, Math.max(left, 0));
      if (left > 0) {
        open.set(key, group);
        if (waiting > maxWaitingRows) throw new ImportStopped('lines-too-far-apart', { limit: maxWaitingRows });
        continue;
      }
      open.delete(key);
      waiting -= group.length;
      yield unitOf(group, layout, seen);
    }
  },
  apply: importInvoices,
  shown({ customer, totals, lines, ...invoice }) {
    const { net_minor, tax_minor, total_minor } = totals;
    const first = lines[0]?.description ?? '';
    const text = lines.length > 1 ? `${first} (+${lines.length - 1})` : first;
    return shownValues({
      ...invoice,
      customer: customer?.key ?? customer?.name,
      description: text,
      net_minor,
      tax_minor,
      total_minor,
    });
  },
};

function groupKey(cells: Cells): string | null {
  const number = cells.raw('number');
  const external = cells.raw('external_id');
  if (number !== '') return `number\n${number}`;
  return external === '' ? null : `id\n${external}`;
}

function unitOf(records: CsvRecord[], layout: Layout, seen: KeyTable): Unit<InvoiceRow> {
  const rows = records.map((record) => new Cells(record, layout));
  const item = readInvoice(rows, seen);
  const bad = rows.find((cells) => cells.problems.length > 0);
  if (bad) {
    for (const cells of rows)
      if (cells.problems.length === 0) cells.refuse('number', 'other-line-bad', { row: bad.record.row });
  }
  return {
    lastRow: records.at(-1)?.row ?? 0,
    rows: rows.map((cells) => ({ record: cells.record, problems: cells.problems })),
    item: bad ? null : item,
    columnOf: columnsOf(layout),
  };
}

const headFields = [
  'external_id',
  'customer',
  'customer_name',
  'job',
  'state',
  'issued_on',
  'due_on',
  'currency',
  'customer_reference',
  'note',
  'total',
] as const;

function readInvoice(rows: readonly Cells[], seen: KeyTable): InvoiceRow | null {
  const [first] = rows;
  if (!first) return null;
  const head = headOf(rows);
  const currency = head.currency.currency();
  const stateGiven = head.state.word('state', invoiceStateWords, 'not-an-invoice-state');
  const numberGiven =
    head.external_id.number('number', invoiceNumberShape) ?? first.number('number', invoiceNumberShape);
  const external_id = head.external_id.text('external_id');
  const state = stateGiven ?? (first.raw('number') === '' ? 'draft' : 'issued');
  const issued_on = head.issued_on.day('issued_on');
  const due_on = head.due_on.day('due_on');
  const total = head.total.amount('total', currency);
  const customer = readCustomerRef(head.customer) ?? readCustomerRef(head.customer_name);
  const job = head.job.text('job');
  const lines = readLines(rows, currency, total);
  if (customer === null && job === null) first.refuse('customer', 'no-customer-named');
  if (state !== 'draft' && numberGiven === null && first.raw('number') === '')
    first.refuse('number', 'issued-without-number');
  if (state !== 'draft' && issued_on === null && head.issued_on.raw('issued_on') === '')
    first.refuse('issued_on', 'no-day');
  if (issued_on && due_on && Temporal.PlainDate.compare(due_on, issued_on) < 0)
    head.due_on.refuse('due_on', 'due-before-issued');
  refuseTwin(external_id, first, seen);
  if (lines === null || rows.some((cells) => cells.problems.length > 0)) return null;
  const totals = totalsOf(lines, first.layout.reading.pricesIncludeTax || isTotalOnly(rows));
  const settled = total === null ? totals : settledTotals(totals, total, lines.length);
  if (settled === null)
    return first.refuse('total', 'total-differs', {
      lines: decimalAmount(totals.total_minor, currency),
      total: decimalAmount(total ?? 0n, currency),
    });
  const dueByTerms = issued_on?.add({ days: first.layout.org.paymentTermsDays }) ?? null;
  return {
    external_id: state === 'draft' ? (external_id ?? numberGiven) : external_id,
    number: state === 'draft' ? null : numberGiven,
    customer,
    job,
    state,
    issued_on,
    due_on: due_on ?? dueByTerms,
    currency,
    prices_include_tax: first.layout.reading.pricesIncludeTax || isTotalOnly(rows),
    customer_reference: head.customer_reference.text('customer_reference'),
    note: head.note.text('note'),
    lines,
    totals: settled,
  };
}

/**
 * For each field of the invoice as a whole, the first row that says something. Rows below may leave it empty; where two
 * rows contradict each other the second is refused.
 */
function headOf(rows: readonly Cells[]): Record<(typeof headFields)[number], Cells> {
  const first = rows[0];
  if (!first) throw new Error('an invoice has rows');
  const entries = headFields.map((field) => {
    const saying = rows.find((cells) => cells.raw(field) !== '') ?? first;
    const other = rows.find((cells) => cells.raw(field) !== '' && !saysSame(field, cells, saying));
    other?.refuse(field, field === 'total' ? 'totals-differ' : 'head-differs', { row: saying.record.row });
    return [field, saying] as const;
  });
  return Object.fromEntries(entries) as Record<(typeof headFields)[number], Cells>;
}

/** Exports put the moment of each line beside it; for an invoice only the day counts. */
function saysSame(field: string, one: Cells, two: Cells): boolean {
  const [a, b] = [one.raw(field), two.raw(field)];
  if (a === b || (field !== 'issued_on' && field !== 'due_on')) return a === b;
  const order = one.layout.reading.dateOrder;
  return String(readDay(a, order)) === String(readDay(b, order)) && !(readDay(a, order) instanceof BadValue);
}

function refuseTwin(external_id: string | null, first: Cells, seen: KeyTable): void {
  if (external_id === null) return;
  const earlier = seen.get(external_id);
  if (earlier === 0) seen.set(external_id, first.record.row);
  else first.refuse('external_id', 'twice', { row: earlier });
}

/** An invoice of one row that has a total and no price: its total is its only line, with tax in it. */
function isTotalOnly(rows: readonly Cells[]): boolean {
  const [only, ...others] = rows;
  return (
    only !== undefined &&
    others.length === 0 &&
    only.raw('unit_price') === '' &&
    only.raw('line_amount') === '' &&
    only.raw('total') !== ''
  );
}

function readLines(rows: readonly Cells[], currency: string, total: bigint | null): InvoiceLineRow[] | null {
  const [first] = rows;
  if (rows.length > maxLines) first?.refuse('number', 'too-many-lines', { lines: rows.length, limit: maxLines });
  const totalOnly = isTotalOnly(rows);
  const lines = rows.map((cells) => readLine(cells, currency, totalOnly ? total : null));
  return lines.every((line) => line !== null) ? lines : null;
}

function readLine(cells: Cells, currency: string, total: bigint | null): InvoiceLineRow | null {
  const quantity = cells.quantity('quantity');
  const price = cells.price('unit_price', currency);
  const amount = total ?? cells.amount('line_amount', currency);
  const tax_rate_bp = cells.rate('tax_rate') ?? cells.layout.reading.defaultRateBp;
  const unit = cells.text('unit');
  const number = cells.raw('number');
  const description = cells.text('description') ?? (number === '' ? cells.raw('external_id') : number);
  if (price === null && amount === null) {
    if (cells.problems.length === 0) cells.refuse('unit_price', 'no-amount');
    return null;
  }
  const money = priced(total === null ? quantity : null, price, amount, minorDigits(currency));
  const text = money.how === null ? description : `${description} (${money.how})`;
  return { description: [...text].slice(0, 2000).join(''), unit, tax_rate_bp, ...money.line };
}

interface Priced {
  line: Pick<InvoiceLineRow, 'quantity' | 'unit_price_minor' | 'amount_minor'>;
  /** The calculation in words, when the line can't hold it: the text then says it. */
  how: string | null;
}

/**
 * Quantity, price and amount so that quantity × price is exactly the amount. A price with fractions of a cent, and a
 * line with a discount, become one piece at the amount that was charged, with the calculation in the text.
 */
function priced(quantity: Decimal | null, price: Decimal | null, amount: bigint | null, digits: number): Priced {
  const count = quantity === null ? '1' : decimalText(quantity);
  const charged = amount ?? exactAmount(quantity ?? one, price ?? zero);
  const piece = (how: string | null): Priced => ({
    line: { quantity: '1', unit_price_minor: charged, amount_minor: charged },
    how,
  });
  if (price === null) {
    if (count === '1') return piece(null);
    const unit_price_minor =
      quantity === null || quantity.digits === 0n
        ? 0n
        : divideRounded(charged * 10n ** BigInt(quantity.places) * sign(quantity.digits), size(quantity.digits));
    const fits = timesQuantity(unit_price_minor, count) === charged;
    return fits
      ? { line: { quantity: count, unit_price_minor, amount_minor: charged }, how: null }
      : piece(`${count} ×`);
  }
  if (price.places === 0 && timesQuantity(price.digits, count) === charged) {
    return { line: { quantity: count, unit_price_minor: price.digits, amount_minor: charged }, how: null };
  }
  return piece(`${count} × ${decimalText({ digits: price.digits, places: price.places + digits })}`);
}

const one: Decimal = { digits: 1n, places: 0 };
const zero: Decimal = { digits: 0n, places: 0 };

function exactAmount(quantity: Decimal, price: Decimal): bigint {
  return divideRounded(quantity.digits * price.digits, 10n ** BigInt(quantity.places + price.places));
}

function sign(value: bigint): bigint {
  return value < 0n ? -1n : 1n;
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function decimalAmount(minor: bigint, currency: string): string {
  return `${decimalText({ digits: minor, places: minorDigits(currency) })} ${currency}`;
}
