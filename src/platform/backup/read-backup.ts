import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { extract } from 'tar-stream';
import type { z } from 'zod';
import { Explained, systemSentence } from '../explained.ts';
import { FORMAT, headerSchema, manifestSchema, type Contents, type Header, type Manifest } from './manifest.ts';
import { isSealed, unsealing } from './seal.ts';

export type BackupFile = { readonly path: string; readonly passphrase: string | null };

type Pieces = AsyncIterable<Buffer>;

/** What is done with the parts of a backup as they come; whatever is not read is passed over. */
export type Visitor = {
  rows?(table: string, pieces: Pieces): Promise<void>;
  file?(key: string, pieces: Pieces): Promise<void>;
};

/**
 * Reads a backup from beginning to end and holds every part against the manifest. Throws `Explained`, in one sentence,
 * for a file that is damaged, not whole, encrypted otherwise, or of a newer format. A visitor has seen the parts by then.
 */
export async function readBackup(file: BackupFile, visitor: Visitor = {}): Promise<Contents> {
  const name = basename(file.path);
  const beginning = await firstBytes(file.path);
  if (isSealed(beginning) && file.passphrase === null)
    throw new Explained(`${name} is encrypted: give the file with its passphrase as --passphrase-file.`);
  if (!isSealed(beginning) && file.passphrase !== null)
    throw new Explained(`${name} is not encrypted: leave --passphrase-file out.`);
  try {
    return await walk(file, visitor);
  } catch (error) {
    if (error instanceof FromVisitor) throw error.cause;
    if (systemSentence(error) !== null || error instanceof Newer) throw error;
    const reason = error instanceof Explained ? error.message : 'It is damaged or its end is missing.';
    throw new Explained(`${name} can't be used as a backup. ${reason}`);
  }
}

class Newer extends Explained {}

/** What a visitor throws is no fault of the file. */
class FromVisitor extends Error {}

async function walk({ path, passphrase }: BackupFile, visitor: Visitor): Promise<Contents> {
  const tar = extract();
  const end = async (pieces: Pieces) => {
    for await (const piece of pieces) if (!tar.write(piece)) await once(tar, 'drain');
    tar.end(undefined);
  };
  const source = createReadStream(path, { highWaterMark: 256 * 1024 });
  const read =
    passphrase === null
      ? pipeline(source, createZstdDecompress(), end)
      : pipeline(source, unsealing(passphrase), createZstdDecompress(), end);
  const failure = read.then(
    () => null,
    (error: unknown) => {
      // Else it would be waited for the rest.
      tar.destroy(error instanceof Error ? error : new Error(String(error)));
      return error;
    },
  );
  const tally = tallyOf();
  let header: Header | null = null;
  let manifest: Manifest | null = null;
  try {
    for await (const entry of tar) {
      const part = entry.header.name;
      if (manifest !== null) throw new Explained('Something follows its end.');
      if (part === 'doorstep.json') header = headerIn(await textOf(buffersOf(entry)));
      else if (header === null) throw new Explained('It does not begin as a backup of Doorstep does.');
      else if (part === 'manifest.json') manifest = jsonIn(manifestSchema, await textOf(buffersOf(entry)));
      else await visit(visitor, part, tally.counting(part, buffersOf(entry)));
    }
  } catch (error) {
    source.destroy();
    const first = await failure;
    throw first instanceof Explained && !(error instanceof FromVisitor) ? first : error;
  }
  const broken = await failure;
  if (broken !== null) throw broken;
  if (header === null || manifest === null) throw new Explained('Its end is missing.');
  tally.compare(manifest);
  return { header, manifest };
}

async function visit(visitor: Visitor, part: string, pieces: AsyncGenerator<Buffer>): Promise<void> {
  const [, table] = /^tables\/([a-z_]+\.[a-z][a-z0-9_]*)\/\d+\.copy$/.exec(part) ?? [];
  const [, key] = /^files\/([0-9a-f]{32})$/.exec(part) ?? [];
  if (table === undefined && key === undefined) throw new Explained(`It holds a part that is not known (${part}).`);
  const guarded = tellingApart(pieces);
  try {
    if (table !== undefined) await visitor.rows?.(table, guarded.pieces);
    if (key !== undefined) await visitor.file?.(key, guarded.pieces);
  } catch (error) {
    throw guarded.failed() ? error : new FromVisitor('', { cause: error });
  }
  for await (const _ of pieces);
}

/** The pieces, and whether it was reading them that failed and not what was done with them. */
function tellingApart(source: AsyncGenerator<Buffer>) {
  let failed = false;
  async function* pieces(): AsyncGenerator<Buffer> {
    try {
      // Not `yield*`: a reader that stops early would end the source, and the rest has to be counted too.
      for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
    } catch (error) {
      failed = true;
      throw error;
    }
  }
  return { pieces: pieces(), failed: () => failed };
}

/** Counts and hashes what is read, table by table and file by file. */
function tallyOf() {
  type Count = { bytes: number; rows: number; hash: ReturnType<typeof createHash> };
  const counts = new Map<string, Count>();
  const nameOf = (part: string) => part.replace(/\/\d+\.copy$/, '');
  return {
    async *counting(part: string, pieces: Pieces): AsyncGenerator<Buffer> {
      const name = nameOf(part);
      const count: Count = counts.get(name) ?? { bytes: 0, rows: 0, hash: createHash('sha256') };
      if (part.startsWith('files/') && counts.has(name)) throw new Explained(`It holds ${part} twice.`);
      counts.set(name, count);
      for await (const piece of pieces) {
        count.bytes += piece.length;
        count.rows += newlines(piece);
        count.hash.update(piece);
        yield piece;
      }
    },
    compare({ tables, files }: Manifest): void {
      const empty = createHash('sha256').digest('hex');
      const wanted = [
        ...tables.map((table) => ({ ...table, part: `tables/${table.name}` })),
        ...files.map((file) => ({ ...file, rows: null, part: `files/${file.key}` })),
      ];
      for (const { part, bytes, rows, sha256 } of wanted) {
        const found = counts.get(part);
        counts.delete(part);
        if (found === undefined && (bytes > 0 || !part.startsWith('tables/') || sha256 !== empty))
          throw new Explained(`${part} is missing in it.`);
        if (found === undefined) continue;
        const same = found.bytes === bytes && found.hash.digest('hex') === sha256;
        if (!same || (rows !== null && rows !== found.rows)) throw new Explained(`${part} in it has been changed.`);
      }
      const [extra] = counts.keys();
      if (extra !== undefined) throw new Explained(`${extra} in it belongs to no list.`);
    },
  };
}

/** Rows end in a line feed, and one inside a value is written as \n. */
export function newlines(piece: Buffer): number {
  let count = 0;
  for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) count += 1;
  return count;
}

function headerIn(text: string): Header {
  const { format } = jsonIn(headerSchema.pick({ format: true }), text);
  if (format > FORMAT)
    throw new Newer(`This backup was made by a newer Doorstep (its format is ${format}): restore it with that one.`);
  return jsonIn(headerSchema, text);
}

function jsonIn<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Explained('Its description cannot be read.');
  }
}

async function* buffersOf(entry: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const piece of entry) if (Buffer.isBuffer(piece)) yield piece;
}

async function textOf(pieces: Pieces): Promise<string> {
  const held: Buffer[] = [];
  for await (const piece of pieces) held.push(piece);
  return Buffer.concat(held).toString('utf8');
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Explained(`There is no file ${path}.`);
    throw error;
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(32), 0, 32, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
