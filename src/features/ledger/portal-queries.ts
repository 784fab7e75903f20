import { sql } from 'kysely';
import type { PortalActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { portalMay } from '../access/index.ts';
import type { Balance } from './balance-in-words.ts';

/** What the visitor's customer owes, by currency; settled currencies are left out. A link to one thing sees none. */
export async function balancesVisibleTo(tx: Tx, actor: PortalActor): Promise<readonly Balance[]> {
  if (actor.subject !== null || !portalMay(actor, 'invoices')) return [];
  return tx
    .selectFrom('ledger_entries')
    .select(['currency', sql<bigint>`sum(amount_minor)::bigint`.as('minor')])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', actor.customerId)
    .where('account', '=', 'receivable')
    .groupBy('currency')
    .having(sql<boolean>`sum(amount_minor) <> 0`)
    .orderBy('currency')
    .execute();
}
