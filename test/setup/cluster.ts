import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openEmbedded } from '../../src/platform/db/embedded.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import type { ConnectionSettings } from '../../src/platform/db/connection.ts';

export type TestCluster = { readonly admin: ConnectionSettings; readonly app: ConnectionSettings };

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster;
  }
}

const prefix = 'doorstep-test-';
/** The projects of one run share a cluster: the first one starts it and leaves its address here for the others. */
const address = 'DOORSTEP_TEST_CLUSTER';

/** One PostgreSQL for the whole run; its database `doorstep` has all migrations and is the template of every other. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const shared = process.env[address];
  if (shared !== undefined) {
    project.provide('cluster', JSON.parse(shared));
    return undefined;
  }
  removeAbandoned();
  const dataDir = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  // Run by root, the server has an account of its own, which must be able to enter.
  chmodSync(dataDir, 0o711);
  const database = await openEmbedded({
    dataDir,
    command: 'test',
    use: 'alone',
    server: { durable: false, maxConnections: 200 },
  });
  await migrate(database.admin, database.app.password);
  const cluster: TestCluster = { admin: database.admin, app: database.app };
  process.env[address] = JSON.stringify(cluster);
  project.provide('cluster', cluster);
  return async () => {
    delete process.env[address];
    await database.stop();
    removeCluster(dataDir);
  };
}

/** Runs that were killed leave their folder; their server ends by itself once its files are gone. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(prefix))) {
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (Number.isInteger(pid) && !isAlive(pid)) removeCluster(join(tmpdir(), name));
  }
}

function removeCluster(dataDir: string): void {
  const shelter = join(dataDir, 'postgres-location');
  try {
    if (existsSync(shelter)) rmSync(readFileSync(shelter, 'utf8').trim(), { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  } catch {
    // Another user's abandoned run: that user's next run removes it.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
