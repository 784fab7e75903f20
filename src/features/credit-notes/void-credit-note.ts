import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Invalid, refuse } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { reverseEntries } from '../ledger/index.ts';
import { allocatedParts, takeBack } from '../allocations/index.ts';
import { voidRefusal } from './credit-note.ts';
import { notePosting } from './issue-credit-note.ts';
import { lockNote } from './save-credit-note.ts';

const MOST_REASON = 500;

/**
 * Makes an issued credit note void: what it settled of its own invoice is open again, its booking is taken back on
 * `today`, its number stays used. One that is void already stays as it is.
 * @throws NotFound, Invalid without a reason, Refused when something of it was paid out or settles another invoice
 */
export async function voidNote(
  tx: Tx,
  actor: StaffActor | SystemActor,
  id: string,
  { reason, today, now }: { reason: string; today: Temporal.PlainDate; now: Temporal.Instant },
): Promise<void> {
  const note = await lockNote(tx, actor, id);
  if (note.state === 'void') return;
  const parts = await allocatedParts(tx, actor, { kind: 'credit_note', id });
  const own = parts.filter((part) => part.invoiceId === note.invoice_id);
  refuse(
    voidRefusal(
      note,
      own.reduce((sum, part) => sum + part.amount_minor, 0n),
    ),
  );
  if (reason === '') throw new Invalid([{ field: 'reason', key: 'credits.error-reason' }]);
  if ([...reason].length > MOST_REASON)
    throw new Invalid([{ field: 'reason', key: 'invoices.error-too-long', values: { most: MOST_REASON } }]);
  await takeBack(tx, actor, { kind: 'credit_note', id }, own, now);
  await tx
    .updateTable('credit_notes')
    .set({ state: 'void', void_reason: reason, voided_at: now, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  if (note.issued_on === null) throw new Error('an issued credit note has a date');
  await reverseEntries(tx, actor, { ...notePosting({ ...note, issued_on: note.issued_on }), bookedOn: today });
  await record(tx, actor, 'credit_note.voided', {
    now,
    customerId: note.customer_id,
    subject: { kind: 'credit_note', id },
    data: { number: note.number },
  });
}
