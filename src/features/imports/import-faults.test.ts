import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importing, textOf, type Desk } from '../../../test/imports/desk.ts';
import { MORNING, openWorld } from '../../../test/world.ts';
import type { Database } from '../../platform/db/index.ts';
import { createTranslator } from '../../platform/i18n/index.ts';
import { runDueTasks } from '../../platform/tasks/index.ts';
import { importFromCommandLine, type ImportOrder } from './command.ts';
import { runImportTask } from './tasks.ts';

const world = await openWorld();
const { desk, check, bring, tasks, rows } = importing(world);
const log = { info: () => {}, warn: () => {}, error: () => {} };

/** A database that goes away when it has opened so many scopes for writing. */
function dyingAfter(scopes: number): Database {
  let left = scopes;
  return {
    ...world.services.db,
    inScope: (actor, work) =>
      left-- > 0 ? world.services.db.inScope(actor, work) : Promise.reject(new Error('the plug was pulled')),
  };
}

function customers(count: number, from = 1): string {
  const lines = Array.from({ length: count }, (_, n) => `${from + n},Customer ${from + n},c${from + n}@example.org\n`);
  return `Number,Name,E-mail\n${lines.join('')}`;
}

async function begin(at: Desk, csv: string, mode: 'stop' | 'skip', kind = 'customers'): Promise<string> {
  const path = await check(at, { kind, csv });
  await at.browser.post(`${path}/run`, { mode });
  return path;
}

async function runAndDie(scopes: number): Promise<void> {
  const services = { ...world.services, db: dyingAfter(scopes) };
  await runDueTasks({ database: world.fresh.app, tasks: [runImportTask], services, log });
}

test('an import that dies half-way has whole batches in, says so, and goes on from there', async () => {
  const at = await desk();
  const path = await begin(at, `${customers(2500)}x y,Bad,\n`, 'skip');
  await runAndDie(3);
  expect(await rows(at.org, 'select count(*)::int as n from customers')).toEqual([{ n: 2000 }]);
  expect(await rows(at.org, 'select state, last_row, rows_new, rows_read from imports')).toEqual([
    { state: 'running', last_row: 2001n, rows_new: 2000n, rows_read: 2000n },
  ]);
  world.clock.now = MORNING.add({ minutes: 5 });
  expect(textOf((await at.browser.get(path)).html)).toContain(
    'What was written until then is whole, and it goes on from there.',
  );
  await at.browser.post(`${path}/continuation`);
  await tasks();
  expect(textOf((await at.browser.get(path)).html)).toMatch(/Rows 2,501 New 2,500 Updated 0 Unchanged 0 Bad 1/);
  expect(
    await rows(at.org, 'select count(*)::int as n, count(distinct number)::int as numbers from customers'),
  ).toEqual([{ n: 2500, numbers: 2500 }]);
  world.clock.now = MORNING;
});

test('an all-or-nothing import that dies half-way has written nothing, and begins again', async () => {
  const at = await desk();
  const path = await begin(at, customers(2500), 'stop');
  const broken = {
    ...world.services,
    files: { ...world.services.files, open: (key: string) => cutOff(world.services.files.open(key)) },
  };
  await runDueTasks({ database: world.fresh.app, tasks: [runImportTask], services: broken, log });
  expect(await rows(at.org, 'select from customers')).toEqual([]);
  world.clock.now = MORNING.add({ minutes: 5 });
  expect(textOf((await at.browser.get(path)).html)).toContain(
    'Nothing is written until it is complete, so it begins again.',
  );
  await at.browser.post(`${path}/continuation`);
  await tasks();
  expect(await rows(at.org, 'select count(*)::int as n from customers')).toEqual([{ n: 2500 }]);
  world.clock.now = MORNING;
});

/** A file whose disk fails after some of it. */
function cutOff(stream: Readable): Readable {
  return Readable.from(
    (async function* () {
      for await (const chunk of stream) {
        yield Buffer.from(chunk).subarray(0, 40_000);
        throw new Error('the disk is gone');
      }
    })(),
  );
}

test('a half invoice is never there, wherever the import dies', async () => {
  const at = await desk();
  await bring(at, { kind: 'customers', csv: 'Number,Name\n1,Ada\n' });
  const lines = Array.from({ length: 3000 }, (_, n) => `R${Math.floor(n / 7)},1,2026-10-01,Line ${n},1,1.00\n`);
  await begin(
    at,
    `Invoice number,Customer number,Invoice date,Description,Quantity,Unit price\n${lines.join('')}`,
    'skip',
    'invoices',
  );
  await runAndDie(2);
  const torn = `select i.number from invoices i join invoice_lines l on l.org_id = i.org_id and l.invoice_id = i.id
    group by i.number, i.total_minor having count(*) * 100 <> i.total_minor or (count(*) <> 7 and i.number <> 'R428')`;
  expect(await rows(at.org, torn)).toEqual([]);
  const [found] = await rows<{ n: number }>(at.org, 'select count(*)::int as n from invoices');
  expect(found?.n).toBeGreaterThan(100);
  world.clock.now = MORNING.add({ minutes: 5 });
  const [row] = await rows<{ id: string }>(at.org, `select id from imports where kind = 'invoices'`);
  await at.browser.post(`/office/imports/${row?.id}/continuation`);
  await tasks();
  world.clock.now = MORNING;
  expect(await rows(at.org, torn)).toEqual([]);
  expect(await rows(at.org, 'select count(*)::int as n, sum(total_minor)::int as minor from invoices')).toEqual([
    { n: 429, minor: 300_000 },
  ]);
});

