import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { amountText } from '../../platform/values/index.ts';
import { shownPhone } from '../access/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { engineers, type JobRecord } from '../jobs/index.ts';

const MOST_SITES = 500;

/** What a job names already; it stays on offer after it was archived. */
type Named = Pick<JobRecord, 'site_id' | 'main_contact_id' | 'assigned_staff_id'>;

/** What a job's form offers for a customer: its sites, its contacts, the team. */
export async function jobOptions(tx: Tx, actor: StaffActor, customerId: string, named?: Named) {
  const [sites, contacts, team] = await Promise.all([
    tx
      .selectFrom('sites')
      .select(['id', 'name', 'line1', 'postcode', 'time_zone'])
      .where('org_id', '=', actor.orgId)
      .where((eb) => eb.or([eb('customer_id', '=', customerId), eb('id', '=', named?.site_id ?? null)]))
      .where((eb) => eb.or([eb('archived_at', 'is', null), eb('id', '=', named?.site_id ?? null)]))
      .orderBy('name')
      .orderBy('id')
      .limit(MOST_SITES)
      .execute(),
    tx
      .selectFrom('contacts')
      .select(['id', 'first_name', 'last_name', 'email', 'phone'])
      .where('org_id', '=', actor.orgId)
      .where('customer_id', '=', customerId)
      .where((eb) => eb.or([eb('archived_at', 'is', null), eb('id', '=', named?.main_contact_id ?? null)]))
      .orderBy('is_main', 'desc')
      .orderBy('last_name')
      .orderBy('id')
      .limit(MOST_SITES)
      .execute(),
    engineers(tx, actor, named?.assigned_staff_id),
  ]);
  return { sites, contacts, team };
}

export type JobOptions = Awaited<ReturnType<typeof jobOptions>>;

export type JobValues = Readonly<Record<string, string>>;

/** The zone a job's times are typed in: its site's, else the org's. */
export function zoneFor(options: JobOptions, siteId: string | undefined, org: OrgRow): string {
  return options.sites.find((site) => site.id === siteId)?.time_zone ?? org.time_zone;
}

/** A job as its form shows it. */
export function valuesOf(job: JobRecord, org: OrgRow): JobValues {
  const zone = job.site_time_zone ?? org.time_zone;
  return {
    title: job.title,
    description: job.description ?? '',
    internal_notes: job.internal_notes ?? '',
    site: job.site_id ?? '',
    main_contact: job.main_contact_id ?? '',
    engineer: job.assigned_staff_id ?? '',
    day: job.starts_at?.toZonedDateTimeISO(zone).toPlainDate().toString() ?? '',
    from: clockText(job.starts_at, zone),
    to: clockText(job.ends_at, zone),
    price: job.price_minor === null ? '' : amountText(job.price_minor, job.currency ?? org.currency),
    customer_reference: job.customer_reference ?? '',
    repeats: job.repeats ?? '',
    next_due_on: job.next_due_on?.toString() ?? '',
    affected_first_name: job.affected_first_name ?? '',
    affected_last_name: job.affected_last_name ?? '',
    affected_email: job.affected_email ?? '',
    affected_phone: job.affected_phone === null ? '' : shownPhone(job.affected_phone, org.country),
  };
}

function clockText(at: Temporal.Instant | null, zone: string): string {
  return at?.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' }) ?? '';
}
