import type { Hono } from 'hono';
import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isNumber, isUuid } from '../../kernel/ids.ts';
import { ownPath, paths } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { officeDoor, shownPhone } from '../access/index.ts';
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
      if (!isUuid(id) || !isNumber(number)) throw new NotFound();
      await visit.write(async (tx) => {
        const change = await tx
          .selectFrom('reach_changes as r')
          .innerJoin('customers as c', (on) =>
            on.onRef('c.org_id', '=', 'r.org_id').onRef('c.id', '=', 'r.customer_id'),
          )
          .select(['r.contact_id', 'r.customer_id', 'r.channel'])
          .where('r.org_id', '=', actor.orgId)
          .where('c.number', '=', number)
          .where('r.id', '=', id)
          .executeTakeFirst();
        if (!change) throw new NotFound();
        const person = { id: change.contact_id, customer_id: change.customer_id };
        if (await cancelOpen(tx, actor.orgId, id, now))
          await recordChange(tx, actor, person, 'contact.change_cancelled', change.channel, now);
      });
      return visit.redirect(ownPath(visit.form.text('back')) ?? paths.office.customer(number), {
        key: 'details.said-cancelled',
      });
    },
  );
}

/** New addresses of a customer's people, or of one of them, that wait to be confirmed. */
export async function waitingChangesOf(
  tx: Tx,
  actor: StaffActor,
  { customerId, contactId }: { readonly customerId: string; readonly contactId?: string },
  { now, country }: { now: Temporal.Instant; country: string },
): Promise<readonly WaitingChange[]> {
  const rows = await tx
    .selectFrom('reach_changes as r')
    .innerJoin('contacts as p', (on) => on.onRef('p.org_id', '=', 'r.org_id').onRef('p.id', '=', 'r.contact_id'))
    .select(['r.id', 'r.channel', 'r.old_address', 'r.new_address', 'r.expires_at', 'p.first_name', 'p.last_name'])
    .where('r.org_id', '=', actor.orgId)
    .where('r.customer_id', '=', customerId)
    .$if(contactId !== undefined, (query) => query.where('r.contact_id', '=', contactId ?? ''))
    .where('r.confirmed_at', 'is', null)
    .where('r.cancelled_at', 'is', null)
    .where('r.expires_at', '>', now)
    .orderBy('r.created_at', 'desc')
    .limit(20)
    .execute();
  const shown = (channel: string, address: string) => (channel === 'sms' ? shownPhone(address, country) : address);
  return rows.map((row) => ({
    id: row.id,
    person: [row.first_name, row.last_name].filter(Boolean).join(' ') || null,
    from: row.old_address === null ? null : shown(row.channel, row.old_address),
    to: shown(row.channel, row.new_address),
    until: row.expires_at,
  }));
}
