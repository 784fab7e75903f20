import type { Problem } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { problemTexts } from '../../ui/index.ts';
import type { OfficeVisit } from '../access/index.ts';
import { eventWords, historyOf } from '../audit/index.ts';
import { LinkPanel, linkShownFor } from '../links/index.ts';
import { CustomersView, reachOf } from '../picking/index.ts';
import { JobPage } from './job.page.tsx';
import type { JobPart } from './views.ts';
import { findJob } from '../jobs/index.ts';
import { jobEvents } from './queries.ts';

interface Typed {
  readonly problems: readonly Problem[];
  readonly values: Readonly<Record<string, string>>;
}

/** A job's page; with `typed`, its forms come back with what was typed and what is wrong in it. */
export async function drawJob(visit: OfficeVisit, parts: readonly JobPart[], typed?: Typed): Promise<Response> {
  const { actor, services, t } = visit;
  const number = visit.c.req.param('number') ?? '';
  const { job, events, drawn, link, history, reach } = await visit.read(async (tx) => {
    const [found, steps] = await Promise.all([findJob(tx, actor, number), jobEvents(tx, actor, number)]);
    const [shown, happened, contact, others] = await Promise.all([
      linkShownFor(tx, actor, services, { kind: 'job', customerId: found.customer_id, jobId: found.id }),
      historyOf(tx, actor, { subject: { kind: 'job', id: found.id } }),
      reachOf(tx, actor, found.customer_id),
      Promise.all(parts.map((part) => part(tx, visit, found))),
    ]);
    const affected = { email: found.affected_email, phone: found.affected_phone };
    return {
      job: found,
      events: steps,
      drawn: others,
      link: shown,
      history: happened,
      // Whoever is met there gets the link, else the main contact.
      reach: affected.email === null && affected.phone === null ? contact : affected,
    };
  });
  const mayWrite = visit.may('write');
  return visit.page(
    <JobPage
      frame={visit.frame}
      job={job}
      events={events}
      parts={drawn}
      history={history.map((entry) => ({ id: entry.id, at: entry.at, text: eventWords(entry, t) }))}
      mayWrite={mayWrite}
      linkPanel={
        <LinkPanel
          kind="job"
          subjectId={job.id}
          link={link}
          owner={job.customer_name}
          reach={reach}
          editHref={paths.office.jobPart(job.number, 'edit')}
          back={paths.office.job(job.number)}
          mayWrite={mayWrite}
        />
      }
      customersView={<CustomersView number={job.customer_number} to={paths.portal.job(visit.org.slug, job.number)} />}
      problems={problemTexts(typed?.problems ?? [], t)}
      values={typed?.values ?? {}}
    />,
    typed === undefined ? 200 : 422,
  );
}
