import type { PortalActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { sql } from 'kysely';
import { creditNotesVisibleTo } from './visible-notes.ts';

/** More invoices than this settled by one credit note are not listed. */
const MOST_LISTED = 50;

/** A credit note with its lines and what it settles, in one round trip. @throws NotFound */
export async function noteByNumber(tx: Tx, actor: PortalActor, number: string) {
  const [note, lines, taxes, settles] = await Promise.all([
    creditNotesVisibleTo(tx, actor)
      .leftJoin('invoices as i', (on) => on.onRef('i.org_id', '=', 'n.org_id').onRef('i.id', '=', 'n.invoice_id'))
      .select([
        'n.id',
        'n.number',
        'n.state',
        'n.issued_on',
        'n.total_minor',
        'n.net_minor',
        'n.tax_minor',
        'n.used_minor',
      ])
      .select(['n.currency', 'n.prices_include_tax', 'n.reason', 'n.note', 'n.void_reason'])
      .select(['n.billing_name', 'n.billing_address', 'n.billing_vat_id'])
      .select(['i.number as invoice_number', 'i.issued_on as invoice_issued_on'])
      .where('n.number', '=', number)
      .executeTakeFirst(),
    creditNotesVisibleTo(tx, actor)
      .innerJoin('credit_note_lines as l', (on) =>
        on.onRef('l.org_id', '=', 'n.org_id').onRef('l.credit_note_id', '=', 'n.id'),
      )
      .select([
        'l.id',
        'l.description',
        'l.quantity',
        'l.unit',
        'l.unit_price_minor',
        'l.tax_rate_bp',
        'l.amount_minor',
      ])
      .where('n.number', '=', number)
      .orderBy('l.position')
      .execute(),
    creditNotesVisibleTo(tx, actor)
      .innerJoin('credit_note_taxes as x', (on) =>
        on.onRef('x.org_id', '=', 'n.org_id').onRef('x.credit_note_id', '=', 'n.id'),
      )
      .select(['x.rate_bp', 'x.net_minor', 'x.tax_minor'])
      .where('n.number', '=', number)
      .orderBy('x.rate_bp')
      .execute(),
    settledBy(tx, actor, number),
  ]);
  if (!note || note.number === null || note.issued_on === null) throw new NotFound();
  return { ...note, number: note.number, issued_on: note.issued_on, lines, taxes, settles };
}

export type VisibleNoteDetail = Awaited<ReturnType<typeof noteByNumber>>;

/** The invoices it was set against, and how much of each. */
async function settledBy(tx: Tx, actor: PortalActor, number: string) {
  return creditNotesVisibleTo(tx, actor)
    .innerJoin('allocations as a', (on) => on.onRef('a.org_id', '=', 'n.org_id').onRef('a.credit_note_id', '=', 'n.id'))
    .innerJoin('invoices as i', (on) => on.onRef('i.org_id', '=', 'a.org_id').onRef('i.id', '=', 'a.invoice_id'))
    .select(['i.number', sql<bigint>`sum(a.amount_minor)::bigint`.as('amount_minor')])
    .where('n.number', '=', number)
    .groupBy('i.number')
    .having(sql<boolean>`sum(a.amount_minor) <> 0`)
    .orderBy('i.number')
    .limit(MOST_LISTED)
    .execute();
}
