import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ImportSpeed, Score, Weight } from './extras.ts';
import type { Size } from './data.ts';
import type { FileSpeed } from './files.ts';
import { MESSAGES_PER_SECOND, SCREENS, type Told } from './live.ts';
import type { LiveResult } from './live-run.ts';
import type { Measured } from './load.ts';
import type { SettingResult } from './settings.ts';

export interface PageResult {
  readonly name: string;
  readonly product: Measured;
  readonly limit: Measured;
  readonly ratio: number;
}

/** What a run found so far; what is missing was not run. */
export interface Results {
  readonly size: Size;
  /** The machine's load before the pages were measured and after. */
  readonly busy: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  readonly loadSeconds: number | null;
  readonly results: readonly PageResult[];
  readonly little: ReadonlyMap<string, Measured>;
  readonly memory: { readonly product: number; readonly limit: number };
  readonly start: number;
  readonly live?: LiveResult;
  readonly files?: readonly FileSpeed[];
  readonly settings?: readonly SettingResult[];
  readonly weighed?: readonly Weight[];
  readonly scores?: readonly Score[] | null;
  readonly imported?: ImportSpeed;
  readonly starts?: { readonly firstMs: number; readonly nextMs: number };
}

const file = fileURLToPath(new URL('../../bench/RESULTS.md', import.meta.url));
const number = (value: number, digits = 0) => value.toLocaleString('en-GB', { maximumFractionDigits: digits });

/** Writes the run down as it was: ratios first, since absolute figures belong to one machine. */
export function writeResults(run: Results): void {
  const rows = run.results.map(
    ({ name, product, limit, ratio }) =>
      `| ${name} | **${number(ratio * 100)} %** | ${number(product.requestsPerSecond)} | ${number(limit.requestsPerSecond)} | ` +
      `${number(product.p50Ms, 1)} | ${number(product.p99Ms, 1)} | ${number(product.p99Ms / Math.max(product.p50Ms, 1), 1)} | ` +
      `${number(limit.p50Ms, 1)} | ${number(limit.p99Ms, 1)} | ${timesSlower(run, name, product)} | ${product.errors + limit.errors} |`,
  );
  const { live, files, settings, weighed, scores, imported } = run;
  const parts = [
    live === undefined ? 'Open screens: not run.' : liveText(live),
    files === undefined ? 'A statement as a file: not run.' : filesText(files),
    settings === undefined ? 'Web processes started otherwise: not run.' : settingsText(settings),
    imported === undefined ? 'Import: not run.' : importText(imported),
    weighed === undefined ? 'Weights of pages: not run.' : weightTable(weighed),
    lighthouseTable(scores ?? null),
  ];
  const text = `# Benchmark results

One run of \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit()}. Made by the benchmark, not by hand.

**Machine**: ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${number(totalmem() / 2 ** 30)} GiB; Node ${process.version}; the product, its
PostgreSQL 18, the limit server and the load tool (autocannon, 16 connections) all on it. Load of the machine before and after the pages: ${run.busy.map((load) => number(load, 1)).join(' and ')}.

${busyText(run.busy)}**Data**: ${number(run.size.jobs)} jobs and ${number(run.size.invoices)} invoices with lines, payments and ledger over ${number(run.size.customers)} customers in ${run.size.orgs} orgs${
    run.loadSeconds === null ? '' : `, loaded in ${number(run.loadSeconds)} s`
  }.

**The limit** is bare \`node:http\` sending the product's own recorded statements, in the same scopes, through the same pipelined
pool, and answering the rows as JSON. Product and limit take turns, ${run.rounds} rounds of ${run.seconds} seconds each; medians; the ratio is taken
within each round.

| page | of the limit | product req/s | limit req/s | p50 ms | p99 ms | p99 ÷ p50 | limit p50 | limit p99 | time against 1 % of the data | errors |
|---|---|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

${shortfalls(run)}

Memory after load: product ${run.memory.product} MiB, limit server ${run.memory.limit} MiB. A built web process answers its first page
${number(run.start)} ms after its start (database already running).${startsText(run)}

${parts.join('\n\n')}
`;
  writeFileSync(file, text);
  process.stdout.write(text);
}

