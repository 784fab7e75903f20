/**
 * How hard the trust checks try. The quick tier runs with every `npm test`; `npm run trust` runs the long one.
 * Everything random comes from one seed, printed with every failure, so that a finding can be repeated.
 */
export const LONG = process.env['TRUST_TIER'] === 'long';

export const SEED = Number(
  process.env['TRUST_SEED'] ?? (LONG ? Math.floor(performance.timeOrigin) % 1_000_000_007 : 20261124),
);

export function tier<T>(quick: T, long: T): T {
  return LONG ? long : quick;
}

const beganMs = performance.now();

/** Whether the time that a run was given is up; one without a limit goes on to its end. */
export function timeIsUp(): boolean {
  const seconds = Number(process.env['TRUST_SECONDS'] ?? Infinity);
  return performance.now() - beganMs > seconds * 1000;
}

/** A small, fast generator (mulberry32) of numbers in [0, 1). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(random: () => number, list: readonly T[]): T {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new RangeError('nothing to pick from');
  return one;
}
