import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { connectionUrl, withClient } from '../src/platform/db/connection.ts';
import { freshDatabase } from './setup/database.ts';
import { schemaText } from './setup/schema-text.ts';

const database = await freshDatabase();

test('db/schema.sql is what the migrations make ("npm run db:schema" writes it)', async () => {
  const text = await withClient(database.admin, { name: 'test' }, schemaText);
  await expect(text).toMatchFileSnapshot('../db/schema.sql');
});

/** Temporal for times, bigint for int8, text for numeric: what `wireTypes` of src/platform/db makes of each. */
const typeMapping = {
  timestamptz: 'Temporal.Instant',
  date: 'Temporal.PlainDate',
  int8: 'bigint',
  numeric: 'string',
  bytea: 'Uint8Array',
};

test('db/types.ts is what the migrations make ("npm run db:types" writes it)', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      'node_modules/kysely-codegen/dist/cli/bin.js',
      '--dialect=postgres',
      `--url=${connectionUrl(database.admin)}`,
      '--print',
      '--default-schema=public',
      '--include-pattern=public.*',
      '--exclude-pattern=public.schema_migrations',
      `--type-mapping=${JSON.stringify(typeMapping)}`,
    ],
    { maxBuffer: 10_000_000 },
  );
  const source = stdout.slice(stdout.indexOf('/**'));
  await expect(source).toMatchFileSnapshot('../db/types.ts');
});
