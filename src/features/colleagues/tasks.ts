import { z } from 'zod';
import type { SystemActor } from '../../kernel/actor.ts';
import { effective } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { defineTask } from '../../platform/tasks/index.ts';
import { accessEnded, endPortalSessions, orgRow, type OrgRow } from '../sessions/index.ts';
import { disableLink, enableLink, findLink, sendLink } from '../links/index.ts';

const Payload = z.object({
  org_id: z.uuid(),
  contact_id: z.uuid(),
  deed: z.enum(['invite', 'withdraw']),
  /** Who asked, by name. */
  by: z.string(),
  asked_at: z.string(),
});

/** What follows when a customer's admin lets a colleague in or out: the link and its message, or the end of both. */
export const tellColleagueTask = defineTask(
  'tell-colleague',
  Payload,
  async (asked, { actor, services }: { actor: SystemActor; services: Services }) => {
    const now = services.now();
    await services.db.inScope(actor, async (tx) => {
      const [org, contact] = await Promise.all([orgRow(tx, asked.org_id), contactOf(tx, asked)]);
      if (!org || !contact) return;
      const lets = mayCome(org, contact, now);
      // Changed again since: then another task says so.
      if (asked.deed === 'withdraw' ? lets : !lets) return;
      await (asked.deed === 'invite' ? invite(tx, actor, org, contact, asked, now) : withdraw(tx, actor, contact, now));
    });
  },
);

type Contact = NonNullable<Awaited<ReturnType<typeof contactOf>>>;

/** Locked, so that a second try of the task waits for the first. */
async function contactOf(tx: Tx, { org_id, contact_id }: z.infer<typeof Payload>) {
  return tx
    .selectFrom('contacts as p')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'p.org_id').onRef('c.id', '=', 'p.customer_id'))
    .select(['p.id', 'p.customer_id', 'p.permissions', 'p.access_ends_on', 'c.permissions as customer_permissions'])
    .where('p.org_id', '=', org_id)
    .where('p.id', '=', contact_id)
    .where('p.archived_at', 'is', null)
    .where('c.archived_at', 'is', null)
    .forUpdate('p')
    .executeTakeFirst();
}

function mayCome(org: OrgRow, contact: Contact, now: Temporal.Instant): boolean {
  const layers = { org: org.permissions, customer: contact.customer_permissions, contact: contact.permissions };
  return effective('portal', layers).choice === 'yes' && !accessEnded(contact.access_ends_on, org.time_zone, now);
}

async function invite(
  tx: Tx,
  actor: SystemActor,
  org: OrgRow,
  contact: Contact,
  asked: z.infer<typeof Payload>,
  now: Temporal.Instant,
): Promise<void> {
  const sent = await tx
    .selectFrom('deliveries')
    .select('id')
    .where('org_id', '=', org.id)
    .where('customer_id', '=', contact.customer_id)
    .where('contact_id', '=', contact.id)
    .where('kind', '=', 'invitation')
    .where('queued_at', '>=', Temporal.Instant.from(asked.asked_at))
    .executeTakeFirst();
  if (sent) return;
  const subject = { kind: 'contact', customerId: contact.customer_id, contactId: contact.id } as const;
  const link = await enableLink(tx, actor, org, subject, now);
  await sendLink(tx, actor, org, link, { kind: 'invitation', invitedBy: asked.by, now });
}

async function withdraw(tx: Tx, actor: SystemActor, contact: Contact, now: Temporal.Instant): Promise<void> {
  await endPortalSessions(tx, actor.orgId, { contactId: contact.id }, now);
  const link = await findLink(tx, actor, {
    kind: 'contact',
    customerId: contact.customer_id,
    contactId: contact.id,
  });
  if (link !== null && link.disabled_at === null) await disableLink(tx, actor, link, now);
}
