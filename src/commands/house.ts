import type { Config } from '../platform/config/index.ts';
import { connect, withClient, type ConnectionTarget } from '../platform/db/connection.ts';
import { openEmbedded, type EmbeddedDatabase } from '../platform/db/embedded.ts';
import { migrate, schemaRefusal } from '../platform/db/migrate.ts';
import { productOptions } from '../platform/db/postmaster.ts';
import { Explained, errorCode } from '../platform/explained.ts';
import type { Surroundings } from './command.ts';

/** A database that is up, has every migration, and is closed with the process. */
export type House = {
  readonly app: ConnectionTarget;
  readonly isEmbedded: boolean;
  /** A login that may read everything for a backup; null when there is none. */
  readonly backup: ConnectionTarget | null;
};

/** The built-in database, started and migrated, or the one of DATABASE_URL, checked. Throws `Explained`. */
export async function openHouse(
  command: string,
  use: 'alone' | 'shared',
  { config, log, closing, print }: Surroundings,
): Promise<House> {
  if (config.databaseUrl !== null) {
    const app = { connectionString: config.databaseUrl };
    await checkExternal(app, config.databaseUrl);
    const { databaseUrl } = config.backups;
    return { app, isEmbedded: false, backup: databaseUrl === null ? null : { connectionString: databaseUrl } };
  }
  const { admin, app } = await openBuiltIn(command, use, { config, log, closing, print });
  await migrate(admin, app.password);
  return { app, isEmbedded: true, backup: admin };
}

/** The built-in database as it is, without migrating. */
export async function openBuiltIn(
  command: string,
  use: 'alone' | 'shared',
  { config, log, closing, print }: Pick<Surroundings, 'config' | 'log' | 'closing' | 'print'>,
): Promise<EmbeddedDatabase> {
  const onTrouble = (sentence: string) => log.error({}, sentence);
  const server = { ...productOptions, maxConnections: connectionsFor(config) };
  const embedded = await openEmbedded({ dataDir: config.dataDir, command, use, server, onTrouble });
  await closing.add('the database', () => embedded.stop());
  if (embedded.notice !== null && command === 'start') print(embedded.notice);
  return embedded;
}

/** Enough for every web process, and for a worker and commands beside them. */
function connectionsFor({ webConcurrency, databaseConnections }: Config): number {
  return Math.max(productOptions.maxConnections, webConcurrency * (databaseConnections + 2) + 28);
}

async function checkExternal(app: ConnectionTarget, url: string): Promise<void> {
  const client = await connect(app, { name: 'doorstep start' }).catch((error: unknown) => {
    throw unreachable(error, url);
  });
  try {
    const refusal = (await loginRefusal(client)) ?? (await schemaRefusal(client));
    if (refusal !== null) throw new Explained(refusal);
  } finally {
    await client.end();
  }
}

/** A connection of a command's own. */
export type Queryable = Awaited<ReturnType<typeof connect>>;

/** Why this login may not serve requests. Row-level security holds for neither superusers nor owners of tables. */
export async function loginRefusal(client: Queryable): Promise<string | null> {
  const { rows } = await client.query<{ version: number; login: string; exempt: boolean; member: boolean }>(
    `select current_setting('server_version_num')::int as version, rolname as login, rolsuper or rolbypassrls as exempt,
            exists (select from pg_auth_members where member = r.oid and roleid = to_regrole('doorstep_portal')) as member
       from pg_roles r where rolname = current_user`,
  );
  const found = rows[0];
  if (found === undefined) return 'The database does not say who is connected.';
  if (found.version < 180_000) {
    return `Doorstep needs PostgreSQL 18, and DATABASE_URL leads to version ${Math.floor(found.version / 10_000)}.`;
  }
  if (found.exempt) {
    return `DATABASE_URL connects as ${found.login}, for whom row-level security does not hold: connect as doorstep_app.`;
  }
  if (!found.member)
    return 'The database has no roles of Doorstep yet: run "doorstep migrate --admin-url postgres://…" first.';
  return null;
}

export function unreachable(error: unknown, url: string): Error {
  const { host, hostname, pathname } = new URL(url);
  const place = host === '' ? 'DATABASE_URL' : host;
  switch (errorCode(error)) {
    case 'ECONNREFUSED':
    case 'ENOENT':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
      return new Explained(`No database answers at ${place}: is it running, and is DATABASE_URL right?`);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Explained(`The name ${hostname} in DATABASE_URL is not known.`);
    case '28P01':
    case '28000':
      return new Explained(
        `The database at ${place} refuses the login of DATABASE_URL: check its name and password, or run "doorstep migrate" to make it.`,
      );
    case '3D000':
      return new Explained(
        `There is no database "${pathname.slice(1)}" at ${place}: make it, then run "doorstep migrate".`,
      );
    default:
      return new Explained(
        `The database at ${place} cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
      );
  }
}

/** The admin's connection and the app login's password, for `doorstep migrate` on a database of one's own. */
export function externalLogins(
  config: Config & { databaseUrl: string },
  adminUrl: string,
): { admin: ConnectionTarget; password: string } {
  const app = new URL(config.databaseUrl);
  if (decodeURIComponent(app.username) !== 'doorstep_app' || app.password === '') {
    throw new Explained('DATABASE_URL must name the login doorstep_app and the password that it is to get.');
  }
  const admin = URL.parse(adminUrl);
  if (admin === null || !/^postgres(ql)?:$/.test(admin.protocol)) {
    throw new Explained(
      '--admin-url must be a PostgreSQL address such as postgres://postgres:password@host:5432/doorstep.',
    );
  }
  if (admin.pathname !== app.pathname) throw new Explained('--admin-url and DATABASE_URL must name the same database.');
  return { admin: { connectionString: adminUrl }, password: decodeURIComponent(app.password) };
}

export async function databaseSays<T>(
  target: ConnectionTarget,
  url: string,
  ask: (client: Queryable) => Promise<T>,
): Promise<T> {
  try {
    return await withClient(target, { name: 'doorstep' }, ask);
  } catch (error) {
    throw error instanceof Explained ? error : unreachable(error, url);
  }
}
