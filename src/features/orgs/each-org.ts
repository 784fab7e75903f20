import { gate, system, type SystemActor } from '../../kernel/actor.ts';
import type { Database } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';

interface EachOrg {
  readonly id: string;
  readonly slug: string;
  readonly time_zone: string;
}

/** Every org of the house, by slug. */
export function everyOrg(db: Database): Promise<readonly EachOrg[]> {
  return db.inReadScope(gate(null), (tx) =>
    tx.selectFrom('orgs').select(['id', 'slug', 'time_zone']).orderBy('slug').execute(),
  );
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
  for (const org of await everyOrg(services.db)) {
    try {
      await work(system(org.id, name), org);
    } catch (error) {
      services.log.error({ err: error, chore: name, org: org.id }, 'a chore failed for an org');
    }
  }
}
