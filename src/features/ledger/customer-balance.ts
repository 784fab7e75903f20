import { sql } from 'kysely';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Balance } from './balance-in-words.ts';

/**
 * What a customer owes, by currency, from the ledger: the sum of its `receivable` rows. Negative is credit. Settled
 * currencies are left out, so an empty list means that nothing is owed either way.
 */
export async function customerBalance(
  tx: Tx,
  actor: StaffActor | SystemActor,
  customerId: string,
): Promise<readonly Balance[]> {
  return tx
    .selectFrom('ledger_entries')
    .select(['currency', sql<bigint>`sum(amount_minor)::bigint`.as('minor')])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', customerId)
    .where('account', '=', 'receivable')
    .groupBy('currency')
    .having(sql<boolean>`sum(amount_minor) <> 0`)
    .orderBy('currency')
    .execute();
}
