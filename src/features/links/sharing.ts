import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound, Refused } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { linkState, linkUrl, type Link, type LinkSubject } from './link.ts';
import { findLink } from './queries.ts';

/** A subject's link as the office shows it. */
export interface LinkShown {
  readonly id: string;
  readonly url: string;
  /** `ending`: still on, for less than two weeks. */
  readonly state: 'on' | 'ending' | 'ended' | 'disabled';
  readonly generation: number;
  readonly activatedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly disabledAt: Temporal.Instant | null;
  readonly madeBy: string | null;
  readonly openCount: number;
  readonly lastUsedAt: Temporal.Instant | null;
  readonly lastDevice: string | null;
}

const ENDING_HOURS = 14 * 24;

/** The link of a subject for its panel, or null when none was ever made. One query for the link, one for its maker. */
export async function linkShownFor(
  tx: Tx,
  actor: StaffActor,
  services: Pick<Services, 'keys' | 'baseUrl' | 'now'>,
  subject: LinkSubject,
): Promise<LinkShown | null> {
  const link = await findLink(tx, actor, subject);
  if (link === null) return null;
  return shown(link, await makerOf(tx, actor, link), services);
}

async function makerOf(tx: Tx, actor: StaffActor, link: Link): Promise<string | null> {
  if (link.created_by_staff_id === null) return null;
  const row = await tx
    .selectFrom('staff')
    .select('name')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', link.created_by_staff_id)
    .executeTakeFirst();
  return row?.name ?? null;
}

function shown(link: Link, madeBy: string | null, services: Pick<Services, 'keys' | 'baseUrl' | 'now'>): LinkShown {
  return {
    id: link.id,
    url: linkUrl(services.keys, services.baseUrl, link),
    state: shownState(link, services.now()),
    generation: link.generation,
    activatedAt: link.activated_at,
    expiresAt: link.expires_at,
    disabledAt: link.disabled_at,
    madeBy,
    openCount: link.open_count,
    lastUsedAt: link.last_used_at,
    lastDevice: link.last_device,
  };
}

function shownState(link: Link, now: Temporal.Instant): LinkShown['state'] {
  const state = linkState(link, now);
  if (state !== 'on') return state === 'disabled' ? 'disabled' : 'ended';
  return now.until(link.expires_at).total('hours') < ENDING_HOURS ? 'ending' : 'on';
}

/** What a link is to be made for. @throws NotFound for a stranger's or missing thing, Refused for one that can't be shared */
export async function shareable(tx: Tx, actor: StaffActor, kind: string, id: string): Promise<LinkSubject> {
  if (!isUuid(id)) throw new NotFound();
  const found = await subjectRow(tx, actor, kind, id);
  if (!found) throw new NotFound();
  if (found.archived) throw new Refused('sharing.refused-archived');
  if (found.draft) throw new Refused('sharing.refused-draft');
  return found.subject;
}

interface SubjectRow {
  readonly subject: LinkSubject;
  readonly archived: boolean;
  readonly draft: boolean;
}

async function subjectRow(tx: Tx, actor: StaffActor, kind: string, id: string): Promise<SubjectRow | null> {
  switch (kind) {
    case 'customer':
      return customerRow(tx, actor, id);
    case 'contact':
      return contactRow(tx, actor, id);
    case 'job':
      return jobRow(tx, actor, id);
    case 'invoice':
      return invoiceRow(tx, actor, id);
    default:
      return null;
  }
}

async function customerRow(tx: Tx, actor: StaffActor, id: string): Promise<SubjectRow | null> {
  const row = await tx
    .selectFrom('customers')
    .select('archived_at')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row
    ? { subject: { kind: 'customer', customerId: id }, archived: row.archived_at !== null, draft: false }
    : null;
}

async function contactRow(tx: Tx, actor: StaffActor, id: string): Promise<SubjectRow | null> {
  const row = await tx
    .selectFrom('contacts as p')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'p.org_id').onRef('c.id', '=', 'p.customer_id'))
    .select(['p.customer_id', 'p.archived_at', 'c.archived_at as customer_archived_at'])
    .where('p.org_id', '=', actor.orgId)
    .where('p.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const archived = row.archived_at !== null || row.customer_archived_at !== null;
  return { subject: { kind: 'contact', customerId: row.customer_id, contactId: id }, archived, draft: false };
}

async function jobRow(tx: Tx, actor: StaffActor, id: string): Promise<SubjectRow | null> {
  const row = await tx
    .selectFrom('jobs as j')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'j.org_id').onRef('c.id', '=', 'j.customer_id'))
    .select(['j.customer_id', 'c.archived_at'])
    .where('j.org_id', '=', actor.orgId)
    .where('j.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const archived = row.archived_at !== null;
  return { subject: { kind: 'job', customerId: row.customer_id, jobId: id }, archived, draft: false };
}

async function invoiceRow(tx: Tx, actor: StaffActor, id: string): Promise<SubjectRow | null> {
  const row = await tx
    .selectFrom('invoices as i')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'i.org_id').onRef('c.id', '=', 'i.customer_id'))
    .select(['i.customer_id', 'i.state', 'c.archived_at'])
    .where('i.org_id', '=', actor.orgId)
    .where('i.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const subject: LinkSubject = { kind: 'invoice', customerId: row.customer_id, invoiceId: id };
  return { subject, archived: row.archived_at !== null, draft: row.state === 'draft' };
}
