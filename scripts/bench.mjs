#!/usr/bin/env node
// The benchmark: builds the product and itself, then runs. See bench/run.ts.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = (...args) => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};
node('scripts/build.mjs');
node('node_modules/typescript-7/bin/tsc', '-p', 'bench/tsconfig.json');
node('dist/bench/run.js', ...process.argv.slice(2));
