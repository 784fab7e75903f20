import type { Tx } from '../../src/platform/db/index.ts';

interface Whose {
  readonly org_id: string;
  readonly customer_id: string;
  readonly id: string;
}

/** A changed detail, which the office alone reads, and a new address that waits, which its person reads too. */
export async function furnishDetails(
  tx: Tx,
  { org_id, customer_id, id }: Whose,
  { mark, secret, now }: { mark: string; secret: string; now: Temporal.Instant },
): Promise<void> {
  await tx
    .insertInto('detail_changes')
    .values({
      org_id,
      customer_id,
      contact_id: id,
      field: 'first_name',
      old_value: secret,
      actor_kind: 'contact',
      actor_id: id,
      actor_name: secret,
      changed_at: now,
    })
    .execute();
  await tx
    .insertInto('reach_changes')
    .values({
      org_id,
      customer_id,
      contact_id: id,
      channel: 'email',
      new_address: mark,
      created_at: now,
      expires_at: now.add({ hours: 24 }),
    })
    .execute();
}
