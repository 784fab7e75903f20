import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/index.ts';
import { errorCode } from '../../platform/explained.ts';
import type { Run } from './run.ts';

/** How long to wait before asking again whether another import of this org has finished its transaction. */
const askAgainMs = 250;

/**
 * Runs `work` in a transaction in which no other import of the org writes: two files that name the same new customer
 * would otherwise both find nobody and collide. Waits outside of a transaction, so that nothing is held up.
 */
export async function whenFree(run: Run, work: (tx: Tx) => Promise<void>): Promise<void> {
  for (;;) {
    const ran = await run.db.inScope(run.actor, async (tx) => {
      const { rows } = await sql<{ free: boolean }>`
        select pg_try_advisory_xact_lock(hashtextextended(${`import ${run.actor.orgId}`}, 0)) as free`.execute(tx);
      if (rows[0]?.free !== true) return false;
      // Checks of the ledger are made after each statement, not heaped up until the end of half a million rows.
      await sql`set constraints all immediate`.execute(tx);
      await work(tx);
      return true;
    });
    if (ran) return;
    await pause(askAgainMs);
  }
}

/** A batch that the database was too busy for, or that collided with somebody at the office, is tried so often. */
const maxTries = 5;
/** Cancelled for taking too long, serialisation, deadlock, a number that somebody took meanwhile, too many connections. */
const passing = new Set(['57014', '40001', '40P01', '23505', '53300', '55P03']);

export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const isTimeout = error instanceof Error && error.message === 'Query read timeout';
      if (tries >= maxTries || !(isTimeout || passing.has(errorCode(error)))) throw error;
      await pause(askAgainMs * 2 ** tries);
    }
  }
}
