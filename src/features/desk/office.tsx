import type { Hono } from 'hono';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { officeDoor } from '../access/index.ts';
import { HomePage } from './home.page.tsx';
import { needsFrom, stepsLeft } from './needs.ts';
import { homeFacts } from './queries.ts';

export function deskRoutes(app: Hono, services: Services): void {
  officeDoor(app, services).get(paths.office.home, { right: 'read' }, async (visit) => {
    const { actor, org, now, frame } = visit;
    const facts = await visit.read((tx) =>
      homeFacts(tx, actor, { now, timeZone: org.time_zone, currency: org.currency }),
    );
    const sends = { mail: services.senders.mail !== null };
    return visit.page(
      <HomePage
        frame={frame}
        needs={needsFrom(facts.needs)}
        steps={visit.may('manage') ? stepsLeft(org, facts.has, sends) : []}
        today={facts.today}
        weeks={facts.weeks}
        days={facts.days}
        use={facts.use}
        currency={org.currency}
        isNew={!facts.has.customers && !facts.has.jobs}
      />,
    );
  });
}