/** What the budgets (of portal pages: 80 % of the limit, p99 up to 6 × p50, 1.2 × the time; 120 MiB) ask and this run did not give. */
function shortfalls(run: Results): string {
  const portal = run.results.filter(({ name }) => !name.startsWith('office'));
  const low = portal.filter(({ ratio }) => ratio < 0.8).map(({ name, ratio }) => `${name} ${number(ratio * 100)} %`);
  const uneven = run.results
    .filter(({ product }) => product.p99Ms > 6 * Math.max(product.p50Ms, 1))
    .map(({ name }) => name);
  const grown = run.results
    .filter(({ name, product }) => (run.little.get(name)?.requestsPerSecond ?? 0) / product.requestsPerSecond > 1.2)
    .map(({ name, product }) => `${name} ${timesSlower(run, name, product)}`);
  const memory = run.memory.product > 120 ? [`${run.memory.product} MiB`] : [];
  const lines = [
    ['80 % of the limit', low],
    ['p99 within 6 × p50', uneven],
    ['1.2 × the time at 100 × the data', grown],
    ['120 MiB after load', memory],
  ] as const;
  const missed = lines.filter(([, those]) => those.length > 0);
  if (missed.length === 0) return '**Every budget was met.**';
  return `**Not met**:\n\n${missed.map(([what, those]) => `- ${what}: ${those.join(', ')}`).join('\n')}`;
}

function liveText({ product, limit, busy, pagesAlone, pagesMeanwhile, memory, ended }: LiveResult): string {
  const row = (name: string, told: Told) =>
    `| ${name} | ${number(told.p50Ms, 1)} | ${number(told.p99Ms, 1)} | ${number(told.wholeP50Ms, 1)} | ${number(told.wholeP99Ms, 1)} | ` +
    `${told.messages} | ${number(told.hints)} | ${told.wrong} | ${told.missed} |`;
  return `**${SCREENS} open screens** of contacts and staff of all orgs, and ${MESSAGES_PER_SECOND} messages a second from the office. From the answer to whoever wrote
until the right screens are told, and from sending the message off; its limit is bare \`node:http\` with server-sent events and
LISTEN, which writes message, thread and hint as the superuser in one transaction.

| | p50 ms | p99 ms | whole way p50 | whole way p99 | messages | hints | wrong screens | missed |
|---|---|---|---|---|---|---|---|---|
${row('product', product)}
${row('limit', limit)}
${row('product, portal home under load', busy)}

Portal home meanwhile: ${number(pagesMeanwhile.requestsPerSecond)} pages/s, ${number((pagesMeanwhile.requestsPerSecond / pagesAlone.requestsPerSecond) * 100)} % of ${number(pagesAlone.requestsPerSecond)} without screens and messages (p99 ${number(pagesMeanwhile.p99Ms)} and ${number(pagesAlone.p99Ms)} ms).
Memory of the web process: ${memory.productBefore} MiB before, ${memory.productOpen} MiB with ${SCREENS} screens open; limit ${memory.limitBefore} and ${memory.limitOpen} MiB. Streams that ended early: ${ended}.`;
}

function filesText(files: readonly FileSpeed[]): string {
  const rows = files.map(
    (one) =>
      `| ${one.name} | ${one.status} | ${number(one.ms)} | ${number(one.kilobytes)} KB | ${one.beforeMiB} MiB | ${one.peakMiB} MiB |`,
  );
  return `**A statement of 10,000 entries as a file**, one after another. PDFs are drawn in a thread of their own.
The limit of the CSV is COPY by the superuser, without row-level security.

| file | answer | ms | size | memory before | at most |
|---|---|---|---|---|---|
${rows.join('\n')}`;
}

function settingsText(settings: readonly SettingResult[]): string {
  const rows = settings.map(
    (one) =>
      `| ${one.name} | ${number(one.requestsPerSecond)} | ${number(one.ratio * 100)} % | ${number(one.p99Ms)} | ${one.memoryMiB} MiB |`,
  );
  return `**Portal home by web processes started otherwise**, taking turns. Two processes and their parent are counted together.

| | req/s | of the first | p99 ms | memory after load |
|---|---|---|---|---|
${rows.join('\n')}`;
}

/** Before the pages nothing of the benchmark runs, so a load there is somebody else's. */
function busyText([before = 0]: readonly number[]): string {
  if (before < 3) return '';
  return `**Others were at work on this machine** (load before the first page ${number(before, 1)} on ${cpus().length} processors), so these figures are a rough
picture: what needs more of a processor than its limit is pressed more by company. They can't be held against a quiet run's.

`;
}

function startsText({ starts }: Results): string {
  if (starts === undefined) return ' First and next start of a built installation: not run.';
  return ` A built installation with the demo world: first start ${number(starts.firstMs)} ms,
next start ${number(starts.nextMs)} ms, to the first page.`;
}

function importText({ rows, seconds, peakMiB }: ImportSpeed): string {
  return `Import of ${number(rows)} customers from CSV by the command line: ${number(rows / seconds)} rows/s, at most ${peakMiB} MiB.`;
}

function weightTable(weighed: readonly Weight[]): string {
  const rows = weighed.map(
    (one) => `| ${one.name} | ${kilobytes(one.html)} | ${kilobytes(one.css)} | ${kilobytes(one.script)} |`,
  );
  return `| page | HTML, gzipped | CSS | script |\n|---|---|---|---|\n${rows.join('\n')}`;
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
