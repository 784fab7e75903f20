import type { Readable } from 'node:stream';

/** Opens the bytes from the start. Called once for each pass over the file. */
export type CsvSource = () => Readable;

/** The character encodings a file may be read in. The names are those of the WHATWG Encoding Standard where it has one. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-15',
  'macintosh',
  'cp850',
  'windows-1250',
  'iso-8859-2',
  'windows-1251',
  'koi8-r',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'gb18030',
  'big5',
] as const;
export type Encoding = (typeof encodings)[number];

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** How the text of one file is put together. */
export interface Dialect {
  encoding: Encoding;
  delimiter: Delimiter;
  /** The row that holds the column names, counted from 1; 0 when there is none. Rows above it are passed over. */
  headerRow: number;
}

/** One record. `row` counts records as a spreadsheet does, `line` counts lines as a text editor does; both from 1. */
export interface CsvRecord {
  row: number;
  line: number;
  cells: string[];
}

/**
 * The longest record read, in bytes. Without it an opening quotation mark that is never closed would
 * take the rest of the file into memory as one cell.
 */
export const maxRecordBytes = 1024 * 1024;

/** The most columns in one record. A spreadsheet of customers or invoices has tens of them. */
export const maxColumns = 500;

export type CsvRefusalReason =
  | 'empty'
  | 'workbook'
  | 'pdf'
  | 'compressed'
  | 'not-text'
  | 'utf-32'
  | 'record-too-long'
  | 'quote-not-closed'
  | 'too-many-columns';

/** The file as a whole cannot be read as CSV. `line` is where the trouble begins, when that is known. */
export class CsvRefusal extends Error {
  readonly reason: CsvRefusalReason;
  readonly line: number | null;

  constructor(reason: CsvRefusalReason, line: number | null = null) {
    super(line === null ? reason : `${reason} at line ${line}`);
    this.name = 'CsvRefusal';
    this.reason = reason;
    this.line = line;
  }
}
