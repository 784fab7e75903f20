import { createHash } from 'node:crypto';
import { folded, readBoolean, readDay, readEmail, readPhone, readTime, BadValue } from '../../platform/values/index.ts';
import { fields, type Field, type ImportKind } from './fields.ts';
import { customerKindWords, invoiceStateWords, paymentMethodWords, stepWords } from './words-in-files.ts';

/** Field name → number of the column it is read from, counted from 0. */
export type Mapping = Readonly<Record<string, number>>;

/** Groups of fields of which one must have a column, or nothing sensible can be read. */
const needed: Readonly<Record<ImportKind, readonly (readonly string[])[]>> = {
  customers: [['name', 'last_name', 'first_name', 'contact_name']],
  contacts: [
    ['customer', 'customer_name'],
    ['full_name', 'last_name', 'first_name', 'email', 'phone', 'mobile'],
  ],
  sites: [['name', 'line1']],
  jobs: [
    ['customer', 'customer_name'],
    ['title', 'description'],
  ],
  invoices: [
    ['customer', 'customer_name', 'job'],
    ['number', 'external_id'],
    ['issued_on', 'state'],
    ['total', 'unit_price', 'line_amount'],
  ],
  payments: [['customer', 'customer_name', 'invoice'], ['amount'], ['received_on']],
};

/** What a mapping lacks: each group names the fields of which one is needed. */
export function lacking(kind: ImportKind, mapping: Mapping): (readonly string[])[] {
  return needed[kind].filter((group) => !group.some((name) => mapping[name] !== undefined));
}

/** By which of its fields a row is recognised when it comes again; none means that it would be added again. */
export function recognisedBy(kind: ImportKind, mapping: Mapping): 'id' | 'content' | null {
  if (mapping.external_id !== undefined || mapping.number !== undefined) return 'id';
  return kind === 'customers' || kind === 'jobs' ? null : 'content';
}

/** Keeps what is a field of this kind and a column of this file; each column serves one field, the first one named. */
export function validMapping(
  kind: ImportKind,
  mapping: Readonly<Record<string, unknown>>,
  columnCount: number,
): Mapping {
  const taken = new Set<number>();
  const valid: Record<string, number> = {};
  for (const { name } of fields[kind]) {
    const column = mapping[name];
    if (typeof column !== 'number' || !Number.isInteger(column) || column < 0 || column >= columnCount) continue;
    if (taken.has(column)) continue;
    taken.add(column);
    valid[name] = column;
  }
  return valid;
}

/** Whether a header is known for this kind. For finding the row of headers. */
export function knowsHeader(kind: ImportKind): (cell: string) => boolean {
  const known = new Set(fields[kind].flatMap((field) => [folded(field.name), ...field.headers]));
  return (cell) => known.has(folded(cell));
}

/** The same file layout again, whatever the case and punctuation of its headers. */
export function headersHash(columns: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(columns.map(folded)))
    .digest('hex');
}

interface Candidate {
  name: string;
  column: number;
  score: number;
}

/**
 * Proposes a column for each field from headers and sample values: a header that is known for the field first, then one
 * that contains such a word, then what the values look like. Values that can't be read as the field count against it.
 */
export function proposeMapping(
  kind: ImportKind,
  columns: readonly string[],
  samples: readonly (readonly string[])[],
): Mapping {
  const candidates: Candidate[] = [];
  for (const [column, header] of columns.entries()) {
    const values = samples.map((cells) => (cells[column] ?? '').trim()).filter((value) => value !== '');
    for (const field of fields[kind]) {
      const named = headerScore(folded(header), field);
      const score = named * fit(field, values, named >= exactHeader) + valueScore(kind, field, values);
      if (score > 0) candidates.push({ name: field.name, column, score });
    }
  }
  candidates.sort((a, b) => b.score - a.score || a.column - b.column);
  const mapping: Record<string, number> = {};
  const taken = new Set<number>();
  for (const { name, column } of candidates) {
    if (mapping[name] !== undefined || taken.has(column)) continue;
    mapping[name] = column;
    taken.add(column);
  }
  return mapping;
}

