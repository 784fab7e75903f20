import pg from 'pg';
import { wireTypes } from './values.ts';

export interface PoolOptions {
  /** A connection string, or the parts of one (host may be the folder of a Unix socket). */
  readonly connection: string | { host: string; port?: number; user: string; password?: string; database: string };
  /** At most this many connections at once. */
  readonly size: number;
  readonly onError: (error: Error) => void;
}

/**
 * The pool that requests use. Limits on everything: a query that takes longer than 10 s, or a transaction idle for
 * 15 s, is a bug or an outage, and waiting on it would take the other requests down too.
 */
export function openPool({ connection, size, onError }: PoolOptions): pg.Pool {
  const where = typeof connection === 'string' ? { connectionString: connection } : connection;
  const pool = new pg.Pool({
    ...where,
    max: size,
    pipeline: true,
    types: wireTypes,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    statement_timeout: 9_000,
    idle_in_transaction_session_timeout: 15_000,
    idleTimeoutMillis: 60_000,
    application_name: 'doorstep',
    options: '-c timezone=UTC -c search_path=public -c jit=off',
  });
  pool.on('error', onError);
  // The pool's own handler doesn't cover a client that is checked out when its server dies.
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

/** Whether the database answers, on whatever connection is free. */
export async function isReachable(pool: pg.Pool): Promise<boolean> {
  return await pool.query('select').then(
    () => true,
    () => false,
  );
}
