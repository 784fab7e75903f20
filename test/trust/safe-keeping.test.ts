import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { afterRestore } from '../../src/after-restore.ts';
import { createApp } from '../../src/app.tsx';
import { finishRestore, restoreRules } from '../../src/features/keeping/index.ts';
import { loadDemo } from '../../src/features/demo/index.ts';
import { gate, system } from '../../src/kernel/actor.ts';
import {
  danglingReferences,
  leftOut,
  makeBackup,
  readBackup,
  restoreBackup,
  stateOf,
  tablesOf,
  type BackupFile,
  type Contents,
} from '../../src/platform/backup/index.ts';
import { withClient, type ConnectionSettings } from '../../src/platform/db/connection.ts';
import { database, openPool } from '../../src/platform/db/index.ts';
import { migrate, readMigrations } from '../../src/platform/db/migrate.ts';
import { folderStore, type FileStore } from '../../src/platform/files/index.ts';
import { freshDatabase } from '../setup/database.ts';
import { temporaryFolder } from '../setup/folder.ts';
import { dataFolder, runDoorstep } from '../setup/program.ts';
import { openWorld } from '../world.ts';
import { randomFrom, SEED, tier } from './tier.ts';
import { tell } from './figures.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const world = await openWorld();
const folder = temporaryFolder();
const { services, fresh } = world;
const fingerprint = '0123456789abcdef';
const whole = { path: join(folder, 'whole.backup'), passphrase: null };
const sealed = { path: join(folder, 'sealed.backup'), passphrase: 'correct horse battery' };
let contents: Contents;

beforeAll(async () => {
  await loadDemo(services);
  for (const bytes of [0, 1, 100_000, 3_000_000])
    await services.files.put(Readable.from([randomBytes(bytes)]), { maxBytes: 4_000_000 });
  const order = { database: fresh.admin, files: services.files, keyFingerprint: fingerprint, now: services.now() };
  contents = await makeBackup({ ...order, file: whole });
  await makeBackup({ ...order, file: sealed });
});

/** A database of the test's own without anything in it. */
async function emptyDatabase(): Promise<ConnectionSettings> {
  const { admin } = inject('cluster');
  const name = `t_${randomBytes(6).toString('hex')}`;
  const server = { ...admin, database: 'postgres' };
  await withClient(server, { name: 'test' }, (client) => client.query(`create database ${name}`));
  afterAll(() =>
    withClient(server, { name: 'test' }, (client) => client.query(`drop database if exists ${name} with (force)`)),
  );
  return { ...admin, database: name };
}

async function restoreInto(admin: ConnectionSettings, files: FileStore, more: object = {}): Promise<void> {
  const rest = {
    migrations: readMigrations(),
    now: services.now(),
    rules: restoreRules,
    appPassword: fresh.app.password,
  };
  await restoreBackup({ file: whole, contents, admin, files, ...rest, ...more });
}

/** Every row of every table that is kept, in one order. */
async function everyRow(admin: ConnectionSettings): Promise<Map<string, string[]>> {
  return await withClient(admin, { name: 'test' }, async (client) => {
    const rows = new Map<string, string[]>();
    for (const { name } of await tablesOf(client)) {
      const { rows: found } = await client.query<{ row: string }>(
        `select t::text as row from ${name} t order by t::text collate "C"`,
      );
      rows.set(
        name,
        found.map(({ row }) => row),
      );
    }
    return rows;
  });
}

async function everyFile(files: FileStore): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const key of files.keys()) {
    const hash = createHash('sha256');
    await pipeline(files.open(key), hash);
    found.set(key, hash.digest('hex'));
  }
  return new Map([...found].toSorted());
}

