import { sql } from 'kysely';
import type { PortalActor } from '../../kernel/actor.ts';
import { build, prepared, type Tx } from '../../platform/db/index.ts';
import { portalMay } from '../sessions/index.ts';
import type { Balance } from './balance-in-words.ts';

/** What the visitor's customer owes, by currency; settled currencies are left out. A link to one thing sees none. */
export async function balancesVisibleTo(tx: Tx, actor: PortalActor): Promise<readonly Balance[]> {
  if (actor.subject !== null || !portalMay(actor, 'invoices')) return [];
  return balances(tx, actor.orgId, actor.customerId);
}

const balances = prepared((orgId: string, customerId: string) =>
  build
    .selectFrom('ledger_entries')
    .select(['currency', sql<bigint>`sum(amount_minor)::bigint`.as('minor')])
    .where('org_id', '=', orgId)
    .where('customer_id', '=', customerId)
    .where('account', '=', 'receivable')
    .groupBy('currency')
    .having(sql<boolean>`sum(amount_minor) <> 0`)
    .orderBy('currency'),
);
