import { defineConfig } from 'vitest/config';

/** Two cores: one for the tests' JavaScript and one for PostgreSQL and the browser. */
const common = {
  globalSetup: ['test/setup/cluster.ts'],
  pool: 'threads',
  maxWorkers: 2,
  testTimeout: 20_000,
  hookTimeout: 30_000,
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
          testTimeout: 60_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
