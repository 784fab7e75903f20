import type { Org, World } from '../world.ts';

/** An org with somebody at its desk and one customer, and a look at its jobs behind the pages. */
export function jobShop(world: World) {
  return {
    async shop(given: Parameters<typeof world.org>[0] = {}) {
      const org = await world.org(given);
      const member = await world.staff(org);
      const office = await world.signInStaff(org, member);
      const customer = await world.customer(org, { name: 'Hilltop Surgery' });
      return { org, member, office, customer };
    },

    jobsOf: (org: Org) =>
      world.as(org.id, (tx) =>
        tx.selectFrom('jobs').selectAll().where('org_id', '=', org.id).orderBy('number').execute(),
      ),

    eventsOf: (org: Org, jobId: string) =>
      world.as(org.id, (tx) =>
        tx
          .selectFrom('job_events')
          .selectAll()
          .where('org_id', '=', org.id)
          .where('job_id', '=', jobId)
          .orderBy('id')
          .execute(),
      ),
  };
}
