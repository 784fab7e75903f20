import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { withClient } from '../../src/platform/db/connection.ts';
import type { TestCluster } from './cluster.ts';

/**
 * A database of this test file's own, migrated and empty; dropped when the file is done. Call it at the top of the file
 * or of a `describe`. `admin` sees every row and is for arranging and checking; `app` is what the product connects as.
 */
export async function freshDatabase(): Promise<TestCluster> {
  const cluster = inject('cluster');
  const name = `t_${randomBytes(6).toString('hex')}`;
  const server = { ...cluster.admin, database: 'postgres' };
  await withClient(server, { name: 'test' }, (client) =>
    client.query(`create database ${name} template doorstep strategy file_copy`),
  );
  afterAll(() =>
    withClient(server, { name: 'test' }, (client) => client.query(`drop database if exists ${name} with (force)`)),
  );
  return { admin: { ...cluster.admin, database: name }, app: { ...cluster.app, database: name } };
}
