import { sql } from 'kysely';
import type { Tx } from './scope.ts';

/**
 * Runs `read` with every statement planned for the tables as they are now. A connection keeps its plans, and one that was
 * made while a table was small reads all of it for each of a thousand rows once it is large; within one transaction
 * nothing corrects that. Only for the few statements of bulk work that look rows up: planning the checks behind every
 * written row anew would take longer than the checks.
 */
export async function replanned<T>(tx: Tx, read: () => Promise<T>): Promise<T> {
  // Not awaited one by one: the three travel together.
  const before = sql`set local plan_cache_mode = force_custom_plan`.execute(tx);
  const result = read();
  await before;
  const answer = await result;
  await sql`set local plan_cache_mode = auto`.execute(tx);
  return answer;
}
