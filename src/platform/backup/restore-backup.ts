import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import { withClient, type ConnectionTarget } from '../db/connection.ts';
import { appliedMigrations, migrate, migrationLock, type Migration } from '../db/migrate.ts';
import { backupRole, ownerRole } from '../db/roles.ts';
import { Explained, errorCode } from '../explained.ts';
import type { FileStore } from '../files/index.ts';
import { rowsIn, type Contents, type Header, type Manifest, type TableEntry } from './manifest.ts';
import { readBackup, type BackupFile } from './read-backup.ts';
import { quoted, quotedColumns, tablesOf } from './tables.ts';
import { withoutRules } from './without-rules.ts';

export type RestoreOrder = {
  readonly file: BackupFile;
  /** Read and found whole already: what it holds is held against this once more while it is written. */
  readonly contents: Contents;
  /** A superuser, or who may create roles and owns the database. */
  readonly admin: ConnectionTarget;
  readonly appPassword: string;
  readonly files: FileStore;
  readonly migrations: readonly Migration[];
  readonly now: Temporal.Instant;
  /** Queries for what must not be: rows that break a rule which no constraint can say. Each returns a column `found`. */
  readonly rules: readonly { readonly name: string; readonly sql: string }[];
};

/** Why this program can't take a backup of that schema, or null. */
export function schemaMismatch({ migrations }: Header, own: readonly Migration[]): string | null {
  const newest = migrations.at(-1);
  if (newest !== undefined && migrations.length > own.length)
    return `This backup was made by a newer Doorstep (its database has ${newest.name}): restore it with that one.`;
  const other = migrations.find(({ checksum }, index) => own[index]?.checksum !== checksum);
  if (other === undefined) return null;
  return `This backup comes from another ${other.name} than this Doorstep has: they do not belong together.`;
}

/**
 * Whether there is nothing in a database that a restore could lose: `new` without tables, `older` or `same` or `newer`
 * with empty ones, compared with the backup; `used` when somebody's rows are there.
 */
export async function stateOf(
  admin: ConnectionTarget,
  { migrations }: Header,
): Promise<'new' | 'older' | 'same' | 'newer' | 'used'> {
  return await withClient(admin, { name: 'doorstep restore' }, async (client) => {
    const applied = await appliedMigrations(client);
    if (applied.length === 0) return 'new';
    if ((await firstUsedWithRights(client)) !== null) return 'used';
    if (applied.length === migrations.length) return 'same';
    return applied.length < migrations.length ? 'older' : 'newer';
  });
}

/**
 * Fills an empty database and the file store. All rows are written in one transaction, the files before it ends: when this
 * fails or is killed, the database is as empty as before, and a file that was put back belongs to nothing and is
 * overwritten by the next try. Throws `Explained`.
 */
export async function restoreBackup(order: RestoreOrder): Promise<void> {
  try {
    await restore(order);
  } catch (error) {
    // 22 and 23: a value or a row that this database refuses.
    if (!/^2[23]/.test(errorCode(error))) throw error;
    const told = error instanceof Error ? error.message : '';
    throw new Explained(`The backup does not fit together (${told}). Nothing was kept.`);
  }
}

async function restore(order: RestoreOrder): Promise<void> {
  const { admin, appPassword, migrations, contents } = order;
  await migrate(admin, appPassword, migrations.slice(0, contents.header.migrations.length));
  await withClient(admin, { name: 'doorstep restore' }, async (client) => {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query('set timezone to utc; set statement_timeout to 0; set idle_in_transaction_session_timeout to 0');
    await client.query('begin');
    await client.query(`set local role ${ownerRole}`);
    const tables = await tablesOf(client);
    refuseOtherTables(tables, contents.manifest);
    await withoutRules(client, tables, async () => {
      if ((await firstUsed(client)) !== null) throw new Explained('Somebody has begun to use this installation.');
      await writeParts(client, order);
      await setSequences(client, contents.manifest);
      await holdToRules(client, order);
    });
    await client.query(
      `insert into doorstep_private.backups (kind, began_at, data_at, table_rows, files) values ('restored', $1, $2, $3, $4)`,
      [order.now.toString(), contents.header.made_at, rowsIn(contents), contents.manifest.files.length],
    );
    await client.query('commit');
    await client.query(`set role ${ownerRole}`);
    await client.query('analyze');
  });
  await migrate(admin, appPassword, migrations);
}

