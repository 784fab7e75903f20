import { sql } from 'kysely';
import type { ContactActor, PortalActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { accessEnded, type OrgRow } from '../sessions/index.ts';
import { choiceIn } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';

/** The colleagues' pages are a person's: a link that names nobody, or one thing, has none. @throws NotFound */
export function asAdmin(actor: PortalActor): ContactActor {
  if (actor.kind !== 'contact' || actor.subject !== null || actor.permissions.colleagues !== 'yes')
    throw new NotFound();
  return actor;
}

/**
 * Lets a customer's admins change their colleagues one after the other until this transaction ends, and asks once more
 * whether this one still is one: of two admins who take each other's access away at once, the second finds its own gone,
 * so the last admin always stays. @throws NotFound
 */
export async function holdColleagues(tx: Tx, actor: ContactActor, org: OrgRow, now: Temporal.Instant): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`colleagues ${actor.customerId}`}, 0))`.execute(tx);
  const own = await tx
    .selectFrom('contacts')
    .select(['permissions', 'access_ends_on', 'archived_at'])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', actor.customerId)
    .where('id', '=', actor.contactId)
    .executeTakeFirst();
  const stillMay = (area: 'portal' | 'colleagues') =>
    (choiceIn(own?.permissions, area) ?? actor.inherited[area]) === 'yes';
  if (!own || own.archived_at !== null || accessEnded(own.access_ends_on, org.time_zone, now)) throw new NotFound();
  if (!stillMay('portal') || !stillMay('colleagues')) throw new NotFound();
}
