import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { queueNotice, type LinkAbout } from '../letters/index.ts';
import type { Recipient } from '../deliveries/index.ts';
import type { Link } from './link.ts';

/** Why a link is sent, and how. */
export type SendLink = (
  | { readonly kind: 'portal_link' | 'link_renewal' }
  | { readonly kind: 'invitation'; readonly invitedBy: string }
) & { readonly channel?: 'email' | 'sms' | undefined; readonly now: Temporal.Instant };

/**
 * Sends a link to the address on file: a contact's own, for a job the person met on site, else the main contact; by
 * text message to a phone, by e-mail without one, or by the channel asked for. False when there is no such address.
 */
export async function sendLink(
  tx: Tx,
  actor: StaffActor | SystemActor,
  org: OrgRow,
  link: Link,
  { channel, now, ...why }: SendLink,
): Promise<boolean> {
  const [holder, about] = await Promise.all([holderOf(tx, org, link), aboutOf(tx, org, link)]);
  const to = holder && addressOf(holder, link, channel);
  if (!to) return false;
  await queueNotice(
    tx,
    actor,
    org,
    why.kind === 'invitation' ? { ...why, link } : { kind: why.kind, link, about },
    to,
    now,
  );
  return true;
}

interface Holder {
  readonly contactId: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

function addressOf(holder: Holder, link: Link, channel: 'email' | 'sms' | undefined): Recipient | null {
  const about = { customerId: link.customer_id, contactId: holder.contactId, name: holder.name };
  if (channel !== 'email' && holder.phone !== null) return { ...about, channel: 'sms', address: holder.phone };
  return channel === 'sms' || holder.email === null ? null : { ...about, channel: 'email', address: holder.email };
}

async function holderOf(tx: Tx, org: OrgRow, link: Link): Promise<Holder | null> {
  const [affected, contact] = await Promise.all([affectedPerson(tx, org, link), contactOf(tx, org, link)]);
  return affected ?? contact;
}

async function affectedPerson(tx: Tx, org: OrgRow, link: Link): Promise<Holder | null> {
  if (link.job_id === null) return null;
  const job = await tx
    .selectFrom('jobs')
    .select(['affected_first_name', 'affected_last_name', 'affected_email', 'affected_phone'])
    .where('org_id', '=', org.id)
    .where('id', '=', link.job_id)
    .executeTakeFirst();
  if (!job || (job.affected_email === null && job.affected_phone === null)) return null;
  const name = [job.affected_first_name, job.affected_last_name].filter(Boolean).join(' ');
  return { contactId: null, name: name || null, email: job.affected_email, phone: job.affected_phone };
}

/** The link's own contact, or the customer's main one. */
async function contactOf(tx: Tx, org: OrgRow, link: Link): Promise<Holder | null> {
  const row = await tx
    .selectFrom('contacts')
    .select(['id', 'first_name', 'last_name', 'email', 'phone'])
    .where('org_id', '=', org.id)
    .where('customer_id', '=', link.customer_id)
    .where('archived_at', 'is', null)
    .$if(link.contact_id !== null, (query) => query.where('id', '=', link.contact_id))
    .$if(link.contact_id === null, (query) => query.where('is_main', '=', true))
    .executeTakeFirst();
  if (!row) return null;
  const name = [row.first_name, row.last_name].filter(Boolean).join(' ');
  return { contactId: row.id, name: name || null, email: row.email, phone: row.phone };
}

async function aboutOf(tx: Tx, org: OrgRow, link: Link): Promise<LinkAbout> {
  if (link.job_id !== null) {
    const job = await tx
      .selectFrom('jobs')
      .select('number')
      .where('org_id', '=', org.id)
      .where('id', '=', link.job_id)
      .executeTakeFirstOrThrow();
    return { kind: 'job', jobId: link.job_id, number: job.number };
  }
  if (link.invoice_id !== null) {
    const invoice = await tx
      .selectFrom('invoices')
      .select('number')
      .where('org_id', '=', org.id)
      .where('id', '=', link.invoice_id)
      .executeTakeFirstOrThrow();
    return { kind: 'invoice', invoiceId: link.invoice_id, number: invoice.number ?? '' };
  }
  return { kind: link.contact_id === null ? 'customer' : 'contact' };
}
