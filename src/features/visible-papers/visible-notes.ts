import { sql } from 'kysely';
import type { PortalActor } from '../../kernel/actor.ts';
import { build, type Reads, type Tx } from '../../platform/db/index.ts';
import { askFor, portalMay, type Asker } from '../sessions/index.ts';

/** Credit notes under the list of invoices; a statement has all of them. */
const MOST_LISTED = 50;

/**
 * The credit notes of the visitor's customer that the visitor may see; with a link to one invoice, those that correct it.
 * Never a draft. Where every read of credit notes on the customer's side starts.
 */
export function creditNotesVisibleTo(tx: Reads, actor: Asker) {
  const { subject } = actor;
  return tx
    .selectFrom('credit_notes as n')
    .where('n.org_id', '=', actor.orgId)
    .where('n.customer_id', '=', actor.customerId)
    .where('n.state', '<>', 'draft')
    .where((eb) => {
      if (subject !== null)
        return subject.kind === 'invoice' ? eb('n.invoice_id', '=', subject.id) : sql<boolean>`false`;
      return portalMay(actor, 'invoices') ? sql<boolean>`true` : sql<boolean>`false`;
    });
}

/** The newest, for the list of invoices. */
export async function newestNotes(tx: Tx, actor: PortalActor) {
  return askFor(tx, 'newest credit notes', actor, {}, (asker) =>
    creditNotesVisibleTo(build, asker)
      .select(['n.id', 'n.number', 'n.state', 'n.issued_on', 'n.total_minor', 'n.used_minor', 'n.currency', 'n.reason'])
      .orderBy('n.issued_on', 'desc')
      .orderBy('n.id', 'desc')
      .limit(MOST_LISTED),
  );
}

export type VisibleNote = Awaited<ReturnType<typeof newestNotes>>[number];
