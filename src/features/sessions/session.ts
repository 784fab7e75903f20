import type { PortalActor, StaffActor } from '../../kernel/actor.ts';
import { effectivePermissions, isStaffRole, NOTHING, type Area, type Permissions } from '../../kernel/permissions.ts';
import type { OrgRow, SessionRow } from './find-session.ts';

/** Looking at the portal as a customer ends by itself. */
export const VIEW_AS_MINUTES = 30;

export type SessionRefusal =
  | 'ended'
  | 'expired'
  | 'idle'
  | 'portal-closed'
  | 'passwords-off'
  | 'no-access'
  | 'archived'
  | 'access-ended'
  | 'link-ended'
  | 'staff-gone';

/**
 * Why this session opens nothing any more, or null while it does. Asked on every request, so taking a right away, a
 * link or a person works from the next request on.
 */
export function sessionRefusal(row: SessionRow, now: Temporal.Instant): SessionRefusal | null {
  if (row.ended_at !== null) return 'ended';
  if (isPast(row.expires_at, now)) return 'expired';
  if (isPast(row.last_seen_at.add({ minutes: idleMinutes(row) }), now)) return 'idle';
  if (row.staff_id !== null && row.staff_archived_at !== null) return 'staff-gone';
  return row.kind === 'office' ? null : portalRefusal(row, now);
}

function portalRefusal(row: SessionRow, now: Temporal.Instant): SessionRefusal | null {
  if (row.customer_archived_at !== null || row.contact_archived_at !== null) return 'archived';
  if (row.link_id !== null && !linkStillOpens(row, now)) return 'link-ended';
  if (accessEnded(row.contact_access_ends_on, row.org.time_zone, now)) return 'access-ended';
  if (row.kind === 'view_as') return null;
  if (!row.org.portal_open) return 'portal-closed';
  if (row.began_by === 'password' && !row.org.passwords_on) return 'passwords-off';
  return permissionsOf(row).portal === 'no' && row.link_kind !== 'job' && row.link_kind !== 'invoice'
    ? 'no-access'
    : null;
}

/** Whether a contact's last day is over, in the org's zone. */
export function accessEnded(lastDay: Temporal.PlainDate | null, zone: string, now: Temporal.Instant): boolean {
  return lastDay !== null && Temporal.PlainDate.compare(lastDay, now.toZonedDateTimeISO(zone).toPlainDate()) < 0;
}

function linkStillOpens(row: SessionRow, now: Temporal.Instant): boolean {
  return (
    row.link_disabled_at === null &&
    row.link_current_generation === row.link_generation &&
    row.link_expires_at !== null &&
    !isPast(row.link_expires_at, now)
  );
}

function idleMinutes(row: SessionRow): number {
  return row.kind === 'portal' ? row.org.session_idle_minutes : row.org.staff_idle_minutes;
}

function isPast(end: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(end, now) <= 0;
}

/** The permissions of a session: all layers, or just the one thing a link is for. */
function permissionsOf(row: SessionRow): Permissions {
  const whole = effectivePermissions({
    org: row.org.permissions,
    customer: row.customer_permissions,
    contact: row.contact_permissions ?? {},
  });
  // Where this customer writes messages at all, a link to one thing opens those about that thing.
  const messages = whole.messages === 'none' ? 'none' : 'all';
  if (row.link_kind === 'job') return { ...NOTHING, jobs: 'view_all', messages };
  if (row.link_kind === 'invoice') return { ...NOTHING, invoices: 'view', messages };
  // Nothing is the own of somebody whom nobody knows.
  return row.contact_id === null && whole.messages === 'own' ? { ...whole, messages: 'none' } : whole;
}

/**
 * The moment from which on jobs are shown: the start of the day so many months ago, in the org's zone. A link to one job
 * shows that job, however old it is, until the link ends: who sent it meant this job.
 */
export function jobsSince(
  { jobs_shown_months: ofOrg, time_zone: zone }: Pick<OrgRow, 'jobs_shown_months' | 'time_zone'>,
  ofCustomer: number | null,
  now: Temporal.Instant,
): Temporal.Instant | null {
  const months = ofCustomer ?? ofOrg ?? 0;
  if (months === 0) return null;
  const day = now.toZonedDateTimeISO(zone).toPlainDate().subtract({ months });
  return day.toZonedDateTime(zone).toInstant();
}

/** The customer's side of a session that `sessionRefusal` let through. */
export function portalActor(row: SessionRow, now: Temporal.Instant): PortalActor | null {
  if (row.customer_id === null || row.kind === 'office') return null;
  const subject = subjectOf(row);
  const common = {
    orgId: row.org_id,
    customerId: row.customer_id,
    customerName: row.customer_name ?? '',
    customerNumber: row.customer_number ?? '',
    permissions: permissionsOf(row),
    inherited: effectivePermissions({ org: row.org.permissions, customer: row.customer_permissions }),
    jobsSince: subject === null ? jobsSince(row.org, row.customer_jobs_shown_months, now) : null,
    subject,
    sessionId: row.id,
    assurance: row.assurance === 'normal' ? ('normal' as const) : ('link' as const),
    viewedBy: row.staff_id === null ? null : { staffId: row.staff_id, name: row.staff_name ?? '' },
  };
  if (row.contact_id === null) return { ...common, kind: 'link', linkId: row.link_id, name: common.customerName };
  const name = [row.contact_first_name, row.contact_last_name].filter(Boolean).join(' ');
  return { ...common, kind: 'contact', contactId: row.contact_id, name: name || common.customerName };
}

function subjectOf(row: SessionRow): PortalActor['subject'] {
  if (row.link_kind === 'job' && row.link_job_id !== null) return { kind: 'job', id: row.link_job_id };
  if (row.link_kind === 'invoice' && row.link_invoice_id !== null) return { kind: 'invoice', id: row.link_invoice_id };
  return null;
}

export function staffActor(row: SessionRow): StaffActor | null {
  if (row.kind !== 'office' || row.staff_id === null || row.staff_role === null || !isStaffRole(row.staff_role))
    return null;
  return {
    kind: 'staff',
    orgId: row.org_id,
    staffId: row.staff_id,
    name: row.staff_name ?? '',
    role: row.staff_role,
    sessionId: row.id,
  };
}

/** Whether this visitor may see an area at all. Pages, actions and menus ask the same. */
export function portalMay<A extends Area>(actor: { readonly permissions: Pick<Permissions, A> }, area: A): boolean {
  const choice: string = actor.permissions[area];
  return choice !== 'none' && choice !== 'no';
}
