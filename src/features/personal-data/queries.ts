import type { PortalActor, StaffActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Receipt } from './erase.ts';

/** Requests shown on a page; older ones are in the log. */
const SHOWN = 20;

/** The copies and erasures that were asked for, of a customer, or all that wait for the office. */
export function requestsFor(tx: Tx, actor: StaffActor, of: { readonly customerId: string } | 'asked') {
  return tx
    .selectFrom('data_requests as r')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'r.org_id').onRef('c.id', '=', 'r.customer_id'))
    .leftJoin('contacts as p', (on) => on.onRef('p.org_id', '=', 'r.org_id').onRef('p.id', '=', 'r.contact_id'))
    .select([
      'r.id',
      'r.kind',
      'r.state',
      'r.contact_id',
      'r.asked_at',
      'r.asked_by_contact_id',
      'r.file_bytes',
      'r.expires_at',
    ])
    .select(['c.number as customer_number', 'c.name as customer_name', 'p.first_name', 'p.last_name', 'p.email'])
    .where('r.org_id', '=', actor.orgId)
    .$if(of !== 'asked', (query) => query.where('r.customer_id', '=', of === 'asked' ? '' : of.customerId))
    .$if(of === 'asked', (query) => query.where('r.state', '=', 'asked'))
    .orderBy('r.asked_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(SHOWN)
    .execute();
}

export type RequestShown = Awaited<ReturnType<typeof requestsFor>>[number];

/** @throws NotFound */
export async function findRequest(tx: Tx, actor: StaffActor, id: string) {
  if (!isUuid(id)) throw new NotFound();
  const request = await tx
    .selectFrom('data_requests')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!request) throw new NotFound();
  return request;
}

/** What a contact asked for, newest first. */
export function ownRequests(tx: Tx, actor: PortalActor & { readonly kind: 'contact' }) {
  return tx
    .selectFrom('data_requests')
    .select(['id', 'kind', 'state', 'asked_at', 'file_key', 'file_bytes', 'expires_at'])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', actor.customerId)
    .where('asked_by_contact_id', '=', actor.contactId)
    .orderBy('asked_at', 'desc')
    .limit(SHOWN)
    .execute();
}

export type OwnRequest = Awaited<ReturnType<typeof ownRequests>>[number];

/** Erasures of the org, newest first. */
export async function erasuresOf(tx: Tx, actor: StaffActor, only?: { readonly customerId: string }) {
  return tx
    .selectFrom('erasures as e')
    .leftJoin('staff as s', (on) => on.onRef('s.org_id', '=', 'e.org_id').onRef('s.id', '=', 'e.erased_by_staff_id'))
    .select(['e.id', 'e.customer_number', 'e.contact_id', 'e.erased_at', 's.name as staff_name'])
    .where('e.org_id', '=', actor.orgId)
    .$if(only !== undefined, (query) => query.where('e.customer_id', '=', only?.customerId ?? ''))
    .orderBy('e.erased_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(100)
    .execute();
}

export type ErasureListed = Awaited<ReturnType<typeof erasuresOf>>[number];

/** @throws NotFound */
export async function findErasure(tx: Tx, actor: StaffActor, id: string) {
  if (!isUuid(id)) throw new NotFound();
  const row = await tx
    .selectFrom('erasures as e')
    .leftJoin('staff as s', (on) => on.onRef('s.org_id', '=', 'e.org_id').onRef('s.id', '=', 'e.erased_by_staff_id'))
    .selectAll('e')
    .select('s.name as staff_name')
    .where('e.org_id', '=', actor.orgId)
    .where('e.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return { ...row, receipt: receiptIn(row.receipt) };
}

export type ErasureRecord = Awaited<ReturnType<typeof findErasure>>;

function receiptIn(json: unknown): Receipt {
  const counts = (value: unknown): Record<string, number> =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, count]) => [name, Number(count)]))
      : {};
  const { erased, kept } = Object(json);
  return { erased: counts(erased), kept: counts(kept) };
}
