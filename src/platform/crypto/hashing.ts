import { hash, verify } from '@node-rs/argon2';
import type { Keys } from './keys.ts';

/** OWASP's second profile: a hash costs 19 MiB and some 30 ms. */
const COST: Cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const MOST_AT_ONCE = 2;

interface Cost {
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

export interface Hashing {
  hash(secret: string): Promise<string>;
  verify(stored: string, secret: string): Promise<boolean>;
  /** The same work as `verify` for a person who doesn't exist, so that time tells nothing. */
  pretend(secret: string): Promise<false>;
}

/**
 * Argon2id with a server-side pepper. At most `MOST_AT_ONCE` run together: without that limit a burst of sign-ins would take
 * the process down. Only tests give another cost.
 */
export function hashingWith(keys: Keys, cost = COST): Hashing {
  const options = { ...cost, secret: keys.pepper };
  const inTurn = limiter(MOST_AT_ONCE);
  let nobody: Promise<string> | null = null;
  return {
    hash: (secret) => inTurn(() => hash(secret, options)),
    verify: (stored, secret) => inTurn(() => verify(stored, secret, options)),
    async pretend(secret) {
      nobody ??= hash('nobody', options);
      const stored = await nobody;
      await inTurn(() => verify(stored, secret, options));
      return false;
    },
  };
}

function limiter(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
