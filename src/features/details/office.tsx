import type { Hono } from 'hono';
import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { officeDoor } from '../access/index.ts';
import { findCustomer } from '../customers/index.ts';
import type { WaitingChange } from './details.ts';
import { cancelOpen, recordChange } from './reach-change.ts';

/** The office gives up a new address that waits to be confirmed. */
export function officeDetails(app: Hono, services: Services): void {
  officeDoor(app, services).post(
    '/office/customers/:number/changes/:id/cancellation',
    { right: 'write' },
    async (visit) => {
      const { actor, now, c } = visit;
      const [number, id] = [c.req.param('number') ?? '', c.req.param('id') ?? ''];
      if (!isUuid(id)) throw new NotFound();
      await visit.write(async (tx) => {
        const customer = await findCustomer(tx, actor, number);
        const change = await tx
          .selectFrom('reach_changes')
          .select(['contact_id', 'customer_id', 'channel'])
          .where('org_id', '=', actor.orgId)
          .where('customer_id', '=', customer.id)
          .where('id', '=', id)
          .executeTakeFirst();
        if (!change) throw new NotFound();
        const person = { id: change.contact_id, customer_id: change.customer_id };
        if (await cancelOpen(tx, actor.orgId, id, now))
          await recordChange(tx, actor, person, 'contact.change_cancelled', change.channel, now);
      });
      return visit.redirect(paths.office.customer(number), { key: 'details.said-cancelled' });
    },
  );
}

/** New addresses of a customer's people that wait to be confirmed. */
export async function waitingChangesOf(
  tx: Tx,
  actor: StaffActor,
  customerId: string,
  now: Temporal.Instant,
): Promise<readonly WaitingChange[]> {
  const rows = await tx
    .selectFrom('reach_changes as r')
    .innerJoin('contacts as p', (on) => on.onRef('p.org_id', '=', 'r.org_id').onRef('p.id', '=', 'r.contact_id'))
    .select(['r.id', 'r.old_address', 'r.new_address', 'r.expires_at', 'p.first_name', 'p.last_name'])
    .where('r.org_id', '=', actor.orgId)
    .where('r.customer_id', '=', customerId)
    .where('r.confirmed_at', 'is', null)
    .where('r.cancelled_at', 'is', null)
    .where('r.expires_at', '>', now)
    .orderBy('r.created_at', 'desc')
    .limit(20)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    person: [row.first_name, row.last_name].filter(Boolean).join(' ') || null,
    from: row.old_address,
    to: row.new_address,
    until: row.expires_at,
  }));
}
