import autocannon from 'autocannon';
import type { Page } from './pages.ts';

export interface Measured {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were no 2xx, and connections that broke. */
  readonly errors: number;
}

const CONNECTIONS = 16;

/** Asks for a page with 16 connections for so many seconds; each connection goes through all visitors in turn. */
export async function underLoad(origin: string, page: Page, seconds: number): Promise<Measured> {
  const result = await autocannon({
    url: origin,
    connections: CONNECTIONS,
    duration: seconds,
    requests: page.requests.map(({ path, cookie }) => ({ path, headers: { cookie } })),
  });
  return {
    requestsPerSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    errors: result.non2xx + result.errors + result.timeouts,
  };
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
