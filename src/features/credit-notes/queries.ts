import { sql } from 'kysely';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import {
  listPage,
  pastCursor,
  readingOrder,
  type Cursor,
  type Order,
  type PageAsked,
  type Tx,
} from '../../platform/db/index.ts';

type Reader = StaffActor | SystemActor;

/** One credit note with its lines and what it corrects. @throws NotFound */
export async function findNote(tx: Tx, actor: Reader, id: string) {
  if (!isUuid(id)) throw new NotFound();
  const [note, lines, taxes] = await Promise.all([
    tx
      .selectFrom('credit_notes as n')
      .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'n.org_id').onRef('c.id', '=', 'n.customer_id'))
      .leftJoin('invoices as i', (on) => on.onRef('i.org_id', '=', 'n.org_id').onRef('i.id', '=', 'n.invoice_id'))
      .selectAll('n')
      .select(['c.name as customer_name', 'c.number as customer_number'])
      .select(['i.number as invoice_number', 'i.issued_on as invoice_issued_on'])
      .where('n.org_id', '=', actor.orgId)
      .where('n.id', '=', id)
      .executeTakeFirst(),
    tx
      .selectFrom('credit_note_lines')
      .selectAll()
      .where('org_id', '=', actor.orgId)
      .where('credit_note_id', '=', id)
      .orderBy('position')
      .execute(),
    tx
      .selectFrom('credit_note_taxes')
      .selectAll()
      .where('org_id', '=', actor.orgId)
      .where('credit_note_id', '=', id)
      .orderBy('rate_bp')
      .execute(),
  ]);
  if (!note) throw new NotFound();
  return { ...note, lines, taxes };
}

export type NoteRecord = Awaited<ReturnType<typeof findNote>>;

export const NOTE_STATES = ['draft', 'open', 'used', 'void'] as const;
export type NoteState = (typeof NOTE_STATES)[number];

export interface NoteFilter {
  readonly state: NoteState | null;
  readonly customerId: string | null;
  /** Days of the credit note, both included. */
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
}

const OFFICE_PAGE = 50;
const ORDER: Order = { column: 'n.issued_on', id: 'n.id', type: 'date', descending: true };

/** A page of the office's credit notes, newest first, drafts without a date on top. */
export async function listNotes(tx: Tx, actor: Reader, filter: NoteFilter, page: PageAsked) {
  const { state, customerId, from, to } = filter;
  const direction = readingOrder(ORDER, page).descending ? 'desc' : 'asc';
  const rows = await tx
    .selectFrom('credit_notes as n')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'n.org_id').onRef('c.id', '=', 'n.customer_id'))
    .leftJoin('invoices as i', (on) => on.onRef('i.org_id', '=', 'n.org_id').onRef('i.id', '=', 'n.invoice_id'))
    .select(['n.id', 'n.number', 'n.state', 'n.issued_on', 'n.total_minor', 'n.used_minor', 'n.currency'])
    .select(['c.name as customer_name', 'c.number as customer_number'])
    .select(['n.invoice_id', 'i.number as invoice_number'])
    .where('n.org_id', '=', actor.orgId)
    .where(pastCursor(ORDER, page))
    .$if(state === 'draft' || state === 'void', (query) => query.where('n.state', '=', state ?? ''))
    .$if(state === 'open' || state === 'used', (query) =>
      query
        .where('n.state', '=', 'issued')
        .where(
          state === 'open' ? sql<boolean>`n.used_minor < n.total_minor` : sql<boolean>`n.used_minor = n.total_minor`,
        ),
    )
    .$if(customerId !== null, (query) => query.where('n.customer_id', '=', customerId ?? ''))
    .$if(from !== null, (query) => query.where('n.issued_on', '>=', from))
    .$if(to !== null, (query) => query.where('n.issued_on', '<=', to))
    .orderBy('n.issued_on', direction)
    .orderBy('n.id', direction)
    .limit(OFFICE_PAGE + 1)
    .execute();
  return listPage(rows, OFFICE_PAGE, page, (row): Cursor => ({ key: row.issued_on?.toString() ?? null, id: row.id }));
}

export type NoteListed = Awaited<ReturnType<typeof listNotes>>['rows'][number];
