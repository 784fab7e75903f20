import { Logger, runMigrations } from 'graphile-worker';
import pg, { type ClientBase } from 'pg';
import type { ConnectionTarget } from './connection.ts';
import { tasksRole } from './roles.ts';

/**
 * Builds graphile-worker's tables, owned by `doorstep_tasks`. Its installer says `create schema if not exists`, for which
 * PostgreSQL wants the right to create schemas even when the schema is there, so the role has that right meanwhile.
 */
export async function ensureTaskSchema(admin: ClientBase, target: ConnectionTarget): Promise<void> {
  const { rows } = await admin.query<{ name: string }>('select current_database() as name');
  const database = admin.escapeIdentifier(rows[0]?.name ?? '');
  const pool = new pg.Pool({
    ...target,
    max: 1,
    application_name: 'doorstep migrate',
    options: `-c role=${tasksRole}`,
  });
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  try {
    await admin.query(`grant create on database ${database} to ${tasksRole}`);
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => {}) });
  } finally {
    await pool.end();
    await admin.query(`revoke create on database ${database} from ${tasksRole}`);
  }
}
