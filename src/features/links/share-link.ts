import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { record } from '../audit/index.ts';
import { linkExpiry, linkState, type Link, type LinkSubject } from './link.ts';
import { findLink } from './queries.ts';

type Sharer = StaffActor | SystemActor;

/**
 * The subject's link, live: made when there is none, and left as it is while it opens. One that was disabled or has
 * ended starts again with a new address, so what was sent before stays dead.
 */
export async function enableLink(
  tx: Tx,
  actor: Sharer,
  org: OrgRow,
  subject: LinkSubject,
  now: Temporal.Instant,
): Promise<Link> {
  await tx
    .insertInto('links')
    .values({
      org_id: actor.orgId,
      kind: subject.kind,
      customer_id: subject.customerId,
      contact_id: subject.kind === 'contact' ? subject.contactId : null,
      job_id: subject.kind === 'job' ? subject.jobId : null,
      invoice_id: subject.kind === 'invoice' ? subject.invoiceId : null,
      // Begins as one that has ended, so that the one path below brings every link to life.
      generation: 1,
      activated_at: now.subtract({ seconds: 2 }),
      expires_at: now.subtract({ seconds: 1 }),
      created_by_staff_id: actor.kind === 'staff' ? actor.staffId : null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const link = await findLink(tx, actor, subject);
  if (link === null) throw new Error('the link that was just made is not there');
  return linkState(link, now) === 'on' ? link : activate(tx, actor, org, link, now, 'link.enabled');
}

/** A new address and a new term; the old address and every session it opened end at once. Others' links stay. */
export async function refreshLink(
  tx: Tx,
  actor: Sharer,
  org: OrgRow,
  link: Link,
  now: Temporal.Instant,
): Promise<Link> {
  return activate(tx, actor, org, link, now, 'link.refreshed');
}

/** Ends the link and the sessions it opened, from the next request on. */
export async function disableLink(tx: Tx, actor: Sharer, link: Link, now: Temporal.Instant): Promise<void> {
  if (link.disabled_at !== null) throw new Refused('links.refused-already-off');
  await tx
    .updateTable('links')
    .set({ disabled_at: now })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', link.id)
    .execute();
  await record(tx, actor, 'link.disabled', {
    now,
    customerId: link.customer_id,
    subject: { kind: 'link', id: link.id },
  });
}

/** Lets a link that was just disabled open again, at the address it had and until the day it had. */
export async function openAgain(tx: Tx, actor: Sharer, link: Link, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('links')
    .set({ disabled_at: null })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', link.id)
    .execute();
  const subject = { kind: 'link', id: link.id };
  await record(tx, actor, 'link.enabled', { now, customerId: link.customer_id, subject });
}

async function activate(
  tx: Tx,
  actor: Sharer,
  org: OrgRow,
  link: Link,
  now: Temporal.Instant,
  event: 'link.enabled' | 'link.refreshed',
): Promise<Link> {
  const renewed = await tx
    .updateTable('links')
    .set((eb) => ({
      generation: eb('generation', '+', 1),
      activated_at: now,
      expires_at: linkExpiry(link.kind as LinkSubject['kind'], org, now),
      disabled_at: null,
      renewal_asked_at: null,
      // Whoever made the address that is live now.
      created_by_staff_id: actor.kind === 'staff' ? actor.staffId : null,
    }))
    .where('org_id', '=', actor.orgId)
    .where('id', '=', link.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(tx, actor, event, { now, customerId: link.customer_id, subject: { kind: 'link', id: link.id } });
  return renewed;
}
