import { isAscii, isUtf8 } from 'node:buffer';
import chardet from 'chardet';
import iconv from 'iconv-lite';
import { CsvRefusal, encodings, type CsvSource, type Encoding } from './csv.ts';
import { plausibility } from './plausibility.ts';

export interface FoundEncoding {
  encoding: Encoding;
  /** False when the bytes leave a doubt that a person should settle. */
  sure: boolean;
  /** Length of the whole file. */
  bytes: number;
}

/** Bytes around non-ASCII ones that are kept for guessing: enough for thousands of accented letters. */
const maxSampleBytes = 64 * 1024;
const contextBytes = 24;

/** Single-byte encodings of European spreadsheets, the most common first: on a tie the earlier one wins. */
const europeanEncodings = [
  'windows-1252',
  'iso-8859-15',
  'macintosh',
  'cp850',
  'windows-1250',
  'iso-8859-2',
  'windows-1251',
  'koi8-r',
] as const;

/**
 * Finds the encoding by reading the whole file once: the first umlaut may stand in its last line.
 * Validity as UTF-8 decides first, because text in another encoding is practically never valid UTF-8 by chance.
 * Throws CsvRefusal for an empty file and for what is no text at all.
 */
export async function findEncoding(source: CsvSource): Promise<FoundEncoding> {
  const scan = new ByteScan();
  for await (const chunk of source()) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('A CSV source must give buffers');
    scan.add(chunk);
  }
  return scan.result();
}

class ByteScan {
  private bytes = 0;
  private head = Buffer.alloc(0);
  private carry = Buffer.alloc(0);
  private sequences = 0;
  private strayBytes = 0;
  private nulsAtEven = 0;
  private nulsAtOdd = 0;
  private highBytes = 0;
  private sample: Buffer[] = [];
  private sampleBytes = 0;
  private hasC1 = false;

  add(chunk: Buffer): void {
    if (this.head.length < 8) {
      this.head = Buffer.concat([this.head, chunk.subarray(0, 8)]).subarray(0, 8);
      refuseBinary(this.head);
    }
    this.countNuls(chunk);
    this.countUtf8(chunk);
    if (!isAscii(chunk)) this.collect(chunk);
    this.bytes += chunk.length;
  }

  result(): FoundEncoding {
    if (this.bytes === 0) throw new CsvRefusal('empty');
    this.strayBytes += this.carry.length;
    const found = (encoding: Encoding, sure: boolean): FoundEncoding => ({ encoding, sure, bytes: this.bytes });
    const mark = byteOrderMark(this.head);
    if (mark) return found(mark, true);
    const wide = this.wideEncoding();
    if (wide) return found(wide, true);
    if (this.strayBytes === 0) return found('utf-8', true);
    // A few damaged places in a file that is otherwise UTF-8: read it as UTF-8 and name the damaged cells.
    if (this.sequences >= 20 * this.strayBytes) return found('utf-8', true);
    return { ...guess(Buffer.concat(this.sample), this.hasC1), bytes: this.bytes };
  }

  private countNuls(chunk: Buffer): void {
    for (let at = chunk.indexOf(0); at !== -1; at = chunk.indexOf(0, at + 1)) {
      if ((this.bytes + at) % 2 === 0) this.nulsAtEven++;
      else this.nulsAtOdd++;
    }
  }

  /** UTF-16 without a mark: Western text has a zero in every second byte, and a CSV file is full of ASCII separators. */
  private wideEncoding(): Encoding | null {
    const nuls = this.nulsAtEven + this.nulsAtOdd;
    if (nuls < this.bytes / 10) return null;
    if (this.nulsAtOdd > 20 * this.nulsAtEven) return 'utf-16le';
    if (this.nulsAtEven > 20 * this.nulsAtOdd) return 'utf-16be';
    throw new CsvRefusal('not-text');
  }

