import { defineConfig } from 'vitest/config';

/**
 * Two cores: one for the tests' JavaScript and one for PostgreSQL and the browser. The files of a worker share what they
 * import, so the product is loaded twice and not a hundred times: no module of it may remember anything of a database or of
 * a visitor. Times are for a machine that is busy with other things too.
 */
const common = {
  globalSetup: ['test/setup/cluster.ts'],
  pool: 'threads',
  maxWorkers: 2,
  isolate: false,
  testTimeout: 60_000,
  hookTimeout: 60_000,
} as const;

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    passWithNoTests: false,
    projects: [
      {
        extends: true,
        test: {
          ...common,
          name: 'product',
          include: ['src/**/*.test.{ts,tsx}', 'test/*.test.{ts,tsx}', 'test/trust/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: [...common.globalSetup, 'test/setup/demo.ts'],
          testTimeout: 120_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
