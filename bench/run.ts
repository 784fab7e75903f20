import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp } from '../src/app.tsx';
import { hashingWith } from '../src/platform/crypto/index.ts';
import { connectionUrl, withClient, type ConnectionSettings } from '../src/platform/db/connection.ts';
import { openEmbedded } from '../src/platform/db/embedded.ts';
import { database, openPool } from '../src/platform/db/index.ts';
import { openDrawing } from '../src/platform/drawing/index.ts';
import { folderStore } from '../src/platform/files/index.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { BENCH_SECRET, benchKeys, FULL, load, SMALL, type Size } from './data.ts';
import { importSpeed, lighthouse, weights } from './extras.ts';
import { copyOf, statementFiles } from './files.ts';
import { livePlan } from './live.ts';
import { liveRun } from './live-run.ts';
import { median, underLoad, type Measured } from './load.ts';
import { pagesOf, type Page } from './pages.ts';
import { residentMiB, startLimitServer, startProduct } from './processes.ts';
import { recorded, type Transaction } from './recording.ts';
import { settingsRun } from './settings.ts';
import type { Log } from '../src/platform/services.ts';
import { writeResults, type PageResult, type Results } from './results.ts';

/*
 * npm run bench [-- --small] [--quick] [--load] [--no-lighthouse] [--only "portal home"] (pages whose names begin so): the product beside the bare limit, in one run, on one machine. Writes
 * bench/RESULTS.md. `--quick` is to see that it runs; `--load` only fills the databases, which are kept in bench/.data for the next run.
 */

const [, ONLY = null] = /--only (.+)/.exec(process.argv.slice(2).join(' ')) ?? [];
const PORT = Number(process.env['BENCH_PORT'] ?? 4900);
const QUICK = process.argv.includes('--quick');
const ROUNDS = QUICK ? 1 : 3;
const SECONDS = QUICK ? 1 : 6;
const POOL = 16;
const IMPORTED_ROWS = QUICK ? 1_000 : 50_000;
const home = process.env['BENCH_HOME'] ?? join(fileURLToPath(new URL('../../bench', import.meta.url)), '.data');
mkdirSync(home, { recursive: true });

const embedded = await openEmbedded({ dataDir: home, command: 'bench', use: 'alone' });
try {
  await run();
} finally {
  await embedded.stop();
}

async function run(): Promise<void> {
  const full = process.argv.includes('--small') ? SMALL : FULL;
  const small = await filled('bench_small', SMALL);
  const big = full === SMALL ? small : await filled('bench_full', full);
  if (process.argv.includes('--load')) return;
  const busy = [loadNow()];
  const results = await beside(big.app, big.pages);
  busy.push(loadNow());
  let known: Results = {
    size: full,
    busy,
    rounds: ROUNDS,
    seconds: SECONDS,
    loadSeconds: big.loadSeconds,
    results: results.pages,
    little: await alone(small.app, small.pages),
    memory: results.memory,
    start: results.start,
  };
  // Written down after each part, so that a run cut short leaves what it had.
  for (const part of [screensAndFiles, settings, extras]) {
    writeResults(known);
    known = { ...known, ...(await part(big)) };
  }
  writeResults(known);
}

async function settings(of: Filled): Promise<Pick<Results, 'settings'>> {
  return {
    settings: await settingsRun(homeOf(of), productEnv(of.app), PORT + 10, { rounds: ROUNDS, seconds: SECONDS }),
  };
}

/** How many processes wanted a processor in the last minute: above two, somebody else was on the machine. */
function loadNow(): number {
  return loadavg()[0] ?? Number.NaN;
}

function homeOf({ pages }: Filled): Page {
  const [home] = pages;
  if (home === undefined) throw new Error('no page is left to measure');
  return home;
}

/** What is no page under load: open screens that are told of messages, and a long statement as a file. */
async function screensAndFiles(of: Filled) {
  const planFile = join(home, 'live-plan.json');
  const [plan, copy] = await withClient(of.admin, { name: 'bench' }, async (admin) => [
    await livePlan(admin),
    await copyOf(admin),
  ]);
  writeFileSync(planFile, JSON.stringify({ admin: of.admin, port: PORT + 1, copy }));
  const product = { running: await startProduct('web', productEnv(of.app), PORT), origin: at(PORT) };
  const limit = { running: await startLimitServer(planFile, 'live'), origin: at(PORT + 1) };
  try {
    const live = await liveRun(plan, homeOf(of), product, limit);
    const files = await withClient(of.admin, { name: 'bench' }, (admin) => statementFiles(admin, product, limit));
    return { live, files };
  } finally {
    await Promise.all([product.running.stop(), limit.running.stop()]);
  }
}

/** What isn't load: weights, Lighthouse, the first start of a built installation, an import. */
async function extras({ app, pages }: Filled): Promise<Partial<Results>> {
  const product = await startProduct('web', productEnv(app), PORT);
  const portal = pages.filter((page) => !/^(office|statement)/.test(page.name));
  try {
    const weighed = await weights(at(PORT), pages);
    const scores = process.argv.includes('--no-lighthouse') ? null : lighthouse(home, at(PORT), portal);
    const imported = await importSpeed(home, productEnv(app), 'bench-0', IMPORTED_ROWS);
    return { weighed, scores, imported, starts: await starts() };
  } finally {
    await product.stop();
  }
}

/** A built installation with its own database and the demo world: its first start, and the next. */
async function starts(): Promise<{ readonly firstMs: number; readonly nextMs: number }> {
  const env = { DATA_DIR: join(home, `start-${process.pid}`) };
  const first = await startProduct('start', env, PORT + 2);
  await first.stop();
  const next = await startProduct('start', env, PORT + 2);
  await next.stop();
  rmSync(env.DATA_DIR, { recursive: true, force: true });
  return { firstMs: first.startMs, nextMs: next.startMs };
}

