import { enableLink, sendLink, type LinkSubject } from '../src/features/links/index.ts';
import { system } from '../src/kernel/actor.ts';
import type { Contact, Customer, Org, World } from './world.ts';

/** An org whose contact is sent portal links, and what became of each message. */
export async function linkSharer(world: World) {
  const org = await world.org({ email: 'hello@harbourandhill.example', phone: '+441632960142' });
  const customer = await world.customer(org);
  const contact = await world.contact(customer, { email: 'priya@raman.example', phone: null });

  /** Sends a contact's portal link; returns the message's id. */
  async function shareLink(to: Contact = contact, of: { org: Org; customer: Customer } = { org, customer }) {
    const actor = system(of.org.id, 'test');
    const subject: LinkSubject = { kind: 'contact', customerId: of.customer.id, contactId: to.id };
    return world.as(of.org.id, async (tx) => {
      const link = await enableLink(tx, actor, of.org, subject, world.clock.now);
      await sendLink(tx, actor, of.org, link, { kind: 'portal_link', now: world.clock.now });
      const { id } = await tx
        .selectFrom('deliveries')
        .select('id')
        .where('org_id', '=', of.org.id)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow();
      return { id, link };
    });
  }

  const row = (id: string) =>
    world.as(org.id, (tx) =>
      tx
        .selectFrom('deliveries')
        .selectAll()
        .where('org_id', '=', org.id)
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
    );

  return { org, customer, shareLink, row };
}
