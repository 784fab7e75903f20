import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp } from '../src/app.tsx';
import { hashingWith } from '../src/platform/crypto/index.ts';
import { connectionUrl, withClient, type ConnectionSettings } from '../src/platform/db/connection.ts';
import { openEmbedded } from '../src/platform/db/embedded.ts';
import { database, openPool } from '../src/platform/db/index.ts';
import { folderStore } from '../src/platform/files/index.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { BENCH_SECRET, benchKeys, FULL, load, SMALL, type Size } from './data.ts';
import { importSpeed, lighthouse, weights } from './extras.ts';
import { median, underLoad, type Measured } from './load.ts';
import { pagesOf, type Page } from './pages.ts';
import { residentMiB, startLimitServer, startProduct } from './processes.ts';
import { recorded, type Transaction } from './recording.ts';
import { writeResults, type PageResult } from './results.ts';

/* npm run bench [-- --small] [--only "portal home"]: the product beside the bare limit, in one run, on one machine. Writes bench/RESULTS.md. */

const [, ONLY = null] = /--only (.+)/.exec(process.argv.slice(2).join(' ')) ?? [];
const PORT = 4900;
const ROUNDS = 3;
const SECONDS = 6;
const POOL = 16;
const IMPORTED_ROWS = 50_000;
const home = join(fileURLToPath(new URL('../../bench', import.meta.url)), '.data');
mkdirSync(home, { recursive: true });

const embedded = await openEmbedded({ dataDir: home, command: 'bench', use: 'alone' });
try {
  await run();
} finally {
  await embedded.stop();
}

async function run(): Promise<void> {
  const full = process.argv.includes('--small') ? SMALL : FULL;
  const big = await filled('bench_full', full);
  const small = await filled('bench_small', SMALL);
  const results = await beside(big.app, big.pages);
  const little = await alone(small.app, small.pages);
  const others = await extras(big);
  await writeResults({
    ...others,
    size: full,
    loadSeconds: big.loadSeconds,
    results: results.pages,
    little,
    memory: results.memory,
    start: results.start,
  });
}

/** What isn't load: weights, Lighthouse, the first start of a built installation, an import. */
async function extras({ app, pages }: Filled) {
  const product = await startProduct('web', productEnv(app), PORT);
  const portal = pages.filter((page) => !page.name.startsWith('office'));
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
    const pages = (await pagesOf(client)).filter((page) => ONLY === null || page.name === ONLY);
    return { app: { ...embedded.app, database: name }, pages, loadSeconds };
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
  const product = createApp({
    db: database(pool),
    keys: benchKeys,
    hashing: hashingWith(benchKeys),
    now: () => Temporal.Now.instant(),
    baseUrl: at(PORT),
    officeUrl: at(PORT),
    asset: (name) => `/assets/${name}`,
    log: { info: () => {}, warn: () => {}, error: (facts) => console.error(facts) },
    trustedProxies: 0,
    senders: { mail: null, sms: null },
    backups: null,
    files: folderStore(join(home, 'files')),
    dataDir: home,
    live: { join: () => null, size: 0, close: async () => {} },
  });
  const plan: Record<string, readonly Transaction[]> = {};
  for (const { path, cookie } of pages.flatMap((page) => page.requests)) {
    plan[`${path} ${cookie}`] = await recorded(async () => {
      const answer = await product.request(at(PORT) + path, { headers: { cookie } });
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