test('a restore gives back every row, every file and the same rules, and the app answers from it', async () => {
  const admin = await emptyDatabase();
  const files = folderStore(temporaryFolder());
  await restoreInto(admin, files);
  const [before, after] = [await everyRow(fresh.admin), await everyRow(admin)];
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const [name, rows] of before) expect(after.get(name), name).toEqual(rows);
  tell(
    'T8',
    'rows compared after a restore',
    [...before.values()].reduce((sum, rows) => sum + rows.length, 0),
  );
  expect((before.get('public.ledger_entries') ?? []).length).toBeGreaterThan(100);
  expect(await everyFile(files)).toEqual(await everyFile(services.files));
  expect((await everyFile(files)).size).toBeGreaterThanOrEqual(4);
  const { schemaText } = await import('../setup/schema-text.ts');
  const texts = await Promise.all([fresh.admin, admin].map((one) => withClient(one, { name: 'test' }, schemaText)));
  expect(texts[1]).toBe(texts[0]);
  const pool = openPool({ connection: { ...fresh.app, database: admin.database }, size: 4, onError: () => {} });
  const db = database(pool);
  const app = createApp({ ...services, db, files });
  expect((await app.request('http://doorstep.test/harbour-hill/sign-in')).status).toBe(200);
  await db.close();
});

test('an admin that is no superuser migrates twice, backs up and restores', async () => {
  const keeper = `keeper_${randomBytes(4).toString('hex')}`;
  const from = await emptyDatabase();
  const to = await emptyDatabase();
  const roles = ['owner', 'tasks', 'backup', 'gate', 'portal', 'staff', 'system', 'app'].map(
    (role) => `doorstep_${role}`,
  );
  await withClient(from, { name: 'test' }, (client) =>
    client.query(`create role ${keeper} login createrole password 'keeper';
      grant ${roles.join(', ')} to ${keeper} with admin true, inherit false, set true;
      alter database ${from.database} owner to ${keeper}; alter database ${to.database} owner to ${keeper}`),
  );
  const as = ({ host, port, database }: ConnectionSettings) => ({
    host,
    port,
    database,
    user: keeper,
    password: 'keeper',
  });
  expect(await migrate(as(from), fresh.app.password)).not.toEqual([]);
  expect(await migrate(as(from), fresh.app.password)).toEqual([]);
  const order = { database: as(from), files: services.files, keyFingerprint: fingerprint, now: services.now() };
  const made = await makeBackup({ ...order, file: { path: join(folder, 'keeper.backup'), passphrase: null } });
  expect(made.manifest.tables.length).toBeGreaterThan(50);
  expect(await stateOf(as(to), contents.header)).toBe('new');
  await restoreInto(as(to), folderStore(temporaryFolder()));
  expect(await everyRow(to)).toEqual(await everyRow(fresh.admin));
  expect(await stateOf(as(to), contents.header)).toBe('used');
  await withClient(fresh.admin, { name: 'test' }, (client) => client.query(`alter role ${keeper} nologin`));
});

test('after it messages that were waiting are held, once, and the rest of the mailbox is as it was', async () => {
  const copy = await freshDatabase();
  const db = database(openPool({ connection: copy.app, size: 4, onError: () => {} }));
  const orgId = crypto.randomUUID();
  const state = async () =>
    await withClient(copy.admin, { name: 'test' }, async (client) => {
      const { rows } = await client.query<{ recipient: string; state: string }>(
        'select recipient, state from deliveries order by recipient',
      );
      return rows.map((row) => `${row.recipient} ${row.state}`);
    });
  await withClient(copy.admin, { name: 'test' }, (client) =>
    client.query(`
      insert into orgs (id, slug, name, time_zone, currency, country) values ('${orgId}', 'a', 'A', 'UTC', 'GBP', 'GB');
      insert into deliveries (org_id, channel, kind, language, recipient, blocks, state, claimed_at, due_at, queued_at, sent_at)
        select '${orgId}', 'sms', 'portal_link', 'en', r, '[]', s, now(), now(), now(), case s when 'sent' then now() end
          from (values ('1 waits', 'queued'), ('2 goes', 'sending'), ('3 went', 'sent')) as t (r, s);
      insert into doorstep_private.backups (kind, began_at) values ('restored', now())`),
  );
  for (const _ of [1, 2]) await finishRestore({ ...services, db }, afterRestore);
  expect(await state()).toEqual(['1 waits held', '2 goes held', '3 went sent']);
  const left = await db.inReadScope(gate(null), (tx) => tx.selectFrom('orgs').select('id').execute());
  expect(left).toHaveLength(1);
  await db.inScope(system(orgId, 'test'), (tx) =>
    tx
      .updateTable('deliveries')
      .set({ state: 'queued', reason: null })
      .where('org_id', '=', orgId)
      .where('state', '=', 'held')
      .execute(),
  );
  await finishRestore({ ...services, db }, afterRestore);
  expect(await state()).toEqual(['1 waits queued', '2 goes queued', '3 went sent']);
  await db.close();
});

