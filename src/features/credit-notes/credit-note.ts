import type { Selectable } from 'kysely';
import type { CreditNotes } from '../../../db/types.ts';

export type CreditNote = Selectable<CreditNotes>;

/** Why a draft can't be changed or deleted, or null. */
export function noteChangeRefusal({ state }: Pick<CreditNote, 'state'>): 'credits.refused-not-draft' | null {
  return state === 'draft' ? null : 'credits.refused-not-draft';
}

/** Why a draft can't be issued today, or null. */
export function noteIssueRefusal(
  note: Pick<CreditNote, 'state' | 'issued_on' | 'total_minor'>,
  today: Temporal.PlainDate,
): `credits.refused-${'void' | 'nothing' | 'future'}` | null {
  if (note.state === 'void') return 'credits.refused-void';
  if (note.total_minor <= 0n) return 'credits.refused-nothing';
  if (note.issued_on !== null && Temporal.PlainDate.compare(note.issued_on, today) > 0) return 'credits.refused-future';
  return null;
}

/**
 * Why an issued credit note can't be made void, or null: nothing of it may have been paid out or set against another
 * invoice than its own. Its number stays used either way.
 * @param ownMinor what of it settles the invoice that it corrects
 */
export function voidRefusal(
  note: Pick<CreditNote, 'state' | 'used_minor'>,
  ownMinor: bigint,
): `credits.refused-void-${'draft' | 'used'}` | null {
  if (note.state === 'draft') return 'credits.refused-void-draft';
  return note.used_minor === ownMinor ? null : 'credits.refused-void-used';
}

/** How a credit note stands: used up, or with credit left of it. */
export function creditState({
  state,
  total_minor,
  used_minor,
}: Pick<CreditNote, 'state' | 'total_minor' | 'used_minor'>) {
  if (state === 'draft' || state === 'void') return state;
  return used_minor < total_minor ? 'open' : 'used';
}
