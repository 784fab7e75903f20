import { expect, test } from 'vitest';
import { freshDatabase } from '../../../test/setup/database.ts';
import { connect, withClient } from './connection.ts';
import { migrate, readMigrations, schemaRefusal } from './migrate.ts';

const database = await freshDatabase();
const migrations = readMigrations();

test('a migrated database needs nothing more', async () => {
  expect(await migrate(database.admin, database.app.password)).toEqual([]);
  const refusal = await withClient(database.app, { name: 'test' }, (client) => schemaRefusal(client));
  expect(refusal).toBeNull();
});

test('a database newer than the code is refused in one sentence', async () => {
  const older = migrations.slice(0, -1);
  const newest = migrations.at(-1)?.name;
  const sentence = `The database is newer than this Doorstep (it has ${newest}): start the newer version, or restore a backup.`;
  await expect(migrate(database.admin, database.app.password, older)).rejects.toThrow(sentence);
  expect(await withClient(database.app, { name: 'test' }, (client) => schemaRefusal(client, older))).toBe(sentence);
});

test('a database that lacks a migration is refused by the web process, which may not migrate', async () => {
  const next = { version: migrations.length + 1, name: '9999_next.sql', sql: 'select 1', checksum: 'x' };
  const refusal = await withClient(database.app, { name: 'test' }, (client) =>
    schemaRefusal(client, [...migrations, next]),
  );
  expect(refusal).toContain('run "doorstep migrate" first');
});

test('a migration that was changed after it ran is refused', async () => {
  const changed = migrations.map((migration, index) => (index === 0 ? { ...migration, checksum: 'other' } : migration));
  await expect(migrate(database.admin, database.app.password, changed)).rejects.toThrow('built from another 0001');
});

test('a migration that fails leaves nothing behind', async () => {
  const broken = {
    version: migrations.length + 1,
    name: '9999_broken.sql',
    sql: 'create table half (); select 1/0',
    checksum: 'x',
  };
  await expect(migrate(database.admin, database.app.password, [...migrations, broken])).rejects.toThrow(
    '9999_broken.sql failed',
  );
  const found = await withClient(database.admin, { name: 'test' }, (client) =>
    client.query(`select to_regclass('half') as half`),
  );
  expect(found.rows).toEqual([{ half: null }]);
});

test('two processes that migrate at once apply each migration once', async () => {
  const counted = await freshDatabase();
  const next = {
    version: migrations.length + 1,
    name: '9999_next.sql',
    sql: 'create table made_once ()',
    checksum: 'x',
  };
  const both = await Promise.all([1, 2].map(() => migrate(counted.admin, counted.app.password, [...migrations, next])));
  expect(both.flat()).toEqual(['9999_next.sql']);
});

test('the app login by itself reads no table and may take on only the roles it was given', async () => {
  const client = await connect(database.app, { name: 'test' });
  await expect(client.query('select from orgs')).rejects.toThrow('permission denied');
  await expect(client.query('set role doorstep_owner')).rejects.toThrow('permission denied');
  await client.query('set role doorstep_portal');
  expect((await client.query('select from orgs')).rowCount).toBe(0);
  await client.end();
});
