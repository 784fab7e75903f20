import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import type { ClientBase } from 'pg';
import { besideCode } from '../root.ts';
import { Explained } from '../explained.ts';
import { withClient, type ConnectionTarget } from './connection.ts';
import { appLogin, ensureBackupRights, ensureDatabaseAccess, ensureRoles, ownerRole } from './roles.ts';
import { ensureTaskSchema } from './task-schema.ts';

export type Migration = {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
};

export type Applied = { version: number; name: string; checksum: string };

/** Any fixed number: two processes that migrate one database take turns. */
export const migrationLock = 7_305_118_220_272;

/** The numbered files, in order. The build copies `db/migrations` to `dist/db/migrations`, the same way up from here. */
export function readMigrations(folder = besideCode('db/migrations')): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((name, index) => {
    const version = Number.parseInt(name, 10);
    if (!/^\d{4}_[a-z0-9_-]+\.sql$/.test(name) || version !== index + 1) {
      throw new Error(`db/migrations must be numbered 0001, 0002, … without a gap: ${name}`);
    }
    const sql = readFileSync(`${folder}/${name}`, 'utf8');
    return { version, name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * Roles, graphile-worker's schema and every migration that is missing; returns the names of those applied now.
 * Each migration is one transaction as `doorstep_owner`. Throws `Explained` when the database is newer than the code.
 */
export async function migrate(
  admin: ConnectionTarget,
  appPassword: string,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  return await withClient(admin, { name: 'doorstep migrate' }, async (client) => {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    const pending = pendingMigrations(migrations, await appliedMigrations(client));
    await ensureRoles(client, appPassword);
    if (pending.length === 0) return [];
    await ensureOwnsDatabase(client);
    await ensureDatabaseAccess(client);
    await ensureTaskSchema(client, admin);
    await ensureLedger(client);
    for (const migration of pending) await apply(client, migration);
    await ensureBackupRights(client);
    return pending.map((migration) => migration.name);
  });
}

/** What stops this code from serving with this database, in one sentence, or null when the two fit. */
export async function schemaRefusal(
  client: ClientBase,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string | null> {
  try {
    const pending = pendingMigrations(migrations, await appliedMigrations(client));
    if (pending.length === 0) return null;
    return `The database is older than this Doorstep: run "doorstep migrate" first (${pending.length} to apply).`;
  } catch (error) {
    if (error instanceof Explained) return error.message;
    throw error;
  }
}

export function pendingMigrations(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const newest = applied.at(-1);
  if (newest !== undefined && newest.version > migrations.length) {
    throw new Explained(
      `The database is newer than this Doorstep (it has ${newest.name}): start the newer version, or restore a backup.`,
    );
  }
  for (const [index, row] of applied.entries()) {
    const migration = migrations[index];
    if (migration === undefined || migration.version !== row.version || migration.checksum !== row.checksum) {
      throw new Explained(
        `The database was built from another ${row.name} than this Doorstep has: they do not belong together.`,
      );
    }
  }
  return migrations.slice(applied.length);
}

export async function appliedMigrations(client: ClientBase): Promise<Applied[]> {
  const { rows } = await client.query<{ there: boolean; mayRead: boolean }>(
    `select at is not null as there, has_table_privilege(at, 'select') as "mayRead"
       from to_regclass('public.schema_migrations') as at`,
  );
  if (rows[0]?.there !== true) return [];
  const read = () =>
    client.query<Applied>('select version, name, checksum from public.schema_migrations order by version');
  if (rows[0].mayRead) return (await read()).rows;
  // An admin that is no superuser may take on the owner's role, and has no rights of its own.
  await client.query(`set role ${ownerRole}`);
  const applied = await read();
  await client.query('reset role');
  return applied.rows;
}

async function ensureOwnsDatabase(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ owns: boolean }>(
    `select pg_has_role(datdba, 'usage') as owns from pg_database where datname = current_database()`,
  );
  if (rows[0]?.owns !== true)
    throw new Explained('The admin login does not own the database: use the one that does, or a superuser.');
}

async function ensureLedger(client: ClientBase): Promise<void> {
  await client.query(`
    set role ${ownerRole};
    create table if not exists public.schema_migrations (
      version integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    );
    grant select on public.schema_migrations to ${appLogin};
    reset role;
  `);
}

async function apply(client: ClientBase, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(`set local role ${ownerRole}`);
    await client.query('set local search_path to public');
    await client.query(migration.sql);
    await client.query('insert into public.schema_migrations (version, name, checksum) values ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw new Error(`${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
