import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { PersonalTable } from '../personal-parts/index.ts';
import { eraseOnceMore } from './erase.ts';
import { erasureBook, readErasures } from './erasure-book.ts';

/**
 * After a backup was restored: erases again whom of the org it brought back, as the book outside the database names
 * them. Whoever is erased already is left as they are. Returns how many it were.
 */
export async function eraseAgain(
  tx: Tx,
  actor: SystemActor,
  services: Pick<Services, 'dataDir' | 'now'>,
  tables: readonly PersonalTable[],
): Promise<number> {
  let repeated = 0;
  for (const of of await readErasures(erasureBook(services.dataDir)))
    if (of.orgId === actor.orgId && (await eraseOnceMore(tx, actor, tables, of, services.now()))) repeated += 1;
  return repeated;
}
