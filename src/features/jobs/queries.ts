import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';

type Reader = StaffActor | SystemActor;

/** One job with what its office page says about it. @throws NotFound */
export async function findJob(tx: Tx, actor: Reader, number: string) {
  const job = await tx
    .selectFrom('jobs as j')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'j.org_id').onRef('c.id', '=', 'j.customer_id'))
    .leftJoin('sites as s', (on) => on.onRef('s.org_id', '=', 'j.org_id').onRef('s.id', '=', 'j.site_id'))
    .leftJoin('staff as w', (on) => on.onRef('w.org_id', '=', 'j.org_id').onRef('w.id', '=', 'j.assigned_staff_id'))
    .leftJoin('contacts as m', (on) => on.onRef('m.org_id', '=', 'j.org_id').onRef('m.id', '=', 'j.main_contact_id'))
    .selectAll('j')
    .select(['c.name as customer_name', 'c.number as customer_number'])
    .select(['s.name as site_name', 's.line1 as site_line1', 's.postcode as site_postcode'])
    .select(['s.city as site_city', 's.time_zone as site_time_zone', 's.access_notes as site_access_notes'])
    .select(['w.name as engineer_name', 'w.public_name as engineer_public_name'])
    .select(['m.first_name as main_first_name', 'm.last_name as main_last_name'])
    .where('j.org_id', '=', actor.orgId)
    .where('j.number', '=', number)
    .executeTakeFirst();
  if (!job) throw new NotFound();
  return job;
}

export type JobRecord = Awaited<ReturnType<typeof findJob>>;

/** Who can be sent: staff who are there, by name, and whoever is named already. */
export async function engineers(tx: Tx, actor: Reader, named: string | null = null) {
  return tx
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('org_id', '=', actor.orgId)
    .where((eb) => eb.or([eb('archived_at', 'is', null), eb('id', '=', named)]))
    .orderBy('name')
    .orderBy('id')
    .limit(200)
    .execute();
}

export type Engineer = Awaited<ReturnType<typeof engineers>>[number];
