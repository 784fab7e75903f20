#!/usr/bin/env node
// `npm start` and `npm test`, and everything they need on a fresh clone. This file alone runs under whatever Node the
// machine has (18 or newer); all else runs under the Node that package.json pins.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const pinnedNode = join(root, 'node_modules/node/bin/node');
const [task = 'start', ...rest] = process.argv.slice(2);

if (!isInstalled()) install();
const scripts = { test: 'scripts/test.mjs', trust: 'scripts/trust.mjs', bench: 'scripts/bench.mjs' };
if (Object.hasOwn(scripts, task)) {
  run(scripts[task], rest);
} else {
  const { status, signal } = spawnSync(pinnedNode, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(signal === null ? (status ?? 1) : 1);
  run('dist/server/main.js', [task, ...rest]);
}

/** Whether node_modules holds what package-lock.json asks for, and the pinned Node starts. */
function isInstalled() {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const found = packagesIn(join(root, 'node_modules/.package-lock.json'));
  if (wanted === null || found === null || !existsSync(pinnedNode)) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      path === '' ||
      link === true ||
      found[path]?.version === version ||
      (optional === true && found[path] === undefined),
  );
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

function install() {
  console.log('Installing what Doorstep is made of (once, and after an update) …');
  const npm = process.env.npm_execpath;
  // The build needs the development parts too, whatever NODE_ENV says.
  const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, args] = npm === undefined ? ['npm', options] : [process.execPath, [npm, ...options]];
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error !== undefined) fail('npm was not found: it comes with Node.js, from https://nodejs.org.');
  if (status !== 0) fail('The installation did not finish: npm says above what is missing. Is the network there?');
  if (!existsSync(pinnedNode)) {
    fail(
      'The pinned Node was not installed, because install scripts are switched off: run "npm ci --ignore-scripts=false".',
    );
  }
}

/** Runs a script under the pinned Node and ends as it ends. */
function run(script, args) {
  const child = spawn(pinnedNode, [join(root, script), ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  endWithNpm();
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
}

/**
 * When npm is killed it can't tell us: we, or the shell between us and npm, are then somebody else's child. Ending closes
 * the channel to Doorstep, which stops in order.
 */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const before = ancestors();
  setInterval(() => {
    if (ancestors() !== before) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

function ancestors() {
  try {
    const grandparent = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
      .replace(/^.*\) . /, '')
      .split(' ')[0];
    return `${process.ppid} ${grandparent}`;
  } catch {
    // No /proc: macOS.
    return String(process.ppid);
  }
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
