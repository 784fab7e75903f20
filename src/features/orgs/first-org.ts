import { sql } from 'kysely';
import { gate } from '../../kernel/actor.ts';
import type { Services } from '../../platform/services.ts';

/** Any number that nothing else locks. */
const LOCK = 718_291_340_021n;

/** Whether the installation has no org yet. */
export async function hasNoOrg(services: Services): Promise<boolean> {
  const row = await services.db.inReadScope(gate(null), (tx) =>
    tx.selectFrom('orgs').select('id').limit(1).executeTakeFirst(),
  );
  return row === undefined;
}

/**
 * Does `work` if the installation has no org, and says whether it did. Of several at once one works and the others
 * find an org: they wait at a lock that is held, in a transaction of its own, until `work` has ended.
 */
export async function whileNoOrg(services: Services, work: () => Promise<void>): Promise<boolean> {
  return services.db.inScope(gate(null), async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx);
    const row = await tx.selectFrom('orgs').select('id').limit(1).executeTakeFirst();
    if (row !== undefined) return false;
    await work();
    return true;
  });
}
