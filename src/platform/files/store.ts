import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { errorCode } from '../explained.ts';

export interface StoredFile {
  /** Random, so that nobody can guess another file's. The only way to the bytes. */
  key: string;
  bytes: number;
  sha256: string;
}

export interface PutLimits {
  readonly maxBytes: number;
  /** Its key, when that was written down before (`newFileKey`). */
  readonly key?: string;
}

/** Where uploaded files are kept. Knows nothing of who may read them: that is decided by the row that holds the key. */
export interface FileStore {
  /** Takes the bytes as they come. Throws FileTooLarge past the limit, with nothing kept. */
  put(source: AsyncIterable<Uint8Array>, limits: PutLimits): Promise<StoredFile>;
  /** The bytes from the start; the stream fails with ENOENT when there is no such file. */
  open(key: string): Readable;
  /** Removes a file; one that is gone already is fine. */
  remove(key: string): Promise<void>;
  /** Every file there is, in no order: for backups. */
  keys(): AsyncIterable<string>;
  /** How large a file is; null when there is none. */
  size(key: string): Promise<number | null>;
  /** Puts a file back under the key that it had, as a restore does. */
  putBack(key: string, source: AsyncIterable<Uint8Array>): Promise<StoredFile>;
}

/** More bytes than are allowed. `atLeast` is true when counting was given up before the end. */
export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge';
  readonly bytes: number;
  readonly maxBytes: number;
  readonly atLeast: boolean;

  constructor(bytes: number, maxBytes: number, atLeast: boolean) {
    super(`a file of ${bytes} bytes exceeds the limit of ${maxBytes}`);
    this.bytes = bytes;
    this.maxBytes = maxBytes;
    this.atLeast = atLeast;
  }
}

/** A file past the limit is still counted to this multiple of it, so that the message can say how large it is. */
const countUpTo = 2;

const keyShape = /^[0-9a-f]{32}$/;

/** The name of a file to come. */
export function newFileKey(): string {
  return randomBytes(16).toString('hex');
}

/** A folder on this machine: `<folder>/ab/ab…` for each key. Parts of uploads that never ended lie in `<folder>/incoming`. */
export function folderStore(folder: string): FileStore {
  const place = (key: string): string => {
    if (!keyShape.test(key)) throw new TypeError('not the key of a stored file');
    return join(folder, key.slice(0, 2), key);
  };
  const receive = async (source: AsyncIterable<Uint8Array>, key: string, maxBytes: number): Promise<StoredFile> => {
    const incoming = join(folder, 'incoming', key);
    await mkdir(dirname(incoming), { recursive: true, mode: 0o700 });
    try {
      const { bytes, sha256 } = await write(source, incoming, maxBytes);
      await mkdir(dirname(place(key)), { recursive: true, mode: 0o700 });
      await rename(incoming, place(key));
      return { key, bytes, sha256 };
    } catch (error) {
      await rm(incoming, { force: true });
      throw error;
    }
  };
  return {
    async put(source, { maxBytes, key = newFileKey() }) {
      return await receive(source, key, maxBytes);
    },
    open: (key) => createReadStream(place(key)),
    remove: (key) => rm(place(key), { force: true }),
    async *keys() {
      for (const shelf of await namesIn(folder)) {
        if (/^[0-9a-f]{2}$/.test(shelf))
          yield* (await namesIn(join(folder, shelf))).filter((name) => keyShape.test(name));
      }
    },
    size: (key) =>
      stat(place(key)).then(
        ({ size }) => size,
        (error: unknown) => {
          if (errorCode(error) === 'ENOENT') return null;
          throw error;
        },
      ),
    async putBack(key, source) {
      // What a restore that was killed has begun.
      await rm(join(folder, 'incoming', key), { force: true });
      return await receive(source, key, Number.MAX_SAFE_INTEGER);
    },
  };
}

async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
}

async function write(source: AsyncIterable<Uint8Array>, path: string, maxBytes: number) {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > maxBytes * countUpTo) throw new FileTooLarge(bytes, maxBytes, true);
      if (bytes > maxBytes) continue;
      hash.update(chunk);
      await file.write(chunk);
    }
    if (bytes > maxBytes) throw new FileTooLarge(bytes, maxBytes, false);
    await file.sync();
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}
