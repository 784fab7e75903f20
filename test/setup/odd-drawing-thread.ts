import { parentPort, workerData } from 'node:worker_threads';
import { drawAsAsked } from '../../src/platform/drawing/thread.ts';
import type { Paper } from '../../src/platform/drawing/index.ts';

/** Papers that show what can happen to a thread. */
export const plain: Paper<unknown> = {
  name: 'plain',
  load: async () => ({
    draw: async (document, now) => new TextEncoder().encode(`${sayOf(document)} at ${now.toString()}`),
  }),
};
export const endless: Paper<null> = {
  name: 'endless',
  load: async () => ({
    draw: () => {
      for (;;);
    },
  }),
};
export const deadly: Paper<null> = { name: 'deadly', load: async () => ({ draw: () => process.exit(1) }) };
export const greedy: Paper<null> = {
  name: 'greedy',
  load: async () => ({
    draw: () => {
      const kept: string[][] = [];
      for (;;) kept.push(Array.from({ length: 10_000 }, (_, n) => `${n} of ${kept.length}`));
    },
  }),
};
export const broken: Paper<null> = {
  name: 'broken',
  load: async () => ({ draw: () => Promise.reject(new Error('the ink is dry')) }),
};

/** Days, moments, amounts, bytes and lists, as they came. */
function sayOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sayOf).join(', ')}]`;
  if (value instanceof Uint8Array) return `bytes ${value.join(' ')}`;
  if (value instanceof Temporal.PlainDate || value instanceof Temporal.Instant)
    return `${value[Symbol.toStringTag]} ${value}`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([name, one]) => `${name}: ${sayOf(one)}`)
      .join(', ')}}`;
  return `${typeof value} ${String(value)}`;
}

// Tests read the papers' names from here too.
if (parentPort !== null && workerData === 'drawing') drawAsAsked(parentPort, [plain, endless, deadly, greedy, broken]);
