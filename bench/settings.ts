import { median, underLoad } from './load.ts';
import type { Page } from './pages.ts';
import { residentMiB, startProduct, type Running } from './processes.ts';

/* The same page by web processes that were started otherwise: which memory they then take, and how fast they are. */

export interface SettingResult {
  readonly name: string;
  readonly requestsPerSecond: number;
  /** Of the first, within each round. */
  readonly ratio: number;
  readonly p99Ms: number;
  /** Of the web process, or of all of them with their parent. */
  readonly memoryMiB: number;
}

interface Setting {
  readonly name: string;
  readonly options: readonly string[];
  readonly env: Record<string, string>;
}

export const SETTINGS: readonly Setting[] = [
  { name: 'as it is started', options: [], env: {} },
  { name: 'Node’s own semi-space', options: ['--max-semi-space-size=16'], env: {} },
  { name: 'semi-space of 4 MiB', options: ['--max-semi-space-size=4'], env: {} },
  { name: 'semi-space of 2 MiB', options: ['--max-semi-space-size=2'], env: {} },
  {
    name: 'semi-space of 4 MiB, heap of 128 MiB',
    options: ['--max-semi-space-size=4', '--max-old-space-size=128'],
    env: {},
  },
  { name: 'WEB_CONCURRENCY=2', options: [], env: { WEB_CONCURRENCY: '2' } },
];

/** All of them run and take turns. */
export async function settingsRun(
  page: Page,
  env: Record<string, string>,
  port: number,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<SettingResult[]> {
  const started: { setting: Setting; running: Running; origin: string; rates: number[]; slowest: number[] }[] = [];
  try {
    for (const [n, setting] of SETTINGS.entries()) {
      const origin = `http://127.0.0.1:${port + n}`;
      const own = { ...env, BASE_URL: origin, DATABASE_CONNECTIONS: '8', ...setting.env };
      const running = await startProduct('web', own, port + n, setting.options);
      started.push({ setting, running, origin, rates: [], slowest: [] });
      await underLoad(origin, page, Math.min(3, seconds));
    }
    for (let round = 0; round < rounds; round++) {
      for (const { origin, rates, slowest } of started) {
        const measured = await underLoad(origin, page, seconds);
        rates.push(measured.requestsPerSecond);
        slowest.push(measured.p99Ms);
      }
    }
    const [first] = started;
    return started.map(({ setting, running, rates, slowest }) => ({
      name: setting.name,
      requestsPerSecond: median(rates),
      ratio: median(rates.map((rate, round) => rate / (first?.rates[round] ?? Number.NaN))),
      p99Ms: median(slowest),
      memoryMiB: residentMiB(running.process),
    }));
  } finally {
    await Promise.all(started.map(({ running }) => running.stop()));
  }
}
