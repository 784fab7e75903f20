import { system } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { record } from '../audit/index.ts';
import { usualTaxRateBp } from './countries.ts';
import { whileNoOrg } from './first-org.ts';

/** A new business and the person who sets it up. Everything is checked already. */
export interface Founding {
  readonly name: string;
  readonly slug: string;
  readonly country: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly owner: { readonly name: string; readonly email: string; readonly passwordHash: string };
}

/** What customers may see once the portal is opened; until then none of it. */
const FIRST_PERMISSIONS = { portal: 'yes', jobs: 'view_all', invoices: 'view', details: 'view', sites: 'all' };

/**
 * Makes the installation's first org with its owner, the country's usual tax rate and a closed portal. Null when there is
 * an org already, also one that was founded a moment ago in another window.
 */
export async function foundFirstOrg(
  services: Services,
  founding: Founding,
): Promise<{ readonly orgId: string; readonly staffId: string } | null> {
  const orgId = crypto.randomUUID();
  let staffId = '';
  const founded = await whileNoOrg(services, async () => {
    staffId = await services.db.inScope(system(orgId, 'set-up'), (tx) => writeOrg(tx, orgId, founding, services.now()));
  });
  return founded ? { orgId, staffId } : null;
}

async function writeOrg(tx: Tx, orgId: string, founding: Founding, now: Temporal.Instant): Promise<string> {
  const { name, slug, country, currency, timeZone, owner } = founding;
  await tx
    .insertInto('orgs')
    .values({
      id: orgId,
      name,
      slug,
      country,
      currency,
      time_zone: timeZone,
      email: owner.email,
      permissions: JSON.stringify(FIRST_PERMISSIONS),
      sms_countries: [country],
      created_at: now,
    })
    .execute();
  const { id } = await tx
    .insertInto('staff')
    .values({
      org_id: orgId,
      name: owner.name,
      email: owner.email,
      role: 'owner',
      password_hash: owner.passwordHash,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const rate = usualTaxRateBp(country);
  const rates = [
    ...(rate === null ? [] : [{ name: `${rate / 100}%`, rate_bp: rate, is_default: true }]),
    { name: '0%', rate_bp: 0, is_default: rate === null },
  ];
  await tx
    .insertInto('tax_rates')
    .values(rates.map((one) => ({ org_id: orgId, ...one })))
    .execute();
  await record(tx, system(orgId, 'set-up'), 'org.founded', { now, subject: { kind: 'org', id: orgId } });
  return id;
}