test('what lets people in is not in a backup, and nothing that is in it refers to what is not', async () => {
  expect(contents.manifest.tables.map(({ name }) => name).filter((name) => leftOut.has(name))).toEqual([]);
  const tables = await withClient(fresh.admin, { name: 'test' }, async (client) => {
    expect(await danglingReferences(client)).toEqual([]);
    const { rows } = await client.query<{ name: string }>(
      `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('public', 'doorstep_private')`,
    );
    return rows.map(({ name }) => name);
  });
  const kept = new Set(contents.manifest.tables.map(({ name }) => name));
  expect(tables.filter((name) => !kept.has(name)).toSorted()).toEqual([...leftOut].toSorted());
});

test('somebody else’s data is never restored over', async () => {
  const used = await stateOf(fresh.admin, contents.header);
  expect(used).toBe('used');
  await expect(restoreInto(fresh.admin, services.files)).rejects.toThrow('Somebody has begun to use');
});

test('an empty database that was migrated already takes a backup, and one of a newer or another schema is refused', async () => {
  const migrations = readMigrations();
  const admin = await emptyDatabase();
  expect(await stateOf(admin, contents.header)).toBe('new');
  await migrate(admin, fresh.app.password, migrations.slice(0, 3));
  expect(await stateOf(admin, contents.header)).toBe('older');
  await migrate(admin, fresh.app.password);
  expect(await stateOf(admin, contents.header)).toBe('same');
  expect(await stateOf(admin, { ...contents.header, migrations: contents.header.migrations.slice(0, 3) })).toBe(
    'newer',
  );
  await restoreInto(admin, folderStore(temporaryFolder()));
  expect(await stateOf(admin, contents.header)).toBe('used');
});

test('books that do not add up are refused, and then nothing is kept', async () => {
  const admin = await emptyDatabase();
  const rules = [...restoreRules, { name: 'there are no customers', sql: 'select id as found from customers limit 1' }];
  await expect(restoreInto(admin, folderStore(temporaryFolder()), { rules })).rejects.toThrow(
    'What was restored breaks a rule: there are no customers. Nothing was kept.',
  );
  expect(await stateOf(admin, contents.header)).toBe('same');
});

describe('a damaged backup is refused before anything is written', () => {
  const random = randomFrom(SEED);
  const copied = (name: string, from: BackupFile) => {
    const path = join(folder, name);
    cpSync(from.path, path);
    return { path, passphrase: from.passphrase };
  };

  test.each([
    [whole, tier(30, 1000)],
    [sealed, tier(4, 200)],
  ] as const)('a single changed byte anywhere, %o', async (file, rounds) => {
    const bytes = readFileSync(file.path);
    const intact = await readBackup(file);
    for (let round = 0; round < rounds; round++) {
      const at = Math.floor(random() * bytes.length);
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 + Math.floor(random() * 255)), at);
      const copy = { path: join(folder, 'changed.backup'), passphrase: file.passphrase };
      writeFileSync(copy.path, changed);
      // A byte of padding may change nothing: then what is read is the same.
      const read = await readBackup(copy).catch((error: unknown) => error);
      const isRefused = read instanceof Error && read.message.includes('changed.backup');
      expect(isRefused || isDeepStrictEqual(read, intact), `byte ${at}, seed ${SEED}`).toBe(true);
    }
    tell('T8', 'backups with one changed byte, refused or read the same', rounds);
  });

  test.each([
    [whole, tier(20, 500)],
    [sealed, tier(4, 200)],
  ] as const)('an end that is missing, %o', async (file, rounds) => {
    const { length } = readFileSync(file.path);
    for (let round = 0; round < rounds; round++) {
      const kept = round === 0 ? length - 1 : Math.floor(random() * length);
      const copy = copied('cut.backup', file);
      truncateSync(copy.path, kept);
      await expect(readBackup(copy), `${kept} of ${length} bytes, seed ${SEED}`).rejects.toThrow('cut.backup');
    }
    tell('T8', 'backups cut off, refused', rounds);
  });

  test('another passphrase, or none', async () => {
    await expect(readBackup({ ...sealed, passphrase: 'correct horse batterY' })).rejects.toThrow('another one');
    await expect(readBackup({ ...sealed, passphrase: null })).rejects.toThrow('is encrypted');
    await expect(readBackup({ ...whole, passphrase: 'correct horse battery' })).rejects.toThrow('is not encrypted');
    expect((await readBackup(sealed)).manifest.tables).toEqual(contents.manifest.tables);
  });

  test('a backup is never overwritten', async () => {
    const order = { database: fresh.admin, files: services.files, keyFingerprint: fingerprint, now: services.now() };
    await expect(makeBackup({ ...order, file: whole })).rejects.toThrow('is there already');
  });
});

