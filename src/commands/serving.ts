import { join } from 'node:path';
import { afterRestore } from '../after-restore.ts';
import { createApp, type ProcessParts } from '../app.tsx';
import { chores, tasks } from '../background.ts';
import { finishRestore, makeNightlyBackup } from '../features/keeping/index.ts';
import { ensureSecretKey, readPassphrase, type BackupConfig } from '../platform/config/index.ts';
import { hashingWith, keysFrom } from '../platform/crypto/index.ts';
import { database, isReachable, openPool } from '../platform/db/index.ts';
import { openDrawing } from '../platform/drawing/index.ts';
import { folderStore } from '../platform/files/index.ts';
import { openLive } from '../platform/live/index.ts';
import { loadAssets, serve, type Readiness } from '../platform/http/index.ts';
import { watchHouse } from '../platform/metrics/index.ts';
import { openSenders } from '../platform/sending/senders.ts';
import { errorCode } from '../platform/explained.ts';
import { besideCode } from '../platform/root.ts';
import type { Services } from '../platform/services.ts';
import { startTaskRunner } from '../platform/tasks/index.ts';
import type { Surroundings } from './command.ts';
import type { House } from './house.ts';
import { allMetrics, openProcessMetrics } from './metrics.ts';
import { isOneOfSeveral } from './web-processes.ts';

/** No page takes longer; an upload that is slower is begun again by its sender. */
const drainMs = 25_000;
/** Tasks wait for mail servers more than they compute, and each holds a database connection while it writes. */
const tasksAtOnce = 4;

export type Parts = ProcessParts & { readonly services: Services };

/** Everything a route or a task is handed, made once. The connections are closed with the process. */
export async function openServices(house: House, { config, log, closing, now }: Surroundings): Promise<Parts> {
  const pool = openPool({
    connection: 'connectionString' in house.app ? house.app.connectionString : { ...house.app },
    size: config.databaseConnections,
    onError: (error) => {
      // The pool calls itself closed before its connections are, and the database then goes away under them.
      if (!closing.hasBegun()) log.warn({ code: errorCode(error) }, 'a database connection was lost');
    },
  });
  const db = database(pool);
  await closing.add('the connections to the database', () => db.close());
  const senders = openSenders(config);
  await closing.add('the senders of messages', async () => senders.close());
  const keys = keysFrom(ensureSecretKey(config));
  const assets = loadAssets(besideCode('assets'));
  const live = openLive(house.app, log);
  await closing.add('what listens for changes', () => live.close());
  const drawing = openDrawing(log);
  await closing.add('what draws papers', () => drawing.close());
  const plain: Services = {
    db,
    keys,
    hashing: hashingWith(keys),
    files: folderStore(join(config.dataDir, 'files')),
    dataDir: config.dataDir,
    drawing,
    live,
    now,
    baseUrl: config.baseUrl,
    officeUrl: config.officeUrl,
    asset: (name) => assets.path(name),
    log,
    senders,
    trustedProxies: config.trustedProxies,
    logHeadsTo: config.logHeadsTo,
    backups: null,
  };
  const services = { ...plain, backups: backupsOf(config.backups, house.backup, plain) };
  await finishRestore(services, afterRestore);
  const readiness: Readiness = {
    async notReady() {
      if (closing.hasBegun()) return 'stopping';
      return (await isReachable(pool)) ? null : 'database';
    },
  };
  return { services, assets, readiness, ...measuring(pool, drawing, config) };
}

/** What is counted in this process, and who may read it. */
function measuring(
  pool: ReturnType<typeof openPool>,
  drawing: Services['drawing'],
  { baseUrl, trustedProxies, metricsToken }: Surroundings['config'],
): Pick<ProcessParts, 'metrics' | 'metricsDoor'> {
  const metrics = openProcessMetrics();
  metrics.watch('doorstep_database_connections', 'Connections to the database that are open.', () => pool.totalCount);
  metrics.watch('doorstep_database_connections_idle', 'Of these, how many wait for work.', () => pool.idleCount);
  metrics.watch('doorstep_database_waiting', 'Requests that wait for a connection.', () => pool.waitingCount);
  metrics.watch('doorstep_papers_waiting', 'Papers that wait to be drawn.', () => drawing.waiting);
  if (!isOneOfSeveral) watchHouse(metrics, pool);
  const isBehindProxy = trustedProxies > 0 || baseUrl.startsWith('https:');
  return { metrics, metricsDoor: { text: () => allMetrics(metrics), token: metricsToken, isBehindProxy } };
}

/** What makes the backups that go by themselves, or null when they have no place to go to. */
function backupsOf(
  { folder, keep, passphraseFile }: BackupConfig,
  database: House['backup'],
  services: Services,
): Services['backups'] {
  if (folder === null || database === null) return null;
  return {
    folder,
    keep,
    async make() {
      const passphrase = passphraseFile === null ? null : readPassphrase(passphraseFile);
      await makeNightlyBackup({ folder, keep, passphrase, database }, services);
    },
  };
}

/** Listens and answers; on closing, lets the requests under way finish first. */
export async function openDoor(parts: Parts, { config, closing }: Surroundings): Promise<void> {
  const app = createApp(parts.services, parts);
  const server = await serve({ fetch: app.fetch, host: config.host, port: config.port });
  await closing.add('the door', () => server.drain(drainMs));
  // Before the door: a stream has no end of its own that the door could wait for.
  await closing.add('the open screens', () => parts.services.live.close());
}

/** Runs background tasks until closing, which lets those under way finish. */
export async function openTasks(
  house: House,
  { services, metrics }: Parts,
  { log, closing }: Surroundings,
): Promise<void> {
  const runner = await startTaskRunner({
    database: house.app,
    tasks,
    chores,
    services,
    log,
    concurrency: tasksAtOnce,
    onTask: (end) => metrics.taskEnded(end),
  });
  await closing.add('the background tasks', () => runner.stop());
}
