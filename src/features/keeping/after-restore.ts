import { everyOrg } from '../orgs/index.ts';
import { sql } from 'kysely';
import { gate, system, type SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';

/**
 * What has to be put right in an org whose data is of an earlier moment: messages that have been sent since, people who
 * asked to be forgotten since. Runs at least once after a restore, before anybody is served, so it must come to the same end
 * twice.
 */
export type AfterRestore = (tx: Tx, actor: SystemActor, services: Services) => Promise<void>;

/** For what is of no org. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** Does what is left to do after a restore, if there was one. A restore that was killed here goes on at the next start. */
export async function finishRestore(services: Services, steps: readonly AfterRestore[]): Promise<void> {
  const { rows } = await services.db.inReadScope(gate(null), (tx) =>
    sql<{
      id: string;
    }>`select id from doorstep_private.backups where kind = 'restored' and finished_at is null`.execute(tx),
  );
  if (rows.length === 0) return;
  for (const { id } of await everyOrg(services.db)) {
    const actor = system(id, 'restore');
    for (const step of steps) await services.db.inScope(actor, (tx) => step(tx, actor, services));
  }
  for (const { id } of rows) {
    await services.db.inScope(system(nobody, 'restore'), (tx) =>
      sql`update doorstep_private.backups set finished_at = ${services.now()} where id = ${id}`.execute(tx),
    );
  }
}
