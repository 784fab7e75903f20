import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ImportSpeed, Score, Weight } from './extras.ts';
import type { Size } from './data.ts';
import type { Measured } from './load.ts';

export interface PageResult {
  readonly name: string;
  readonly product: Measured;
  readonly limit: Measured;
  readonly ratio: number;
}

interface Results {
  readonly weighed: readonly Weight[];
  readonly scores: readonly Score[] | null;
  readonly imported: ImportSpeed;
  readonly starts: { readonly firstMs: number; readonly nextMs: number };
  readonly size: Size;
  readonly loadSeconds: number | null;
  readonly results: readonly PageResult[];
  readonly little: ReadonlyMap<string, Measured>;
  readonly memory: { readonly product: number; readonly limit: number };
  readonly start: number;
}

const file = fileURLToPath(new URL('../../bench/RESULTS.md', import.meta.url));
const number = (value: number, digits = 0) => value.toLocaleString('en-GB', { maximumFractionDigits: digits });

/** Writes the run down as it was: ratios first, since absolute figures belong to one machine. */
export async function writeResults(run: Results): Promise<void> {
  const rows = run.results.map(
    ({ name, product, limit, ratio }) =>
      `| ${name} | **${number(ratio * 100)} %** | ${number(product.requestsPerSecond)} | ${number(limit.requestsPerSecond)} | ` +
      `${number(product.p50Ms, 1)} | ${number(product.p99Ms, 1)} | ${number(product.p99Ms / Math.max(product.p50Ms, 1), 1)} | ` +
      `${number(limit.p50Ms, 1)} | ${number(limit.p99Ms, 1)} | ${timesSlower(run, name, product)} | ${product.errors + limit.errors} |`,
  );
  const text = `# Benchmark results

One run of \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit()}. Made by the benchmark, not by hand.

**Machine**: ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${number(totalmem() / 2 ** 30)} GiB; Node ${process.version}; the product, its
PostgreSQL 18, the limit server and the load tool (autocannon, 16 connections) all on it.

**Data**: ${number(run.size.jobs)} jobs and ${number(run.size.invoices)} invoices with lines, payments and ledger over ${number(run.size.customers)} customers in ${run.size.orgs} orgs${
    run.loadSeconds === null ? '' : `, loaded in ${number(run.loadSeconds)} s`
  }.

**The limit** is bare \`node:http\` sending the product's own recorded statements, in the same scopes, through the same pipelined
pool, and answering the rows as JSON. Product and limit take turns, three rounds of six seconds each; medians; the ratio is taken
within each round.

| page | of the limit | product req/s | limit req/s | p50 ms | p99 ms | p99 ÷ p50 | limit p50 | limit p99 | time against 1 % of the data | errors |
|---|---|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

Memory after load: product ${run.memory.product} MiB, limit server ${run.memory.limit} MiB. A built web process answers its first page
${number(run.start)} ms after its start (database already running). A built installation with the demo world: first start ${number(run.starts.firstMs)} ms,
next start ${number(run.starts.nextMs)} ms, to the first page.

Import of ${number(run.imported.rows)} customers from CSV by the command line: ${number(run.imported.rows / run.imported.seconds)} rows/s, at most ${run.imported.peakMiB} MiB.

| page | HTML, gzipped | CSS | script |
|---|---|---|---|
${run.weighed.map((one) => `| ${one.name} | ${kilobytes(one.html)} | ${kilobytes(one.css)} | ${kilobytes(one.script)} |`).join('\n')}

${lighthouseTable(run.scores)}
`;
  writeFileSync(file, text);
  process.stdout.write(text);
}

function kilobytes(bytes: number): string {
  return `${number(bytes / 1000, 1)} KB`;
}

function lighthouseTable(scores: readonly Score[] | null): string {
  if (scores === null) return 'Lighthouse was not run: it, or a Chromium, was not to be had.';
  const rows = scores.map(
    (s) => `| ${s.name} | ${s.performance} | ${s.accessibility} | ${s.bestPractices} | ${s.seo} |`,
  );
  return `| Lighthouse, mobile | performance | accessibility | best practices | SEO |\n|---|---|---|---|---|\n${rows.join('\n')}`;
}

function timesSlower(run: Results, name: string, product: Measured): string {
  const little = run.little.get(name);
  return little === undefined ? '' : `${number(little.requestsPerSecond / product.requestsPerSecond, 2)} ×`;
}

function commit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
}
