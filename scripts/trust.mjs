#!/usr/bin/env node
// The long tier of the trust checks: every stranger's id in every place, a hundred thousand malformed requests, links and
// PINs under parallel attack. Takes an hour or so. TRUST_SEED repeats a run.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const only = ['test/trust', 'src/features/signin', 'src/features/links'];
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'product', ...only, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TRUST_TIER: 'long' },
  },
);
process.exit(status ?? 1);
