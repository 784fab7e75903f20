import { pipeline, Transform, type TransformCallback } from 'node:stream';
import { CsvError, parse, type Parser } from 'csv-parse';
import {
  CsvRefusal,
  maxColumns,
  maxRecordBytes,
  type CsvRecord,
  type CsvSource,
  type Delimiter,
  type Encoding,
} from './csv.ts';
import { textDecoder } from './encoding.ts';

/**
 * Reads a file record by record: quotes, line breaks inside quotes, any mixture of line ends, stray quotation marks
 * inside a cell (`5" pipe`), rows that are too short or too long. Blank lines are counted and not given out.
 * Memory stays bounded by the longest record. Throws CsvRefusal when the file cannot be read further.
 */
export async function* readRecords(
  source: CsvSource,
  how: { encoding: Encoding; delimiter: Delimiter },
): AsyncGenerator<CsvRecord> {
  const places = new Places();
  try {
    for await (const item of openParser(source, how, places)) {
      const cells: string[] = item;
      const { row, line } = places.take();
      if (cells.length > maxColumns) throw new CsvRefusal('too-many-columns', line);
      yield { row, line, cells };
    }
  } catch (error) {
    throw asRefusal(error, places.nextLine);
  }
}

function openParser(source: CsvSource, how: { encoding: Encoding; delimiter: Delimiter }, places: Places): Parser {
  const parser = parse({
    delimiter: how.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: maxRecordBytes,
    on_record: (cells: string[]) => (places.add(cells) ? cells : null),
  });
  const text = textDecoder(how.encoding);
  const decode = new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      done(null, text(chunk));
    },
    flush(done: TransformCallback) {
      done(null, text(null));
    },
  });
  // The parser itself hands on what goes wrong; the callback only keeps the streams tied together.
  pipeline(source(), decode, parser, () => {});
  return parser;
}

/**
 * Where each record stands. Counted while the parser works, not when its records are taken, because it may fail
 * before the last of them are; csv-parse's own count takes CR LF inside quotes for two lines.
 */
class Places {
  nextLine = 1;
  private row = 0;
  private waiting: { row: number; line: number }[] = [];
  private taken = 0;

  /** False for what is no record: a blank one, or Excel's own hint about the separator, which it shows to nobody. */
  add(cells: string[]): boolean {
    const line = this.nextLine;
    this.nextLine += 1 + lineBreaks(cells);
    if (line === 1 && isSeparatorHint(cells)) return false;
    this.row++;
    if (isBlank(cells)) return false;
    this.waiting.push({ row: this.row, line });
    return true;
  }

  take(): { row: number; line: number } {
    const place = this.waiting[this.taken++];
    if (!place) throw new Error('More records taken than were read');
    if (this.taken === this.waiting.length) {
      this.waiting = [];
      this.taken = 0;
    }
    return place;
  }
}

function isSeparatorHint(cells: string[]): boolean {
  const text = cells.length === 2 && cells[1] === '' ? cells[0] : cells.length === 1 ? cells[0] : undefined;
  return text !== undefined && /^sep=.?$/i.test(text);
}

function isBlank(cells: string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function lineBreaks(cells: string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = 0; at < cell.length; at++) {
      const code = cell.charCodeAt(at);
      if (code === 10) count++;
      else if (code === 13 && cell.charCodeAt(at + 1) !== 10) count++;
    }
  }
  return count;
}

function asRefusal(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  if (error.code === 'CSV_MAX_RECORD_SIZE') return new CsvRefusal('record-too-long', line);
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return new CsvRefusal('quote-not-closed', line);
  return error;
}