interface Filled {
  readonly admin: ConnectionSettings;
  readonly app: ConnectionSettings;
  readonly pages: readonly Page[];
  readonly loadSeconds: number | null;
}

/** A migrated database of the size asked for, filled the first time and kept for the next run. */
async function filled(name: string, size: Size): Promise<Filled> {
  const admin = { ...embedded.admin, database: name };
  await withClient({ ...embedded.admin, database: 'postgres' }, { name: 'bench' }, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name}`);
  });
  await migrate(admin, embedded.app.password);
  return withClient(admin, { name: 'bench' }, async (client) => {
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from customers');
    let loadSeconds: number | null = null;
    if ((rows[0]?.n ?? 0) < size.customers) {
      const began = performance.now();
      await load(client, size);
      loadSeconds = (performance.now() - began) / 1000;
    }
    const pages = (await pagesOf(client)).filter((page) => ONLY === null || page.name.startsWith(ONLY));
    return { admin, app: { ...embedded.app, database: name }, pages, loadSeconds };
  });
}

/** The product and the limit server taking turns on the same data, each page in three rounds; medians count. */
async function beside(app: ConnectionSettings, pages: readonly Page[]) {
  const planFile = join(home, 'plan.json');
  writeFileSync(
    planFile,
    JSON.stringify({ database: app, port: PORT + 1, poolSize: POOL, visits: await planOf(app, pages) }),
  );
  const product = await startProduct('web', productEnv(app), PORT);
  const limit = await startLimitServer(planFile);
  const rounds: { page: Page; product: Measured; limit: Measured }[] = [];
  try {
    for (const page of pages) await Promise.all([underLoad(at(PORT), page, 2), underLoad(at(PORT + 1), page, 2)]);
    for (let round = 0; round < ROUNDS; round++) {
      for (const page of pages) {
        rounds.push({
          page,
          product: await underLoad(at(PORT), page, SECONDS),
          limit: await underLoad(at(PORT + 1), page, SECONDS),
        });
      }
    }
    const memory = { product: residentMiB(product.process), limit: residentMiB(limit.process) };
    return { pages: pages.map((page) => summary(page, rounds)), memory, start: product.startMs };
  } finally {
    await Promise.all([product.stop(), limit.stop()]);
  }
}

/** The same pages over a hundredth of the data. */
async function alone(app: ConnectionSettings, pages: readonly Page[]): Promise<ReadonlyMap<string, Measured>> {
  const product = await startProduct('web', productEnv(app), PORT);
  try {
    const measured = new Map<string, Measured>();
    for (const page of pages) {
      await underLoad(at(PORT), page, 2);
      measured.set(page.name, await underLoad(at(PORT), page, SECONDS));
    }
    return measured;
  } finally {
    await product.stop();
  }
}

function productEnv(app: ConnectionSettings): Record<string, string> {
  return {
    DATABASE_URL: connectionUrl(app).replace('@/', '@localhost/'),
    SECRET_KEY: BENCH_SECRET,
    DATA_DIR: join(home, 'product'),
    BASE_URL: at(PORT),
    DEMO: 'no',
  };
}

function at(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** What every request of every page sends to the database, recorded from the product itself. */
async function planOf(
  app: ConnectionSettings,
  pages: readonly Page[],
): Promise<Record<string, readonly Transaction[]>> {
  const pool = openPool({ connection: { ...app }, size: POOL, onError: () => {} });
  const log: Log = { info: () => {}, warn: () => {}, error: (facts) => console.error(facts) };
  const product = createApp({
    db: database(pool),
    keys: benchKeys,
    hashing: hashingWith(benchKeys),
    now: () => Temporal.Now.instant(),
    baseUrl: at(PORT),
    officeUrl: at(PORT),
    asset: (name) => `/assets/${name}`,
    log,
    drawing: openDrawing(log),
    trustedProxies: 0,
    senders: { mail: null, sms: null },
    backups: null,
    logHeadsTo: null,
    files: folderStore(join(home, 'files')),
    dataDir: home,
    live: { join: () => null, size: 0, close: async () => {} },
  });
  const plan: Record<string, readonly Transaction[]> = {};
  for (const { path, cookie } of pages.flatMap((page) => page.requests)) {
    plan[`${path} ${cookie}`] = await recorded(async () => {
      const answer = await product.request(at(PORT) + path, { headers: { cookie } });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
    });
  }
  await pool.end();
  return plan;
}

function summary(page: Page, rounds: readonly { page: Page; product: Measured; limit: Measured }[]): PageResult {
  const mine = rounds.filter((round) => round.page === page);
  const of = (pick: (round: (typeof mine)[number]) => number) => median(mine.map(pick));
  return {
    name: page.name,
    product: {
      requestsPerSecond: of((round) => round.product.requestsPerSecond),
      p50Ms: of((round) => round.product.p50Ms),
      p99Ms: of((round) => round.product.p99Ms),
      errors: mine.reduce((sum, round) => sum + round.product.errors, 0),
    },
    limit: {
      requestsPerSecond: of((round) => round.limit.requestsPerSecond),
      p50Ms: of((round) => round.limit.p50Ms),
      p99Ms: of((round) => round.limit.p99Ms),
      errors: mine.reduce((sum, round) => sum + round.limit.errors, 0),
    },
    // Paired within a round, so that whatever else the machine did hits both sides.
    ratio: of((round) => round.product.requestsPerSecond / round.limit.requestsPerSecond),
  };
}
