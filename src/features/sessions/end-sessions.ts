import type { Tx } from '../../platform/db/index.ts';

/** Ends the office sessions of a member for good, or all but one; those of looking on as a customer too. */
export async function endStaffSessions(
  tx: Tx,
  orgId: string,
  { staffId, but, only }: { staffId: string; but?: string; only?: string },
  now: Temporal.Instant,
): Promise<number> {
  const ended = await tx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('org_id', '=', orgId)
    .where('staff_id', '=', staffId)
    .where('ended_at', 'is', null)
    .$if(but !== undefined, (query) => query.where('id', '<>', but ?? ''))
    .$if(only !== undefined, (query) => query.where('id', '=', only ?? ''))
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

/**
 * Ends the portal sessions of a contact, or all of a customer, for good. The door refuses those of archived people
 * anyway; ended, they don't come back to life when the record is restored.
 */
export async function endPortalSessions(
  tx: Tx,
  orgId: string,
  of: { readonly contactId: string } | { readonly customerId: string },
  now: Temporal.Instant,
): Promise<void> {
  const ended = tx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('org_id', '=', orgId)
    .where('ended_at', 'is', null);
  if ('contactId' in of) {
    await ended.where('contact_id', '=', of.contactId).execute();
    return;
  }
  const { customerId } = of;
  // By contact and by link, which have indexes. Staff looking on without a contact end within the half-hour.
  await ended
    .where((eb) =>
      eb.or([
        eb('contact_id', 'in', idsOf(tx, 'contacts', orgId, customerId)),
        eb('link_id', 'in', idsOf(tx, 'links', orgId, customerId)),
      ]),
    )
    .execute();
}

function idsOf(tx: Tx, table: 'contacts' | 'links', orgId: string, customerId: string) {
  return tx.selectFrom(table).select('id').where('org_id', '=', orgId).where('customer_id', '=', customerId);
}