test('files that rows speak of and that are gone are named when the backup is made', async () => {
  const org = await world.org();
  await world.as(org.id, (tx) =>
    tx
      .insertInto('imports')
      .values({
        org_id: org.id,
        kind: 'jobs',
        file_key: 'a'.repeat(32),
        file_name: 'x.csv',
        file_bytes: 1n,
        encoding: 'utf-8',
        delimiter: ',',
        header_row: 1,
        columns: '[]',
      })
      .execute(),
  );
  const order = { database: fresh.admin, files: services.files, keyFingerprint: fingerprint, now: services.now() };
  const made = await makeBackup({ ...order, file: { path: join(folder, 'gone.backup'), passphrase: null } });
  expect(made.missingFiles).toEqual(['a'.repeat(32)]);
});

test('killed at any moment, a restore leaves an installation that is still empty or has everything', async () => {
  const key = 'the key of the installation that was backed up';
  const { keyFingerprint, keysFrom } = await import('../../src/platform/crypto/index.ts');
  const file = join(folder, 'killed.backup');
  await makeBackup({
    file: { path: file, passphrase: null },
    database: fresh.admin,
    files: services.files,
    keyFingerprint: keyFingerprint(keysFrom(key)),
    now: services.now(),
  });
  const data = dataFolder();
  mkdirSync(data.path, { recursive: true });
  const environment = { DATA_DIR: data.path, SECRET_KEY: key, DEMO: 'no' };
  const random = randomFrom(SEED);
  let done = false;
  for (let round = 0; round < tier(2, 40) && !done; round++) {
    const program = runDoorstep(['restore', file], environment);
    await program.until('is whole').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, random() * 2500));
    program.signal('SIGKILL');
    await program.ended;
    done = program.said().includes('already');
  }
  const last = runDoorstep(['restore', file], environment);
  const code = await last.ended;
  // Killed after the last moment, there is nothing left to restore.
  expect([code, last.said()]).toEqual([expect.any(Number), expect.stringMatching(/Restored\.|There is data in/)]);
  const copy = join(dirname(file), 'again.backup');
  const again = runDoorstep(['backup', copy], environment);
  expect([await again.ended, again.said()]).toEqual([0, expect.stringContaining('is written and checked')]);
  const [first, second] = await Promise.all([file, copy].map((path) => readBackup({ path, passphrase: null })));
  const tables = (from: Contents | undefined) =>
    from?.manifest.tables.map(({ name, rows, bytes }) => ({
      name,
      rows,
      // Messages that still wait are held after a restore, and say so.
      bytes: name === 'public.deliveries' ? null : bytes,
    }));
  expect(tables(second)).toEqual(tables(first));
  expect(second?.manifest.files.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual(
    first?.manifest.files.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  );
  expect(readdirSync(data.path)).toContain('files');
  data.remove();
});
