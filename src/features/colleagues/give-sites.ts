import type { ContactActor } from '../../kernel/actor.ts';
import { Invalid } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Colleague } from './colleague.ts';
import { ownSiteIds } from './queries.ts';

/** Which sites a colleague sees: of those the admin sees. @throws Invalid for any other */
export async function giveSites(
  tx: Tx,
  actor: ContactActor,
  colleague: Pick<Colleague, 'id' | 'siteIds'>,
  siteIds: readonly string[],
): Promise<void> {
  const own = await ownSiteIds(tx, actor);
  if (siteIds.some((id) => !own.includes(id))) throw new Invalid([{ field: 'site', key: 'colleagues.problem-site' }]);
  const given = siteIds.filter((id) => !colleague.siteIds.includes(id));
  const taken = colleague.siteIds.filter((id) => !siteIds.includes(id));
  if (taken.length > 0) {
    await tx
      .deleteFrom('contact_sites')
      .where('org_id', '=', actor.orgId)
      .where('contact_id', '=', colleague.id)
      .where('site_id', 'in', taken)
      .execute();
  }
  if (given.length > 0) {
    await tx
      .insertInto('contact_sites')
      .values(given.map((id) => ({ org_id: actor.orgId, contact_id: colleague.id, site_id: id })))
      .execute();
  }
}