  private countUtf8(chunk: Buffer): void {
    const whole = this.carry.length > 0 ? Buffer.concat([this.carry, chunk]) : chunk;
    const cut = endOfWholeSequences(whole);
    const body = whole.subarray(0, cut);
    this.carry = Buffer.from(whole.subarray(cut));
    if (isAscii(body)) return;
    const { sequences, strays } = isUtf8(body) ? { sequences: countLeads(body), strays: 0 } : countSequences(body);
    this.sequences += sequences;
    this.strayBytes += strays;
  }

  private collect(chunk: Buffer): void {
    let taken = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (byte < 0x80) continue;
      this.highBytes++;
      if (byte < 0xa0) this.hasC1 = true;
      if (this.sampleBytes >= maxSampleBytes || at < taken) continue;
      const end = Math.min(chunk.length, at + contextBytes);
      const piece = chunk.subarray(Math.max(taken, at - contextBytes), end);
      this.sample.push(Buffer.from(piece));
      this.sampleBytes += piece.length;
      taken = end;
    }
  }
}

function refuseBinary(head: Buffer): void {
  const starts = (...bytes: number[]) => bytes.every((byte, i) => head[i] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0xd0, 0xcf, 0x11, 0xe0)) throw new CsvRefusal('workbook');
  if (starts(0x25, 0x50, 0x44, 0x46)) throw new CsvRefusal('pdf');
  if (starts(0x1f, 0x8b) || starts(0x42, 0x5a, 0x68) || starts(0x28, 0xb5, 0x2f, 0xfd))
    throw new CsvRefusal('compressed');
  if (starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff) || starts(0x47, 0x49, 0x46, 0x38))
    throw new CsvRefusal('not-text');
  if (starts(0xff, 0xfe, 0, 0) || starts(0, 0, 0xfe, 0xff)) throw new CsvRefusal('utf-32');
}

function byteOrderMark(head: Buffer): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return null;
}

/** Where the last sequence that may go on in the next chunk begins. */
function endOfWholeSequences(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return back < sequenceLength(byte) ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

function countLeads(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) if (byte >= 0xc0) count++;
  return count;
}

function countSequences(bytes: Buffer): { sequences: number; strays: number } {
  let sequences = 0;
  let strays = 0;
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      at++;
      continue;
    }
    const length = sequenceLength(byte);
    if (byte >= 0xc2 && isUtf8(bytes.subarray(at, at + length)) && at + length <= bytes.length) {
      sequences++;
      at += length;
    } else {
      strays++;
      at++;
    }
  }
  return { sequences, strays };
}

/** Below this share of plausible letters the European encodings are given up and chardet is asked about the others. */
const plausibleEnough = 0.7;

function guess(sample: Buffer, hasC1: boolean): Pick<FoundEncoding, 'encoding' | 'sure'> {
  let best: { encoding: Encoding; score: number } = { encoding: 'windows-1252', score: -Infinity };
  for (const encoding of europeanEncodings) {
    // ISO 8859-15 has no printable characters there.
    if (encoding === 'iso-8859-15' && hasC1) continue;
    const score = plausibility(iconv.decode(sample, encoding));
    if (score > best.score + 0.001) best = { encoding, score };
  }
  if (best.score >= plausibleEnough) return { encoding: best.encoding, sure: best.score >= 0.85 };
  for (const match of chardet.analyse(sample)) {
    const name = match.name.toLowerCase();
    const known = encodings.find((encoding) => encoding === name);
    if (known && known !== 'utf-8' && match.confidence >= 10) return { encoding: known, sure: false };
  }
  return { encoding: best.encoding, sure: false };
}

/** A function that turns successive buffers into text, without the byte order mark. Call it with null at the end. */
export function textDecoder(encoding: Encoding): (chunk: Buffer | null) => string {
  if (encoding === 'utf-8' || encoding === 'utf-16le' || encoding === 'utf-16be') {
    const decoder = new TextDecoder(encoding);
    return (chunk) => (chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode());
  }
  const decoder = iconv.getDecoder(encoding);
  return (chunk) => (chunk ? decoder.write(chunk) : (decoder.end() ?? ''));
}
