import type { Config } from '../platform/config/index.ts';
import { schemaRefusal } from '../platform/db/migrate.ts';
import { tasksRole } from '../platform/db/roles.ts';
import { advice, fine, wrong, type Finding } from './finding.ts';
import { loginRefusal, type Queryable } from './house.ts';

/** A server whose clock is off by more than this makes links expire early or late. */
const largestSkewSeconds = 5;
/** Work that waits longer than this is waiting for somebody. */
const longestWaitMinutes = 15;

/** What the database tells of itself, asked as the login that pages and tasks use. */
export async function databaseFindings(client: Queryable, config: Config, now: Temporal.Instant): Promise<Finding[]> {
  const { rows } = await client.query<{ version: string; seconds: number; connections: number }>(
    `select split_part(version(), ' ', 2) as version, extract(epoch from clock_timestamp())::float8 as seconds,
            current_setting('max_connections')::int as connections`,
  );
  const [told] = rows;
  const refusal = (await loginRefusal(client)) ?? (await schemaRefusal(client));
  if (refusal !== null) return [wrong('database', refusal)];
  return [
    fine('database', `The database (PostgreSQL ${told?.version}) answers and has every migration.`),
    clock(Math.round(Math.abs((told?.seconds ?? 0) - now.epochMilliseconds / 1000))),
    connections(config, told?.connections ?? 0),
    await rowSecurity(client),
    ...(await inRole(client, tasksRole, () => tasks(client))),
    ...(await inRole(client, 'doorstep_gate', () => keeping(client, config, now))),
  ];
}

async function inRole(client: Queryable, role: string, ask: () => Promise<Finding[]>): Promise<Finding[]> {
  await client.query(`set role ${role}`);
  try {
    return await ask();
  } finally {
    await client.query('reset role');
  }
}

function clock(skew: number): Finding {
  return skew <= largestSkewSeconds
    ? fine('clock', 'The clocks of this machine and of the database agree.')
    : wrong(
        'clock',
        `The clocks of this machine and of the database differ by ${skew} s: let both follow a time server.`,
      );
}

/** Tasks, the register of runners and commands need some too. */
const others = 12;

function connections({ webConcurrency, databaseConnections }: Config, most: number): Finding {
  const wanted = webConcurrency * databaseConnections + others;
  return wanted <= most
    ? fine('connections', `${wanted} connections are enough for all processes here, and the database takes ${most}.`)
    : wrong(
        'connections',
        `${webConcurrency} web processes may want ${wanted} connections, and the database takes ${most}: lower DATABASE_CONNECTIONS or WEB_CONCURRENCY.`,
      );
}

async function rowSecurity(client: Queryable): Promise<Finding> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and c.relname <> 'schema_migrations' and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`,
  );
  return rows.length === 0
    ? fine('rows', 'Row-level security is forced on every table.')
    : wrong(
        'rows',
        `Row-level security is not forced on ${rows.map(({ name }) => name).join(', ')}: stop Doorstep and find out who changed it.`,
      );
}

async function tasks(client: Queryable): Promise<Finding[]> {
  const { rows } = await client.query<{ waiting: number; given_up: number }>(
    `select count(*) filter (where locked_at is null and attempts < max_attempts
              and run_at < now() - make_interval(mins => $1))::int as waiting,
            count(*) filter (where locked_at is null and attempts >= max_attempts)::int as given_up
       from graphile_worker._private_jobs`,
    [longestWaitMinutes],
  );
  const { waiting = 0, given_up = 0 } = rows[0] ?? {};
  return [
    waiting === 0
      ? fine('tasks', 'No background task has been waiting for long.')
      : wrong(
          'tasks',
          `${waiting} background tasks have waited for more than ${longestWaitMinutes} minutes: does "doorstep start" or "doorstep worker" run?`,
        ),
    ...(given_up === 0 ? [] : [advice('tasks', `${given_up} background tasks were given up: the log says why.`)]),
  ];
}

async function keeping(client: Queryable, config: Config, now: Temporal.Instant): Promise<Finding[]> {
  const { rows } = await client.query<{ kind: string; hours: number | null; failure: string | null }>(
    `select distinct on (kind) kind, failure,
            case when finished_at is not null then (extract(epoch from $1::timestamptz - began_at) / 3600)::float8 end as hours
       from doorstep_private.backups where kind = 'restored' or finished_at is not null or failed_at is not null
      order by kind, began_at desc`,
    [now.toString()],
  );
  const made = rows.find(({ kind }) => kind === 'made');
  const restored = rows.find(({ kind }) => kind === 'restored');
  const { folder } = config.backups;
  return [
    ...(restored !== undefined && restored.hours === null
      ? [wrong('restore', 'A restore has not been finished: start Doorstep, which does what is left to do.')]
      : []),
    lastBackup(made, folder),
  ];
}

function lastBackup(
  made: { hours: number | null; failure: string | null } | undefined,
  folder: string | null,
): Finding {
  const place = folder === null ? ': set BACKUP_DIR to have one made each night, or run "doorstep backup"' : '';
  if (made === undefined) return advice('backup', `No backup has been made yet${place}.`);
  if (made.hours === null) return wrong('backup', `The last backup failed: ${made.failure}`);
  const age = made.hours < 48 ? `${Math.round(made.hours)} hours` : `${Math.round(made.hours / 24)} days`;
  if (made.hours < 49) return fine('backup', `The last backup is ${age} old.`);
  const told = `The last backup is ${age} old${place}.`;
  return folder === null ? advice('backup', told) : wrong('backup', told);
}