function headerScore(header: string, field: Field): number {
  if (header === folded(field.name)) return 100;
  const place = field.headers.indexOf(header);
  if (place !== -1) return 95 - Math.min(place, 30);
  const part = field.headers.find((word) => word.length >= 5 && (header.startsWith(word) || header.endsWith(word)));
  return part === undefined ? 0 : 30 + Math.min(part.length, 20);
}

/** Headers that are known as such score at least this much. */
const exactHeader = 65;

/**
 * The share of sample values that the field could take, 1 when there are none. With few of them a header is believed only
 * if it is known as such, and behind every column that fits better.
 */
function fit(field: Field, values: readonly string[], isExact: boolean): number {
  const test = tests[field.type];
  if (!test || values.length === 0) return 1;
  const share = values.filter(test).length / values.length;
  // "Type" means anything; a status that isn't understood must be seen to be so.
  if (field.type === 'customer-kind') return share >= 0.5 ? share : 0;
  return share >= 0.5 ? share : isExact ? 0.3 : 0;
}

const tests: Partial<Record<Field['type'], (value: string) => boolean>> = {
  email: (value) => !(readEmail(value) instanceof BadValue),
  phone: looksLikePhone,
  day: looksLikeDay,
  moment: looksLikeDay,
  time: (value) => !(readTime(value) instanceof BadValue) || /\d:\d/.test(value),
  boolean: (value) => !(readBoolean(value) instanceof BadValue),
  amount: looksLikeNumber,
  price: looksLikeNumber,
  quantity: looksLikeNumber,
  rate: looksLikeNumber,
  latitude: (value) => looksLikeNumber(value) && Math.abs(Number.parseFloat(value.replace(',', '.'))) <= 90,
  longitude: (value) => looksLikeNumber(value) && Math.abs(Number.parseFloat(value.replace(',', '.'))) <= 180,
  number: (value) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/.test(value),
  'invoice-number': (value) => /^[A-Za-z0-9][A-Za-z0-9._/-]{0,31}$/.test(value),
  reference: (value) => value.length <= 60,
  'customer-kind': (value) => customerKindWords.has(folded(value)),
  step: (value) => stepWords.has(folded(value)),
  'invoice-state': (value) => invoiceStateWords.has(folded(value)),
  'payment-method': (value) => paymentMethodWords.has(folded(value)),
};

function looksLikeNumber(value: string): boolean {
  return /^[^\d]{0,4}[\d.,'’\s\u202f-]*\d[\d.,'’\s)-]*\s?[^\d]{0,4}$/.test(value);
}

function looksLikeDay(value: string): boolean {
  return (['dmy', 'mdy', 'ymd', 'serial'] as const).some((order) => !(readDay(value, order) instanceof BadValue));
}

function looksLikePhone(value: string): boolean {
  if (!(readPhone(value, 'GB') instanceof BadValue)) return true;
  return /^[+0(]?[\d\s()/.-]{6,24}(?:\s?(?:x|ext).*)?$/i.test(value);
}

/** Points for values alone, when the header says nothing. */
function valueScore(kind: ImportKind, field: Field, values: readonly string[]): number {
  if (values.length < 2) return 0;
  const share = (test: (value: string) => boolean) => values.filter(test).length / values.length;
  if (field.name === 'email') return share((value) => !(readEmail(value) instanceof BadValue)) >= 0.8 ? 20 : 0;
  if (field.name === 'phone') return share((value) => /^(?:\+|00|0|\()[\d\s()/.-]{7,}$/.test(value)) >= 0.8 ? 15 : 0;
  // A column headed "Customer" holds names in one program and numbers in another.
  if (field.name === 'customer_name' && kind !== 'customers')
    return share((value) => /^\d+$/.test(value)) >= 0.8 ? -80 : 0;
  if (field.name === 'customer' && kind !== 'customers') return share((value) => /\s/.test(value)) >= 0.5 ? -80 : 0;
  return 0;
}
