import type { Selectable } from 'kysely';
import type { Orgs } from '../../../db/types.ts';
import { gate } from '../../kernel/actor.ts';
import { isUuid } from '../../kernel/ids.ts';
import { sha256 } from '../../platform/crypto/index.ts';
import { build, prepared, type Database, type Tx } from '../../platform/db/index.ts';

/** The org without what no page but one needs: its pictures' bytes and the look it had before. */
export type OrgRow = Omit<Selectable<Orgs>, 'logo' | 'favicon' | 'look_before'>;

export const ORG_COLUMNS = [
  'id',
  'slug',
  'name',
  'tagline',
  'time_zone',
  'currency',
  'country',
  'language',
  'phone',
  'email',
  'website_url',
  'address',
  'opening_hours',
  'privacy_url',
  'terms_url',
  'vat_id',
  'bank_holder',
  'bank_account',
  'bank_code',
  'invoice_footer',
  'payment_terms_days',
  'accent',
  'logo_type',
  'logo_width',
  'logo_height',
  'logo_version',
  'favicon_version',
  'font',
  'corners',
  'portal_scheme',
  'job_word',
  'jobs_word',
  'portal_open',
  'permissions',
  'jobs_shown_months',
  'portal_menu',
  'contact_link_months',
  'customer_link_days',
  'job_link_days',
  'invoice_link_days',
  'session_idle_minutes',
  'session_hours',
  'staff_idle_minutes',
  'staff_session_hours',
  'pin_needs_code',
  'staff_second_step',
  'passwords_on',
  'step_up_asks',
  'sms_countries',
  'answer_notice',
  'answer_notice_minutes',
  'created_at',
] as const satisfies readonly (keyof OrgRow)[];

export interface SessionCookie {
  readonly orgId: string;
  readonly secret: string;
}

/** A session's cookie is "org id . secret": the org lets row-level security narrow the search before it begins. */
export function readSessionCookie(value: string | undefined): SessionCookie | null {
  const [orgId = '', secret = '', ...rest] = (value ?? '').split('.');
  if (rest.length > 0 || !isUuid(orgId) || !/^[A-Za-z0-9_-]{43}$/.test(secret)) return null;
  return { orgId, secret };
}

export type SessionRow = NonNullable<Awaited<ReturnType<typeof findSession>>>;

/** The session behind a cookie with everything its validity depends on: one query, one round trip. */
export async function findSession(db: Database, cookie: SessionCookie) {
  const hash = sha256(cookie.secret);
  const visitor = gate(cookie.orgId, { sessionHash: hash.toString('hex') });
  return db.inOneTrip(visitor, async (tx) => {
    const [[row], org] = await Promise.all([sessionRows(tx, cookie.orgId, hash), orgRow(tx, cookie.orgId)]);
    return row && org ? { ...row, org } : null;
  });
}

const sessionRows = prepared((orgId: string, hash: Buffer) =>
  build
    .selectFrom('sessions as s')
    .leftJoin('customers as c', (on) => on.onRef('c.org_id', '=', 's.org_id').onRef('c.id', '=', 's.customer_id'))
    .leftJoin('contacts as p', (on) => on.onRef('p.org_id', '=', 's.org_id').onRef('p.id', '=', 's.contact_id'))
    .leftJoin('links as l', (on) => on.onRef('l.org_id', '=', 's.org_id').onRef('l.id', '=', 's.link_id'))
    .leftJoin('staff as w', (on) => on.onRef('w.org_id', '=', 's.org_id').onRef('w.id', '=', 's.staff_id'))
    .select([
      's.org_id',
      's.id',
      's.kind',
      's.customer_id',
      's.contact_id',
      's.link_id',
      's.link_generation',
      's.staff_id',
      's.began_by',
      's.assurance',
      's.second_step_due',
      's.stepped_up_at',
      's.created_at',
      's.last_seen_at',
      's.human_at',
      's.expires_at',
      's.ended_at',
      'c.name as customer_name',
      'c.language as customer_language',
      'c.number as customer_number',
      'c.permissions as customer_permissions',
      'c.jobs_shown_months as customer_jobs_shown_months',
      'c.archived_at as customer_archived_at',
      'p.first_name as contact_first_name',
      'p.last_name as contact_last_name',
      'p.language as contact_language',
      'p.permissions as contact_permissions',
      'p.archived_at as contact_archived_at',
      'p.access_ends_on as contact_access_ends_on',
      'l.kind as link_kind',
      'l.job_id as link_job_id',
      'l.invoice_id as link_invoice_id',
      'l.generation as link_current_generation',
      'l.disabled_at as link_disabled_at',
      'l.expires_at as link_expires_at',
      'w.name as staff_name',
      'w.language as staff_language',
      'w.role as staff_role',
      'w.archived_at as staff_archived_at',
    ])
    .where('s.org_id', '=', orgId)
    .where('s.token_hash', '=', hash),
);

/** The org of an id, as its pages need it. */
export async function orgRow(tx: Tx, orgId: string): Promise<OrgRow | undefined> {
  const [row] = await orgRows(tx, orgId);
  return row;
}

const orgRows = prepared((orgId: string) => build.selectFrom('orgs').select(ORG_COLUMNS).where('id', '=', orgId));
const orgsWithSlug = prepared((slug: string) => build.selectFrom('orgs').select(ORG_COLUMNS).where('slug', '=', slug));

/** The org of a slug, before anybody is known. */
export async function findOrg(db: Database, slug: string): Promise<OrgRow | null> {
  const [row] = await db.inOneTrip(gate(null), (tx) => orgsWithSlug(tx, slug));
  return row ?? null;
}
