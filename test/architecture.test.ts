import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { tasks } from '../src/background.ts';
import { commands } from '../src/commands/index.ts';
import { variableNames } from '../src/platform/config/config.ts';
import { withClient } from '../src/platform/db/connection.ts';
import { databaseRules } from './setup/database-rules.ts';
import { freshDatabase } from './setup/database.ts';
import { temporaryFolder } from './setup/folder.ts';
import { brokenLines, lineRules, longFiles } from './setup/source-rules.ts';

const files = globSync('{src,db,bin,scripts}/**/*', { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

describe('the sources', () => {
  test.each(lineRules)('$name', (rule) => {
    expect(brokenLines(rule, files)).toEqual([]);
  });

  test.each(lineRules)('the check finds what is planted: $planted', (rule) => {
    const path = ['src/features/jobs/x.tsx', 'src/ui/css/x.css'].find((candidate) => rule.covers(candidate)) ?? '';
    expect(brokenLines(rule, [{ path, text: `\n${rule.planted}\n` }])).toHaveLength(1);
  });

  test('no file is longer than 300 lines', () => {
    expect(longFiles(files)).toEqual([]);
    expect(longFiles([{ path: 'src/long.ts', text: '\n'.repeat(301) }])).toHaveLength(1);
  });

  test('every variable that is read is explained in the help of "doorstep start"', () => {
    const help = commands.find(({ name }) => name === 'start')?.help ?? '';
    expect(variableNames.filter((name) => !help.includes(name))).toEqual([]);
  });
});

describe('the law of imports', () => {
  const folder = temporaryFolder();
  const planted: readonly (readonly [rule: string, from: string, to: string])[] = [
    ['kernel-and-words-import-nothing', 'src/kernel/x.ts', 'src/platform/y.ts'],
    ['platform-knows-no-business', 'src/platform/x.ts', 'src/features/jobs/index.ts'],
    ['ui-is-pure', 'src/ui/x.ts', 'src/platform/y.ts'],
    ['browser-code-stays-light', 'src/islands/x.ts', 'src/platform/y.ts'],
    ['features-look-down', 'src/features/jobs/x.ts', 'src/app.ts'],
    ['features-enter-by-the-front-door', 'src/features/jobs/x.ts', 'src/features/quotes/accept-quote.ts'],
    ['the-app-enters-by-the-front-door', 'src/app.ts', 'src/features/quotes/accept-quote.ts'],
    ['views-never-query', 'src/features/jobs/job.page.tsx', 'src/features/jobs/queries.ts'],
    ['no-test-in-the-product', 'src/features/jobs/x.ts', 'test/world.ts'],
  ];

  test('every rule catches its planted breach', async () => {
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    for (const name of ['tsconfig.json', 'package.json', '.dependency-cruiser.mjs']) cpSync(name, join(folder, name));
    const said: string[] = [];
    for (const [rule, from, to] of planted) {
      const place = join(folder, rule);
      for (const path of [from, to]) mkdirSync(dirname(join(place, path)), { recursive: true });
      writeFileSync(join(place, to), 'export const y = 1;\n');
      const up = '../'.repeat(from.split('/').length - 1);
      writeFileSync(join(place, from), `import { y } from '${up}${to}';\nexport const x = y;\n`);
      cpSync('tsconfig.json', join(place, 'tsconfig.json'));
      said.push(await broken(place));
    }
    expect(said).toEqual(planted.map(([rule]) => expect.stringContaining(rule)));
  }, 60_000);
});

/** What dependency-cruiser says of a folder. */
async function broken(folder: string): Promise<string> {
  const args = [
    resolve('node_modules/.bin/depcruise'),
    '--config',
    resolve('.dependency-cruiser.mjs'),
    '--no-cache',
    '-T',
    'err',
  ];
  try {
    return (await promisify(execFile)(process.execPath, [...args, '.'], { cwd: folder })).stdout;
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}

const database = await freshDatabase();

describe('the database', () => {
  const found = (sql: string, planted = '') =>
    withClient(database.admin, { name: 'test' }, async (client) => {
      await client.query('begin');
      await client.query(planted);
      return (await client.query<{ found: string }>(sql)).rows.map((row) => row.found);
    });

  test.each(databaseRules)('$name', async (rule) => {
    expect(await found(rule.sql)).toEqual([]);
  });

  test.each(databaseRules.filter(({ planted }) => planted !== ''))(
    'the check finds what is planted: $planted',
    async (rule) => {
      expect(await found(rule.sql, rule.planted)).not.toEqual([]);
    },
  );

  test('the tasks that run are the tasks that may be added', async () => {
    const names = await found('select name as found from doorstep_private.task_names order by name');
    expect(tasks.map(({ name }) => name).toSorted()).toEqual(names);
  });
});
