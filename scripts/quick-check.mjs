#!/usr/bin/env node
// Format, lint and the law of imports, side by side in a few seconds.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const checks = [
  { name: 'format', args: ['oxfmt', '--check'], remedy: 'npm run format' },
  { name: 'lint', args: ['oxlint', '--deny-warnings', '--quiet'], remedy: 'npm run lint' },
  {
    name: 'imports',
    args: ['depcruise', '--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', 'src'],
    remedy: 'see .dependency-cruiser.mjs',
  },
];

const failed = (await Promise.all(checks.map(run))).filter((check) => check !== null);
if (failed.length > 0) {
  console.error(failed.map(({ name, remedy }) => `${name} fails (${remedy})`).join('\n'));
  process.exit(1);
}
console.log(`${checks.map(({ name }) => name).join(', ')}: fine`);

/** The check when it failed, with what it said printed, else null. */
function run(check) {
  const [tool, ...args] = check.args;
  const child = spawn(process.execPath, [`node_modules/.bin/${tool}`, ...args], { cwd: root });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      if (code !== 0) process.stderr.write(said);
      resolve(code === 0 ? null : check);
    });
  });
}
