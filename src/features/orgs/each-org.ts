import { gate, system, type SystemActor } from '../../kernel/actor.ts';
import type { Services } from '../../platform/services.ts';

interface EachOrg {
  readonly id: string;
  readonly time_zone: string;
}

/**
 * Does something for every org of the house, one after the other, as the background. One org's failure is told and keeps
 * no other from its turn.
 */
export async function forEachOrg(
  services: Services,
  name: string,
  work: (actor: SystemActor, org: EachOrg) => Promise<void>,
): Promise<void> {
  const orgs = await services.db.inReadScope(gate(null), (tx) =>
    tx.selectFrom('orgs').select(['id', 'time_zone']).orderBy('id').execute(),
  );
  for (const org of orgs) {
    try {
      await work(system(org.id, name), org);
    } catch (error) {
      services.log.error({ err: error, chore: name, org: org.id }, 'a chore failed for an org');
    }
  }
}
