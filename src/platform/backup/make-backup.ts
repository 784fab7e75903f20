import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { pack, type Pack } from 'tar-stream';
import { withClient, type ConnectionTarget } from '../db/connection.ts';
import { appliedMigrations, migrationLock } from '../db/migrate.ts';
import { backupRole } from '../db/roles.ts';
import { Explained, errorCode } from '../explained.ts';
import type { FileStore } from '../files/index.ts';
import { besideCode } from '../root.ts';
import { FORMAT, type Contents, type FileEntry, type Header, type Manifest, type TableEntry } from './manifest.ts';
import { newlines, readBackup, type BackupFile } from './read-backup.ts';
import { sealing } from './seal.ts';
import { quoted, quotedColumns, sequencesOf, tablesOf, type Table } from './tables.ts';

export type BackupOrder = {
  readonly file: BackupFile;
  /** A login that may take on `doorstep_backup`. */
  readonly database: ConnectionTarget;
  readonly files: FileStore;
  readonly keyFingerprint: string;
  readonly now: Temporal.Instant;
};

export type BackupMade = Contents & {
  readonly bytes: number;
  /** Files that rows speak of and that are not there. */
  readonly missingFiles: readonly string[];
};

/** Rows are held until they make a piece of this size, because the archive names each part's size before the part. */
const pieceBytes = 4 * 1024 * 1024;

/**
 * Writes all rows, as they are at one moment, and all uploaded files into one file, while Doorstep goes on working. The file
 * is written under another name, read back and checked, and only then gets its own; one that is there is never
 * overwritten. Throws `Explained`.
 */
export async function makeBackup(order: BackupOrder): Promise<BackupMade> {
  const { path, passphrase } = order.file;
  if (await isThere(path)) throw new Explained(`${path} is there already: name another file.`);
  const unfinished = `${path}.unfinished`;
  try {
    const missingFiles = await write(order, unfinished);
    const contents = await readBackup({ path: unfinished, passphrase });
    const { size } = await stat(unfinished);
    await takeItsName(unfinished, path);
    return { ...contents, bytes: size, missingFiles };
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function write(order: BackupOrder, path: string): Promise<string[]> {
  const archive = pack();
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 6 } });
  const target = createWriteStream(path, { flags: 'w', mode: 0o600 });
  const { passphrase } = order.file;
  const written =
    passphrase === null
      ? pipeline(archive, compress, target)
      : pipeline(archive, compress, sealing(passphrase), target);
  written.catch(() => undefined);
  try {
    const missing = await withClient(order.database, { name: 'doorstep backup' }, (client) =>
      fill(archive, client, order),
    );
    archive.finalize();
    await written;
    const file = await open(path, 'r+');
    await file.sync().finally(() => file.close());
    return missing;
  } catch (error) {
    archive.destroy();
    // A full disk ends the stream first, and what follows from that says less.
    const first = await written.then(
      () => null,
      (reason: unknown) => (errorCode(reason) === 'ERR_STREAM_PREMATURE_CLOSE' ? null : reason),
    );
    throw first ?? error;
  }
}

/** Writes every part. Nothing is migrated meanwhile: that would wait for the snapshot, or the snapshot for it. */
async function fill(archive: Pack, client: Client, order: BackupOrder): Promise<string[]> {
  await client.query(`set role ${backupRole}`).catch((error: unknown) => {
    if (errorCode(error) !== '42501' && errorCode(error) !== '22023') throw error;
    throw new Explained(
      `The login of the backup may not take on ${backupRole}: run "doorstep migrate", then "grant ${backupRole} to" it.`,
    );
  });
  await client.query('select pg_advisory_lock_shared($1)', [migrationLock]);
  await client.query('set timezone to utc; set statement_timeout to 0; set idle_in_transaction_session_timeout to 0');
  await client.query('begin isolation level repeatable read read only');
  const header: Header = {
    format: FORMAT,
    doorstep: ownVersion(),
    made_at: order.now.toString(),
    migrations: await appliedMigrations(client),
    key_fingerprint: order.keyFingerprint,
  };
  await putText(archive, 'doorstep.json', header);
  const tables = await tablesOf(client);
  const entries: TableEntry[] = [];
  for (const table of tables) entries.push(await putTable(archive, client, table));
  const sequences = await sequencesOf(client);
  const named = await keysInRows(client, tables);
  // After the snapshot: whatever its rows name and nobody has removed since is there by now.
  const files: FileEntry[] = [];
  for await (const key of order.files.keys()) {
    const entry = await putFile(archive, order.files, key);
    if (entry !== null) files.push(entry);
    named.delete(key);
  }
  const manifest: Manifest = { tables: entries, sequences, files };
  await putText(archive, 'manifest.json', manifest);
  await client.query('commit');
  return [...named];
}

