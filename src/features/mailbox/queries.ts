import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import { isUuid } from '../../kernel/ids.ts';
import { staffMay } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import { maySee, STATES, type Channel, type DeliveryState } from '../deliveries/index.ts';

/** What the list is narrowed to. */
export interface Filters {
  readonly channel: Channel | null;
  readonly state: DeliveryState | null;
  /** A customer's number. */
  readonly customer: string | null;
}

/** A place in the list, newest first: right before or right after a message. */
export interface Cursor {
  readonly side: 'older' | 'newer';
  readonly queued_at: Temporal.Instant;
  readonly id: string;
}

export interface DeliveryLine {
  readonly id: string;
  readonly channel: Channel;
  readonly kind: string;
  readonly state: DeliveryState;
  readonly maybe_sent: boolean;
  readonly recipient: string;
  readonly recipient_name: string | null;
  readonly customer_number: string | null;
  readonly customer_name: string | null;
  readonly queued_at: Temporal.Instant;
}

export const PAGE_SIZE = 50;

/** One page of the mailbox, newest first. `more`: whether there is another page on the cursor's side. */
export async function deliveriesVisibleTo(
  tx: Tx,
  actor: StaffActor,
  filters: Filters,
  cursor: Cursor | null,
): Promise<{ rows: readonly DeliveryLine[]; more: boolean }> {
  const newer = cursor?.side === 'newer';
  const found = await lines(tx, actor, filters)
    .$if(cursor !== null, (query) =>
      query.where(
        sql<boolean>`(d.queued_at, d.id) ${newer ? sql`>` : sql`<`} (${cursor?.queued_at}::timestamptz, ${cursor?.id}::uuid)`,
      ),
    )
    .orderBy('d.queued_at', newer ? 'asc' : 'desc')
    .orderBy('d.id', newer ? 'asc' : 'desc')
    .limit(PAGE_SIZE + 1)
    .execute();
  const rows = found.slice(0, PAGE_SIZE).map((row) => ({
    ...row,
    channel: row.channel === 'sms' ? ('sms' as const) : ('email' as const),
    state: stateOf(row.state),
  }));
  return { rows: newer ? rows.toReversed() : rows, more: found.length > PAGE_SIZE };
}

function lines(tx: Tx, actor: StaffActor, { channel, state, customer }: Filters) {
  return tx
    .selectFrom('deliveries as d')
    .leftJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'd.org_id').onRef('c.id', '=', 'd.customer_id'))
    .select([
      'd.id',
      'd.channel',
      'd.kind',
      'd.state',
      'd.maybe_sent',
      'd.recipient',
      'd.recipient_name',
      'd.queued_at',
      'c.number as customer_number',
      'c.name as customer_name',
    ])
    .where('d.org_id', '=', actor.orgId)
    .$if(!staffMay(actor.role, 'own'), (query) => query.where('d.staff_id', 'is', null))
    .$if(channel !== null, (query) => query.where('d.channel', '=', channel))
    .$if(state !== null, (query) => query.where('d.state', '=', state))
    .$if(customer !== null, (query) =>
      query.where('d.customer_id', '=', (eb) =>
        eb
          .selectFrom('customers as n')
          .select('n.id')
          .where('n.org_id', '=', actor.orgId)
          .where((nested) => nested(nested.fn<string>('lower', ['n.number']), '=', (customer ?? '').toLowerCase())),
      ),
    );
}

/** A message with the names of what it is about, or null. */
export async function findDelivery(tx: Tx, actor: StaffActor, id: string) {
  if (!isUuid(id)) return null;
  const row = await tx
    .selectFrom('deliveries as d')
    .leftJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'd.org_id').onRef('c.id', '=', 'd.customer_id'))
    .leftJoin('jobs as j', (on) => on.onRef('j.org_id', '=', 'd.org_id').onRef('j.id', '=', 'd.job_id'))
    .leftJoin('invoices as i', (on) => on.onRef('i.org_id', '=', 'd.org_id').onRef('i.id', '=', 'd.invoice_id'))
    .leftJoin('staff as s', (on) => on.onRef('s.org_id', '=', 'd.org_id').onRef('s.id', '=', 'd.queued_by_staff_id'))
    .selectAll('d')
    .select([
      'c.number as customer_number',
      'c.name as customer_name',
      'j.number as job_number',
      'i.number as invoice_number',
      's.name as queued_by_name',
    ])
    .where('d.org_id', '=', actor.orgId)
    .where('d.id', '=', id)
    .executeTakeFirst();
  return row && maySee(actor, row) ? row : null;
}

export type DeliveryRecord = NonNullable<Awaited<ReturnType<typeof findDelivery>>>;

export function stateOf(text: string): DeliveryState {
  const state = STATES.find((one) => one === text);
  if (state === undefined) throw new Error(`no state of a message: ${text}`);
  return state;
}
