import { crc32 } from 'node:zlib';

export interface Picture {
  readonly type: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

/**
 * The kind and size of a PNG or JPEG, by its content and from its first byte to its last: a file that is a picture and
 * something else besides (a script after the end, a broken chunk) is none. Null for anything else.
 */
export function readPicture(bytes: Uint8Array): Picture | null {
  return readPng(Buffer.from(bytes)) ?? readJpeg(Buffer.from(bytes));
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_CHUNKS = 1000;

/** https://www.w3.org/TR/png-3/: chunks of length, type, data and checksum; IHDR first, IEND last, IDAT between. */
function readPng(bytes: Buffer): Picture | null {
  if (!bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return null;
  let at = 8;
  let size: { width: number; height: number } | null = null;
  let hasData = false;
  for (let count = 0; count < MOST_CHUNKS && at + 12 <= bytes.length; count += 1) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (bytes.readUInt32BE(end - 4) !== crc32(bytes.subarray(at + 4, end - 4))) return null;
    if (count === 0 && (type !== 'IHDR' || length !== 13)) return null;
    if (type === 'IHDR') {
      if (size !== null) return null;
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    }
    if (type === 'IDAT') hasData = true;
    if (type === 'IEND') return end === bytes.length && hasData && size ? { type: 'image/png', ...size } : null;
    at = end;
  }
  return null;
}

/** ITU-T T.81, annex B: segments of marker and length; the frame header (SOFn) holds the size; EOI is the end. */
function readJpeg(bytes: Buffer): Picture | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8 || bytes.readUInt16BE(bytes.length - 2) !== 0xffd9)
    return null;
  let at = 2;
  for (let count = 0; count < MOST_CHUNKS && at + 4 <= bytes.length; count += 1) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    // SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC).
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      if (length < 11) return null;
      const size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
      return endsAtItsEnd(bytes, end) ? { type: 'image/jpeg', ...size } : null;
    }
    at = end;
  }
  return null;
}

/** In a JPEG's coded data every FF is followed by 00 or a restart marker, so the first EOI is the real one. */
function endsAtItsEnd(bytes: Buffer, from: number): boolean {
  let at = from;
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xd9) {
    const marker = bytes[at + 1] ?? 0;
    at += 2 + bytes.readUInt16BE(at + 2);
    if (marker === 0xda) at = afterScan(bytes, at);
  }
  return at === bytes.length - 2;
}

function afterScan(bytes: Buffer, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0x00 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}
