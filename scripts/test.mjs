#!/usr/bin/env node
// `npm test`: everything there is to check, then one line that says how it went. Words after `npm test --` are handed to
// Vitest, which then runs alone: `npm test -- links`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser, getBrowser } from './browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const filters = process.argv.slice(2);
const results = [];

// Got first: everything after it is quick, and works without a network.
const browser = findBrowser() ?? getBrowser();

if (filters.length === 0) {
  await Promise.all([
    check('format, lint, imports', ['scripts/quick-check.mjs']),
    // The types are checked below, while tests wait for something.
    check('build', ['scripts/build.mjs', '--unchecked']),
  ]);
}
if (browser === null) {
  console.error('There is no Chromium for the browser tests: install one and set CHROMIUM_PATH to it.');
  results.push({ name: 'browser', passed: 0, failed: 1, seconds: 0 });
}
// Side by side: each of them waits half of its time, and two cores have room for the other.
await Promise.all([
  vitest('product', 'inherit'),
  ...(browser === null ? [] : [vitest('browser', 'pipe')]),
  ...(filters.length === 0 ? [besides()] : []),
]);

console.log('\n' + results.map(line).join('\n'));
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
process.exit(total('failed') === 0 ? 0 : 1);

/** One check that passes or fails as a whole; what it says is shown when it fails. */
async function check(name, args) {
  const beganMs = performance.now();
  const { code, said } = await run(args, 'pipe');
  if (code !== 0) console.error(`\n── ${name} ──\n${said}`);
  add({ name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, beganMs });
}

async function besides() {
  await check('types', ['node_modules/typescript-7/bin/tsc', '-p', '.']);
  await check('dead code', ['node_modules/.bin/knip', '--no-progress']);
}

/** A project of vitest.config.ts; one whose output is piped tells everything when it is done. A run that reports nothing counts as a failure, whatever its exit code. */
async function vitest(project, output) {
  const beganMs = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-report-'));
  const report = join(folder, 'report.json');
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--reporter=default', '--reporter=json'];
  const { code, said } = await run([...args, `--outputFile.json=${report}`, ...filters], output);
  process.stdout.write(said);
  const told = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  rmSync(folder, { recursive: true });
  const failed = (told.numFailedTests ?? 0) + brokenFiles(told);
  const isSilent = code !== 0 && failed === 0 && !(filters.length > 0 && told.numTotalTests === 0);
  add({ name: project, passed: told.numPassedTests ?? 0, failed: failed + (isSilent ? 1 : 0), beganMs });
}

/** Test files that failed without a failed test: they could not be loaded, or a hook broke. */
function brokenFiles({ testResults = [] }) {
  return testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
}

function add({ name, passed, failed, beganMs }) {
  results.push({ name, passed, failed, seconds: (performance.now() - beganMs) / 1000 });
}

function line({ name, passed, failed, seconds }) {
  const outcome = failed === 0 ? 'fine' : `${failed} FAILED`;
  return `${name.padEnd(24)} ${String(passed).padStart(5)} passed   ${seconds.toFixed(1).padStart(6)} s   ${outcome}`;
}

function run(args, output) {
  const env = { ...process.env, ...(browser === null ? {} : { CHROMIUM_PATH: browser }) };
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', output, output], env });
  let said = '';
  child.stdout?.on('data', (chunk) => (said += chunk));
  child.stderr?.on('data', (chunk) => (said += chunk));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })));
}
