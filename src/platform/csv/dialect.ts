import {
  CsvRefusal,
  delimiters,
  type CsvRecord,
  type CsvSource,
  type Delimiter,
  type Dialect,
  type Encoding,
} from './csv.ts';
import { findEncoding, textDecoder } from './encoding.ts';
import { readRecords } from './read.ts';

/** What was found out about a file before anybody says how to read it. */
export interface CsvShape {
  dialect: Dialect;
  /** False when the encoding is a guess. */
  encodingSure: boolean;
  bytes: number;
  /** One name for each column, never empty and never twice. */
  columns: string[];
  /** The first records after the header, as they are in the file. */
  samples: CsvRecord[];
}

export interface InspectOptions {
  /** What a person has already settled. */
  settled?: Partial<Dialect>;
  /** Whether a cell is a column name that the reader of this file knows. Makes finding the header surer. */
  knows?: (cell: string) => boolean;
}

/** Records looked at to find the delimiter and the header, and to show as samples. */
const headRecords = 120;

/** Rows above the header that are passed over: titles and export dates of bookkeeping programs. */
const maxPreambleRows = 10;

/** Reads the file once for its encoding and its head again for the rest. Throws CsvRefusal. */
export async function inspectCsv(source: CsvSource, options: InspectOptions = {}): Promise<CsvShape> {
  const { settled = {}, knows = () => false } = options;
  const found = await findEncoding(source);
  const encoding = settled.encoding ?? found.encoding;
  const delimiter = settled.delimiter ?? (await findDelimiter(source, encoding));
  const head = await readHead(source, encoding, delimiter);
  if (head.length === 0) throw new CsvRefusal('empty');
  const headerRow = settled.headerRow ?? findHeader(head, knows);
  const header = head.find((record) => record.row === headerRow);
  const samples = head.filter((record) => record.row > headerRow);
  return {
    dialect: { encoding, delimiter, headerRow: header ? headerRow : 0 },
    encodingSure: settled.encoding !== undefined || found.sure,
    bytes: found.bytes,
    columns: columnNames(header?.cells ?? [], widthOf(header?.cells.length ?? 0, samples)),
    samples,
  };
}

async function readHead(source: CsvSource, encoding: Encoding, delimiter: Delimiter): Promise<CsvRecord[]> {
  const head: CsvRecord[] = [];
  for await (const record of readRecords(source, { encoding, delimiter })) {
    head.push(record);
    if (head.length >= headRecords) break;
  }
  return head;
}

/**
 * The delimiter that cuts the head into the most even rows. A comma inside German prices or a semicolon inside a
 * remark cuts some rows and not others, so evenness counts before the number of columns.
 */
async function findDelimiter(source: CsvSource, encoding: Encoding): Promise<Delimiter> {
  const hinted = await separatorHint(source, encoding);
  if (hinted) return hinted;
  let best: { delimiter: Delimiter; score: number } | undefined;
  let refusal: unknown;
  for (const delimiter of delimiters) {
    try {
      const head = await readHead(source, encoding, delimiter);
      const score = evenness(head.map((record) => record.cells.length));
      if (!best || score > best.score) best = { delimiter, score };
    } catch (error) {
      // A wrong delimiter may leave a quotation mark open; only when all fail is it the file's fault.
      refusal ??= error;
    }
  }
  // A file in one column is read with any; one that only breaks with its true delimiter is broken.
  if (!best || (best.score === 0 && refusal !== undefined)) throw refusal;
  return best.delimiter;
}

/** Excel's first line `sep=;`, which settles it. */
async function separatorHint(source: CsvSource, encoding: Encoding): Promise<Delimiter | undefined> {
  const decode = textDecoder(encoding);
  let start = '';
  for await (const chunk of source()) {
    start += decode(chunk);
    if (start.length >= 6) break;
  }
  const hint = /^sep=(.)/i.exec(start)?.[1];
  return delimiters.find((delimiter) => delimiter === hint);
}

/** 0 for a single column; otherwise the share of rows with the usual width, with a little for each further column. */
function evenness(widths: number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  let usual = 1;
  let rows = 0;
  for (const [width, count] of counts) {
    if (width > 1 && (count > rows || (count === rows && width > usual))) {
      usual = width;
      rows = count;
    }
  }
  if (usual === 1) return 0;
  return rows / widths.length + Math.min(usual, 50) / 100;
}

/** The number of columns: those with a name, and more only if most rows have them. A single wide row is a broken one. */
function widthOf(named: number, samples: readonly CsvRecord[]): number {
  const widths = samples.map((record) => usedWidth(record.cells)).sort((a, b) => a - b);
  return Math.max(named, widths[Math.floor(widths.length / 2)] ?? 0);
}

function usedWidth(cells: string[]): number {
  let width = cells.length;
  while (width > 0 && (cells[width - 1] ?? '').trim() === '') width--;
  return width;
}

/** The row of the column names, or 0. */
function findHeader(head: CsvRecord[], knows: (cell: string) => boolean): number {
  const widths = head.map((record) => usedWidth(record.cells)).sort((a, b) => a - b);
  const usual = widths[Math.floor(widths.length / 2)] ?? 1;
  for (const [index, record] of head.slice(0, maxPreambleRows + 1).entries()) {
    const filled = record.cells.filter((cell) => cell.trim() !== '');
    if (filled.length < Math.max(1, usual * 0.6)) continue;
    if (filled.filter(knows).length >= Math.max(1, filled.length / 3)) return record.row;
    return looksLikeNames(filled) && differs(filled, head[index + 1]?.cells) ? record.row : 0;
  }
  return 0;
}

const value = /^[+-]?[\d.,:/ -]*\d[\d.,:/ %€$£-]*$|@|^https?:/;

function looksLikeNames(cells: string[]): boolean {
  const distinct = new Set(cells.map((cell) => cell.trim().toLowerCase()));
  return (
    distinct.size >= cells.length / 2 && cells.every((cell) => cell.trim().length <= 60 && !value.test(cell.trim()))
  );
}

/** A row of words above a row with a number, a date or an address in it, or the only row there is. */
function differs(cells: string[], next: string[] | undefined): boolean {
  if (!next) return true;
  if (cells.length === 1) return false;
  return next.some((cell) => value.test(cell.trim())) || cells.every((cell) => /^[\p{L}\p{N} _./#()&-]+$/u.test(cell));
}

function columnNames(header: string[], width: number): string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, at) => {
    const given = (header[at] ?? '').replace(/\s+/g, ' ').trim().slice(0, 100);
    const base = given === '' ? `#${at + 1}` : given;
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base} (${n})`;
    taken.add(name);
    return name;
  });
}
