#!/usr/bin/env node
// `npm run trust`: the long tier of the trust checks, an hour or so, part by part; what they counted goes into
// docs/TRUST.md. `-- --only T1,T6` chooses parts, `--minutes 10` ends in time, `--quick` tries as hard as `npm test` does,
// and TRUST_SEED repeats a run.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PARTS = {
  T1: { name: 'Strangers’ ids', files: ['test/trust/pages.test.ts', 'test/trust/rows.test.ts'] },
  T2: { name: 'Kills', files: ['test/trust/kill-drill.test.ts'] },
  T4: {
    name: 'Links, PINs and guessing',
    files: ['src/features/signin', 'src/features/links', 'src/features/brake', 'test/trust/tokens.test.ts'],
  },
  T5: { name: 'Telling nothing', files: ['test/trust/oracle.test.ts'] },
  T6: { name: 'Malformed requests', files: ['test/trust/malformed.test.ts', 'test/trust/raw-sockets.test.ts'] },
  T8: { name: 'Backup and restore', files: ['test/trust/safe-keeping.test.ts'] },
  T10: { name: 'Requests from elsewhere', files: ['test/trust/cross-site.test.ts', 'test/trust/boundary.test.ts'] },
  T14: { name: 'Tampering with the log', files: ['src/features/audit-log/chain.test.ts'] },
  T15: { name: 'Staff who look on', files: ['test/trust/view-as.test.ts'] },
  T16: { name: 'Copies and erasures', files: ['src/features/personal-data'] },
};

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, minutes: { type: 'string' }, quick: { type: 'boolean', default: false } },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const page = join(root, 'docs/TRUST.md');
const chosen = options.only === undefined ? Object.keys(PARTS) : options.only.split(',');
for (const part of chosen) if (!Object.hasOwn(PARTS, part)) fail(`There is no part ${part}: ${Object.keys(PARTS)}`);
const minutes = options.minutes === undefined ? Infinity : Number(options.minutes);
if (!(minutes > 0)) fail('--minutes needs a number above 0.');
const seed = process.env.TRUST_SEED ?? (options.quick ? '20261124' : String(Date.now() % 1_000_000_007));
const endsMs = Date.now() + minutes * 60_000;

let isGreen = true;
for (const [at, part] of chosen.entries()) {
  // What is left is shared among the parts that are left.
  const shareMs = (endsMs - Date.now()) / (chosen.length - at);
  const result = await run(part, Math.max(shareMs, 1_000));
  isGreen &&= result.isGreen;
  writeDown(part, result);
  console.log(`${part}: ${result.outcome}`);
}
process.exit(isGreen ? 0 : 1);

/** Runs a part, at most so long; answers what it counted and how it went. */
async function run(part, limitMs) {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-trust-'));
  const [figures, report] = [join(folder, 'figures'), join(folder, 'report.json')];
  const load = loadavg()[0]?.toFixed(1);
  const beganMs = Date.now();
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = ['run', '--project', 'product', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const child = spawn(process.execPath, [vitest, ...args, ...PARTS[part].files], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      TRUST_TIER: options.quick ? 'quick' : 'long',
      TRUST_SEED: seed,
      TRUST_FIGURES: figures,
      // What counts by itself stops a little before, and is whole then.
      ...(Number.isFinite(limitMs) ? { TRUST_SECONDS: String(Math.floor((limitMs * 0.7) / 1000)) } : {}),
    },
  });
  let isCut = false;
  const timer = Number.isFinite(limitMs) ? setTimeout(() => (isCut = child.kill('SIGTERM')), limitMs) : undefined;
  await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  const told = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  const lines = existsSync(figures) ? readFileSync(figures, 'utf8').trim().split('\n').filter(Boolean) : [];
  rmSync(folder, { recursive: true, force: true });
  const passed = told?.numPassedTests ?? 0;
  const failed = told?.success === false ? told.numFailedTests || told.numFailedTestSuites : 0;
  const outcome = isCut
    ? '**stopped when its time was up**; counted is what had finished'
    : told === null || failed > 0
      ? `**red**: ${told === null ? 'it did not run to its end' : `${failed} failed, ${passed} passed`}`
      : `green: ${passed} tests passed`;
  return {
    isGreen: !isCut && told !== null && failed === 0,
    outcome,
    figures: summed(lines.map((line) => JSON.parse(line)).filter(({ check }) => check === part)),
    seconds: Math.round((Date.now() - beganMs) / 1000),
    load,
  };
}

/** Figures of the same name, added up. */
function summed(figures) {
  const sums = new Map();
  for (const { what, count, planted } of figures) {
    const sum = sums.get(what) ?? { what, count: 0, planted };
    sum.count += count;
    sums.set(what, sum);
  }
  return [...sums.values()];
}

/** Puts a part's figures where its marks are on the page; everything else there is written by hand and stays. */
function writeDown(part, { outcome, figures, seconds, load }) {
  const tier = options.quick ? 'quick' : 'long';
  const flags = ['--only', part, ...(options.quick ? ['--quick'] : [])];
  if (Number.isFinite(minutes)) flags.push('--minutes', String(minutes));
  const text = [
    `### ${part}: ${PARTS[part].name}`,
    '',
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, **${tier} tier**, commit \`${commit()}\`: ${outcome}.`,
    `Took ${seconds} s on ${machine()}, load ${load} at the start.`,
    `Again: \`TRUST_SEED=${seed} npm run trust -- ${flags.join(' ')}\``,
    '',
    ...figures.filter(({ planted }) => !planted).map(({ what, count }) => `- ${count.toLocaleString('en')} ${what}`),
    ...figures.filter(({ planted }) => planted).map(({ what, count }) => `- planted and found: ${what} (${count}×)`),
    ...(figures.length === 0 ? ['- nothing was counted'] : []),
  ].join('\n');
  const before = readFileSync(page, 'utf8');
  const place = new RegExp(`(<!-- ${part} -->\n)[^]*?(<!-- /${part} -->)`);
  if (!place.test(before)) fail(`docs/TRUST.md has no place for ${part}.`);
  writeFileSync(
    page,
    before.replace(place, (_, opening, closing) => `${opening}\n${text}\n\n${closing}`),
  );
}

function machine() {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${cpu?.model.trim() || 'unnamed'}), ${memory} GB, ${process.platform}, Node ${process.versions.node}`;
}

function commit() {
  try {
    const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
    const isChanged = git('status', '--porcelain', '--', 'src', 'test', 'db') !== '';
    return git('rev-parse', '--short', 'HEAD') + (isChanged ? ' and changes' : '');
  } catch {
    return 'unknown';
  }
}

function fail(sentence) {
  console.error(sentence);
  process.exit(2);
}