async function putTable(archive: Pack, client: Client, table: Table): Promise<TableEntry> {
  const hash = createHash('sha256');
  const total = { rows: 0, bytes: 0 };
  const rows = client.query(
    copyTo(`copy ${quoted(client, table.name)} (${quotedColumns(client, table.columns)}) to stdout`),
  );
  let number = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  const flush = async () => {
    number += 1;
    const name = `tables/${table.name}/${String(number).padStart(6, '0')}.copy`;
    await put(archive, name, Buffer.concat(held));
    held = [];
    heldBytes = 0;
  };
  for await (const piece of rows) {
    hash.update(piece);
    total.rows += newlines(piece);
    total.bytes += piece.length;
    held.push(piece);
    heldBytes += piece.length;
    if (heldBytes >= pieceBytes) await flush();
  }
  if (heldBytes > 0) await flush();
  return { name: table.name, columns: [...table.columns], ...total, sha256: hash.digest('hex') };
}

/** Puts a file in as it is read; null when it was removed meanwhile. */
async function putFile(archive: Pack, files: FileStore, key: string): Promise<FileEntry | null> {
  const bytes = await files.size(key);
  if (bytes === null) return null;
  const hash = createHash('sha256');
  await new Promise<void>((resolve, reject) => {
    const entry = archive.entry({ name: `files/${key}`, size: bytes, mode: 0o600 }, (error) =>
      error ? reject(error) : resolve(),
    );
    const hashed = async function* (source: AsyncIterable<Buffer>) {
      for await (const piece of source) {
        hash.update(piece);
        yield piece;
      }
    };
    pipeline(files.open(key), hashed, entry).catch(reject);
  });
  return { key, bytes, sha256: hash.digest('hex') };
}

/** The keys of files that rows name, in columns that end in `file_key`. */
async function keysInRows(client: Client, tables: readonly Table[]): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const { name, columns } of tables) {
    for (const column of columns.filter((one) => /(^|_)file_key$/.test(one))) {
      const quotedColumn = client.escapeIdentifier(column);
      const { rows } = await client.query<{ key: string }>(
        `select distinct ${quotedColumn} as key from ${quoted(client, name)} where ${quotedColumn} is not null`,
      );
      for (const { key } of rows) keys.add(key);
    }
  }
  return keys;
}

async function putText(archive: Pack, name: string, value: unknown): Promise<void> {
  await put(archive, name, Buffer.from(`${JSON.stringify(value, null, 1)}\n`));
}

async function put(archive: Pack, name: string, content: Buffer): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    archive.entry({ name, size: content.length, mode: 0o600 }, content, (error) => (error ? reject(error) : resolve()));
  });
}

function ownVersion(): string {
  const found: unknown = JSON.parse(readFileSync(besideCode('package.json'), 'utf8'));
  return typeof found === 'object' && found !== null && 'version' in found ? String(found.version) : 'unknown';
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    (error: unknown) => {
      if (errorCode(error) === 'ENOENT') return false;
      throw error;
    },
  );
}

/** `link` refuses a name that is taken, even one that was taken this moment; some file systems have no links. */
async function takeItsName(unfinished: string, path: string): Promise<void> {
  try {
    await link(unfinished, path);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new Explained(`${path} is there already: name another file.`);
    await rename(unfinished, path);
  }
}
