import type { Hono } from 'hono';
import { NotFound } from '../../kernel/errors.ts';
import { isNumber } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import { encodeCursor, isInstantText, pageIn, type Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { VNode } from 'preact';
import { portalDoor, type PortalVisit } from '../access/index.ts';
import { JobPage } from './job.page.tsx';
import { JobsPage } from './jobs.page.tsx';
import { countComing, jobsPage, jobWithEvents, numberOfSubject, type Shown } from './queries.ts';

/** What another feature shows on a job's page; its queries travel with the page's own. */
export type PortalJobPart = (tx: Tx, visit: PortalVisit, number: string) => Promise<VNode | null>;

/** The customer's side of jobs. */
export function jobsPortal(app: Hono, services: Services, parts: readonly PortalJobPart[] = []): void {
  const door = portalDoor(app, services);
  door.get('/:org/jobs', { area: 'jobs' }, jobs);
  door.get('/:org/jobs/:number', { area: 'jobs' }, (visit) => job(visit, parts));
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

async function job(visit: PortalVisit, parts: readonly PortalJobPart[]): Promise<Response> {
  const { actor, org } = visit;
  const number = visit.c.req.param('number') ?? '';
  if (!isNumber(number)) throw new NotFound();
  const [found, ...drawn] = await visit.read((tx) =>
    Promise.all([jobWithEvents(tx, actor, number, org.time_zone), ...parts.map((part) => part(tx, visit, number))]),
  );
  return visit.page(
    <JobPage
      org={org}
      places={visit.places}
      job={found.job}
      events={found.events}
      parts={drawn}
      hasList={actor.subject === null}
    />,
  );
}