test('a button pressed twice begins one import', async () => {
  const at = await desk();
  const path = await check(at, { kind: 'customers', csv: customers(3) });
  const answers = await Promise.all([1, 2, 3].map(() => at.browser.post(`${path}/run`, { mode: 'stop' })));
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  await tasks();
  expect(await rows(at.org, `select count(*)::int as n from events where name = 'import.started'`)).toEqual([{ n: 1 }]);
  expect(await rows(at.org, 'select from customers')).toHaveLength(3);
});

function order(at: Desk, csv: string, given: Partial<ImportOrder> = {}): ImportOrder {
  return {
    db: world.services.db,
    t: createTranslator('en-GB'),
    orgSlug: at.org.slug,
    kind: 'customers',
    source: () => Readable.from([Buffer.from(csv)]),
    fileName: 'list.csv',
    columns: new Map(),
    dialect: {},
    reading: {},
    mode: 'skip',
    now: () => MORNING,
    onProgress: () => {},
    say: () => {},
    ...given,
  };
}

test('two imports at once that bring the same customers bring each once', async () => {
  const at = await desk();
  const [one, two] = await Promise.all([
    importFromCommandLine(order(at, customers(1500))),
    importFromCommandLine(order(at, customers(1500, 501), { mode: 'stop' })),
  ]);
  expect([one.counts.rows_bad, two.counts.rows_bad]).toEqual([0, 0]);
  expect(one.counts.rows_new + two.counts.rows_new).toBe(2000);
  expect(await rows(at.org, 'select count(*)::int as n from customers')).toEqual([{ n: 2000 }]);
});

test('the command line says how it read the file and what is wrong, and takes columns by name', async () => {
  const at = await desk();
  const said: string[] = [];
  const answer = await importFromCommandLine(
    order(at, 'Code;Who;Born\n1;Ada;x\n2;;y\n', {
      columns: new Map([
        ['code', 'number'],
        ['WHO', 'name'],
        ['Born', ''],
      ]),
      say: (text) => said.push(text),
    }),
  );
  expect(said).toEqual([
    'Read as utf-8 with semicolons, column names in row 1.',
    '  Code → Number',
    '  Who → Name',
    '  Row 3, Who: The row has no name.',
  ]);
  expect(answer.counts).toMatchObject({ rows_new: 1, rows_bad: 1 });
  await expect(
    importFromCommandLine(order(at, 'Name,A\nx,1\n', { columns: new Map([['B', 'name']]) })),
  ).rejects.toThrow('The file has no column "B". It has: Name, A.');
  await expect(
    importFromCommandLine(order(at, 'Name,A\nx,1\n', { columns: new Map([['A', 'shoe']]) })),
  ).rejects.toThrow('"shoe" is no field of customers.');
  await expect(importFromCommandLine(order(at, 'A,B\n1,2\n', { orgSlug: 'nobody' }))).rejects.toThrow(
    'There is no business "nobody"',
  );
  const dry = await importFromCommandLine(order(at, 'Number,Name\n5,Eve\n', { mode: 'check' }));
  expect([dry.counts.rows_new, await rows(at.org, `select from customers where number = '5'`)]).toEqual([1, []]);
});

test('fifty thousand rows of two kilobytes are checked without holding them', { timeout: 120_000 }, async () => {
  const at = await desk();
  const note = 'x'.repeat(2000);
  const pieces = function* () {
    yield Buffer.from('Number,Name,Notes\n');
    for (let n = 0; n < 50_000; n += 100)
      yield Buffer.from(Array.from({ length: 100 }, (_, m) => `${n + m},Customer,${note}\n`).join(''));
  };
  let most = 0;
  const before = liveBytes();
  const onProgress = () => (most = Math.max(most, liveBytes()));
  const answer = await importFromCommandLine(
    order(at, '', { source: () => Readable.from(pieces()), mode: 'check', onProgress }),
  );
  expect(answer.counts).toMatchObject({ rows_read: 50_000, rows_new: 50_000, rows_bad: 0 });
  // The file has 100 MB, a batch of it two.
  expect(most - before).toBeLessThan(25_000_000);
});

setFlagsFromString('--expose-gc');
const sweep: unknown = runInNewContext('gc');

/** What is still in use after everything that is not has been swept. */
function liveBytes(): number {
  if (typeof sweep === 'function') sweep();
  return getHeapStatistics().used_heap_size;
}

test('no upload whatever is answered with a fault of ours', async () => {
  const at = await desk();
  const cookie = [...at.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const csrf = /name="csrf" value="([^"]*)"/.exec((await at.browser.get('/office/imports/new')).html)?.[1] ?? '';
  const whole = Buffer.from(
    `--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${csrf}\r\n--b\r\nContent-Disposition: form-data; name="kind"\r\n\r\ncustomers\r\n` +
      `--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nName,Number\r\n"Ada",1\r\n--b--\r\n`,
  );
  const send = async (body: Uint8Array<ArrayBuffer>, type = 'multipart/form-data; boundary=b') => {
    const headers = { cookie, origin: world.services.baseUrl, 'sec-fetch-site': 'same-origin', 'content-type': type };
    return (await world.app.request(`${world.services.baseUrl}/office/imports`, { method: 'POST', body, headers }))
      .status;
  };
  expect(await send(new Uint8Array(whole))).toBe(303);
  expect(await send(new Uint8Array(whole), 'text/plain')).toBe(422);
  const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 8 }),
      fc.nat(whole.length),
      fc.boolean(),
      async (changes, length, cuts) => {
        const bytes = new Uint8Array(cuts ? whole.subarray(0, length) : whole);
        for (const [place, value] of changes) if (place < bytes.length) bytes[place] = value;
        expect(await send(bytes)).toBeLessThan(500);
      },
    ),
    { numRuns: 60 },
  );
  expect(world.troubles).toEqual([]);
});
