import { Hono } from 'hono';
import { openPool, database } from '../platform/db/index.ts';
import { healthRoutes, type Readiness } from '../platform/http/health.ts';
import { requestLog } from '../platform/http/request-log.ts';
import { serve } from '../platform/http/serve.ts';
import type { Surroundings } from './command.ts';
import type { House } from './house.ts';

/** A request is answered within `requestTimeout`; what has not ended by then would not end. */
const drainMs = 25_000;

/** Opens the door: listens, answers, and on closing first turns traffic away, then lets the requests under way finish. */
export async function openDoor(house: House, surroundings: Surroundings): Promise<void> {
  const { config, log, closing } = surroundings;
  const pool = openPool({
    connection: 'connectionString' in house.app ? house.app.connectionString : { ...house.app },
    size: config.databaseConnections,
    onError: (error) => log.warn({ code: 'code' in error ? error.code : undefined }, 'a database connection was lost'),
  });
  const db = database(pool);
  await closing.add('the connections to the database', () => db.close());
  const readiness: Readiness = {
    async notReady() {
      if (closing.hasBegun()) return 'stopping';
      return await pool.query('select').then(
        () => null,
        () => 'database',
      );
    },
  };
  const app = new Hono();
  app.use(requestLog(log));
  app.route('/', healthRoutes(readiness));
  const server = await serve({ fetch: app.fetch, host: config.host, port: config.port });
  await closing.add('the door', () => server.drain(drainMs));
}