/** `firstUsed` with the right to see every row, which an older database has not given to the backup's role. */
async function firstUsedWithRights(client: Client): Promise<string | null> {
  const look = async (role: string, read: () => Promise<string | null>) => {
    await client.query('begin');
    try {
      await client.query(`set local role ${role}`);
      return await read();
    } finally {
      await client.query('rollback');
    }
  };
  try {
    return await look(backupRole, () => firstUsed(client));
  } catch (error) {
    if (!['42501', '22023', '42704'].includes(errorCode(error))) throw error;
    const tables = await tablesOf(client);
    return await look(ownerRole, () => withoutRules(client, tables, () => firstUsed(client)));
  }
}

/** A table with rows in it, or null when the installation is empty. */
async function firstUsed(client: Client): Promise<string | null> {
  for (const { name } of await tablesOf(client)) {
    const { rowCount } = await client.query(`select from ${quoted(client, name)} limit 1`);
    if (rowCount !== 0) return name;
  }
  return null;
}

function refuseOtherTables(
  tables: readonly { readonly name: string; readonly columns: readonly string[] }[],
  manifest: Manifest,
): void {
  const told = (list: typeof tables) => list.map(({ name, columns }) => `${name} (${columns.join(', ')})`);
  const here = new Set(told(tables));
  const [other] = told(manifest.tables).filter((table) => !here.has(table));
  if (other !== undefined) throw new Explained(`There is no place in this Doorstep for ${other}.`);
}

async function writeParts(client: Client, { file, contents, files }: RestoreOrder): Promise<void> {
  const wanted = new Map(contents.manifest.tables.map((table) => [table.name, table]));
  const filling = oneTableAtATime(client);
  const again = await readBackup(file, {
    async rows(name, pieces) {
      const table = wanted.get(name);
      if (table === undefined) throw new Explained(`There is no place in this Doorstep for ${name}.`);
      await filling.go(table);
      for await (const piece of pieces) await filling.write(piece);
    },
    async file(key, pieces) {
      await files.putBack(key, pieces);
    },
  });
  await filling.go(null);
  const same = [again, contents].map(({ header, manifest }) => JSON.stringify({ header, manifest }));
  if (same[0] !== same[1]) throw new Explained('The backup was changed meanwhile.');
}

/** Rows come in pieces, table after table, and each table is one COPY. */
function oneTableAtATime(client: Client) {
  let current: { table: TableEntry; stream: CopyStreamQuery; ended: Promise<void> } | null = null;
  return {
    async go(table: TableEntry | null): Promise<void> {
      if (current?.table === table) return;
      if (current !== null) {
        const { stream, ended, table: done } = current;
        stream.end();
        await ended;
        if (stream.rowCount !== done.rows)
          throw new Explained(`${done.name} took ${stream.rowCount} rows instead of ${done.rows}.`);
      }
      current = null;
      if (table === null) return;
      const columns = quotedColumns(client, table.columns);
      const stream = client.query(copyFrom(`copy ${quoted(client, table.name)} (${columns}) from stdin`));
      const ended = finished(stream);
      ended.catch(() => undefined);
      current = { table, stream, ended };
    },
    async write(piece: Buffer): Promise<void> {
      if (current === null) throw new Error('no table is being filled');
      // A row that is refused ends the stream while we wait for it to take more.
      if (!current.stream.write(piece)) await Promise.race([once(current.stream, 'drain'), current.ended]);
    },
  };
}

async function setSequences(client: Client, { sequences }: Manifest): Promise<void> {
  for (const { name, value, called } of sequences)
    await client.query('select setval($1::regclass, $2, $3)', [name, value, called]);
}

async function holdToRules(client: Client, { rules }: RestoreOrder): Promise<void> {
  for (const { name, sql } of rules) {
    const { rowCount } = await client.query(sql);
    if (rowCount !== 0) throw new Explained(`What was restored breaks a rule: ${name}. Nothing was kept.`);
  }
}
