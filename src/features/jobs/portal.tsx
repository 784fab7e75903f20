import type { Hono } from 'hono';
import { NotFound } from '../../kernel/errors.ts';
import { isNumber } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import { encodeCursor, isInstantText, pageIn } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { portalDoor, type PortalVisit } from '../access/index.ts';
import { JobPage } from './portal-job.page.tsx';
import { JobsPage } from './portal-jobs.page.tsx';
import { countComing, jobsPage, jobWithEvents, numberOfSubject, type Shown } from './portal-queries.ts';

/** The customer's side of jobs. */
export function jobsPortal(app: Hono, services: Services): void {
  const door = portalDoor(app, services);
  door.get('/:org/jobs', { area: 'jobs' }, jobs);
  door.get('/:org/jobs/:number', { area: 'jobs' }, job);
}

async function jobs(visit: PortalVisit): Promise<Response> {
  const { actor, org, now } = visit;
  if (actor.subject !== null) {
    const number = await visit.read((tx) => numberOfSubject(tx, actor));
    return visit.redirect(paths.portal.job(org.slug, number));
  }
  const asked = visit.c.req.query();
  const shown = shownIn(asked['show']);
  const page = pageIn(asked, isInstantText);
  const [found, coming] = await visit.read((tx) =>
    Promise.all([jobsPage(tx, actor, { shown, page, now, orgZone: org.time_zone }), countComing(tx, actor, now)]),
  );
  return visit.page(
    <JobsPage
      org={org}
      places={visit.places}
      shown={shown}
      jobs={found.rows}
      coming={coming}
      newer={found.newer && encodeCursor(found.newer)}
      older={found.older && encodeCursor(found.older)}
      since={actor.jobsSince && actor.jobsSince.toZonedDateTimeISO(org.time_zone).toPlainDate()}
    />,
  );
}

function shownIn(text: string | undefined): Shown {
  return text === 'past' || text === 'all' ? text : 'coming';
}

async function job(visit: PortalVisit): Promise<Response> {
  const { actor, org } = visit;
  const number = visit.c.req.param('number') ?? '';
  if (!isNumber(number)) throw new NotFound();
  const found = await visit.read((tx) => jobWithEvents(tx, actor, number, org.time_zone));
  return visit.page(
    <JobPage org={org} places={visit.places} job={found.job} events={found.events} hasList={actor.subject === null} />,
  );
}
