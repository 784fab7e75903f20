import type { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { Explained } from '../explained.ts';

/*
 * Several Doorstep processes may use one built-in server. Who owns it, and who else is there, is said by advisory locks of
 * their sessions, which end with the process however it ends, so there is no file to go stale. Whoever leaves last stops it.
 */

/** Any fixed numbers; held on the database `postgres`. */
const ownershipLock = 7_305_118_220_271;
const presenceLock = 7_305_118_220_273;

/**
 * Comes in: says that this process uses the server and becomes its owner if nobody is. With `alone`, another owner is an
 * `Explained`.
 */
export async function moveIn(keeper: Client, use: 'alone' | 'shared'): Promise<boolean> {
  await keeper.query('select pg_advisory_lock_shared($1)', [presenceLock]);
  // A killed owner's session takes a moment to end, so the first no is asked again.
  for (let attempt = 0; attempt < 10; attempt++) {
    if (await becomeOwner(keeper)) return true;
    if (use === 'shared') return false;
    await pause(100);
  }
  const { rows } = await keeper.query<{ owner: string }>(
    `select a.application_name as owner from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and ((l.classid::bigint << 32) | l.objid::bigint) = $1`,
    [ownershipLock],
  );
  await keeper.end();
  throw new Explained(
    `Doorstep is already running on this data (${rows[0]?.owner ?? 'another process'}): stop it first, or set another DATA_DIR.`,
  );
}

/**
 * Goes out: true when nobody else is there and the server is now ours to stop. Two that leave at once can't both leave it to
 * the other: presence is given up before ownership is asked for, and an owner looks again after giving ownership up.
 */
export async function moveOut(keeper: Client): Promise<boolean> {
  await keeper.query('select pg_advisory_unlock_shared($1)', [presenceLock]);
  if (!(await becomeOwner(keeper))) return false;
  if (await isAlone(keeper)) return true;
  await keeper.query('select pg_advisory_unlock($1) from generate_series(1, 2)', [ownershipLock]);
  return (await isAlone(keeper)) && (await becomeOwner(keeper));
}

/** Locks of a session count, so an owner that asks again holds it twice. */
async function becomeOwner(keeper: Client): Promise<boolean> {
  const { rows } = await keeper.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [ownershipLock]);
  return rows[0]?.taken === true;
}

async function isAlone(keeper: Client): Promise<boolean> {
  const { rowCount } = await keeper.query(
    `select from pg_locks where locktype = 'advisory' and granted and pid <> pg_backend_pid()
        and ((classid::bigint << 32) | objid::bigint) = $1`,
    [presenceLock],
  );
  return rowCount === 0;
}
