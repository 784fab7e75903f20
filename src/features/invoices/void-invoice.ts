import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Invalid, refuse } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { reverseEntries } from '../ledger/index.ts';
import { voidRefusal } from './invoice.ts';
import { invoicePosting } from './issue-invoice.ts';
import { lockInvoice } from './save-draft.ts';

const MOST_REASON = 500;

/**
 * Makes an issued invoice void: its booking is taken back on `today`, its number stays used. One that is void already
 * stays as it is.
 * @throws NotFound, Invalid without a reason, Refused while payments are set against it
 */
export async function voidInvoice(
  tx: Tx,
  actor: StaffActor | SystemActor,
  id: string,
  { reason, today, now }: { reason: string; today: Temporal.PlainDate; now: Temporal.Instant },
): Promise<void> {
  const invoice = await lockInvoice(tx, actor, id);
  if (invoice.state === 'void') return;
  refuse(voidRefusal(invoice));
  if (reason === '') throw new Invalid([{ field: 'reason', key: 'invoices.error-reason' }]);
  if ([...reason].length > MOST_REASON)
    throw new Invalid([{ field: 'reason', key: 'invoices.error-too-long', values: { most: MOST_REASON } }]);
  await tx
    .updateTable('invoices')
    .set({ state: 'void', void_reason: reason, voided_at: now, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .execute();
  if (invoice.issued_on === null) throw new Error('an issued invoice has a date');
  const posting = invoicePosting({ ...invoice, issued_on: invoice.issued_on });
  await reverseEntries(tx, actor, { ...posting, bookedOn: today });
  await record(tx, actor, 'invoice.voided', {
    now,
    customerId: invoice.customer_id,
    subject: { kind: 'invoice', id },
    data: { number: invoice.number },
  });
}
