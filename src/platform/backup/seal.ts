import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { Explained } from '../explained.ts';

/*
 * An encrypted backup: one line of text with the salt, then frames of at most 1 MiB, each a length and AES-256-GCM over
 * the frame. The nonce is the frame's number and whether it is the last, so that frames cannot be left out, moved, repeated
 * or cut off at the end without being noticed. The key is used for one file only, because its salt is.
 */

const mark = 'doorstep-sealed-1';
const frameBytes = 1024 * 1024;
const tagBytes = 16;
/** 64 MiB and a fifth of a second for each guess of a passphrase (RFC 7914; OWASP asks for N = 2^16 with r = 8, p = 2). */
const cost = { N: 2 ** 16, r: 8, p: 2, maxmem: 128 * 1024 * 1024 };

const stretch = promisify<string, Buffer, number, typeof cost, Buffer>(scrypt);

/** Encrypts what passes through; a stage for `pipeline`. */
export function sealing(passphrase: string) {
  return async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const salt = randomBytes(16);
    const head = Buffer.from(`${mark} ${salt.toString('base64url')}\n`);
    const key = await stretch(passphrase, salt, 32, cost);
    yield head;
    let number = 0;
    let waiting: Buffer | null = null;
    for await (const frame of inFrames(source)) {
      if (waiting !== null) yield sealed(key, head, waiting, number++, false);
      waiting = frame;
    }
    yield sealed(key, head, waiting ?? Buffer.alloc(0), number, true);
  };
}

/** Decrypts what `sealing` made. Throws `Explained` for another passphrase, and for a file that was changed or cut off. */
export function unsealing(passphrase: string) {
  return async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const reader = readerOf(source);
    const head = await reader.line(100);
    const [, saltText] = new RegExp(`^${mark} ([A-Za-z0-9_-]{22})\\n$`).exec(head.toString('latin1')) ?? [];
    if (saltText === undefined) throw new Explained('It is no encrypted backup.');
    const key = await stretch(passphrase, Buffer.from(saltText, 'base64url'), 32, cost);
    for (let number = 0; ; number++) {
      const length = (await reader.bytes(4)).readUInt32BE(0);
      if (length < tagBytes || length > frameBytes + tagBytes) throw new Explained('A part of it has been changed.');
      const frame = await reader.bytes(length);
      const isLast = await reader.isAtEnd();
      yield opened(key, head, frame, number, isLast);
      if (isLast) return;
    }
  };
}

/** Whether a file that begins so is an encrypted backup. */
export function isSealed(beginning: Buffer): boolean {
  return beginning.subarray(0, mark.length).toString('latin1') === mark;
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 4);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

function sealed(key: Buffer, head: Buffer, frame: Buffer, number: number, isLast: boolean): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, isLast)).setAAD(head);
  const body = Buffer.concat([cipher.update(frame), cipher.final(), cipher.getAuthTag()]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

function opened(key: Buffer, head: Buffer, frame: Buffer, number: number, isLast: boolean): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, isLast)).setAAD(head);
  decipher.setAuthTag(frame.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(frame.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    throw new Explained(
      number === 0 ? 'The passphrase is another one, or the file has been changed.' : 'A part of it has been changed.',
    );
  }
}

async function* inFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of source) {
    for (let rest = piece; rest.length > 0;) {
      const taken = rest.subarray(0, frameBytes - bytes);
      pieces.push(taken);
      bytes += taken.length;
      rest = rest.subarray(taken.length);
      if (bytes < frameBytes) continue;
      yield Buffer.concat(pieces);
      pieces = [];
      bytes = 0;
    }
  }
  if (bytes > 0) yield Buffer.concat(pieces);
}

/** Reads exact numbers of bytes from a stream of pieces of any size. */
function readerOf(source: AsyncIterable<Buffer>) {
  const iterator = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const next = await iterator.next();
    if (next.done === true) return false;
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
    return true;
  };
  const take = (count: number): Buffer => {
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    return taken;
  };
  return {
    async bytes(count: number): Promise<Buffer> {
      while (held.length < count) if (!(await more())) throw new Explained('Its end is missing.');
      return take(count);
    },
    async line(most: number): Promise<Buffer> {
      while (!held.includes(10) && held.length < most && (await more()));
      return take(Math.min(held.indexOf(10) + 1 || most, most));
    },
    async isAtEnd(): Promise<boolean> {
      while (held.length === 0) if (!(await more())) return true;
      return false;
    },
  };
}
