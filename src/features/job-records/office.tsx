import type { Hono } from 'hono';
import { Invalid, type Problem } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import { FORM_KEY, FormReader, idFromForm, newFormKey } from '../../platform/http/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { problemTexts, stateLook } from '../../ui/index.ts';
import { officeDoor, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { customerAsked, customerByNumber, pickCustomer, type Picked } from '../picking/index.ts';
import {
  addNote,
  changeStep,
  isStep,
  engineers,
  findJob,
  createJob,
  editJob,
  jobBefore,
  jobsDeed,
} from '../jobs/index.ts';
import { jobOptions, valuesOf, zoneFor, type JobOptions, type JobValues } from './job-form.ts';
import { JobFormPage } from './job-form.page.tsx';
import { drawJob } from './draw-job.tsx';
import { JobsPage } from './jobs.page.tsx';
import { readList, type JobListAsked } from './list.ts';
import type { JobPart } from './views.ts';
import { countOpenJobs, jobNumbers, listJobs, MOST_COUNTED } from './queries.ts';
import { readJob } from './read-job.ts';

/** The office's pages of jobs. `parts` are drawn on a job's page by features that know of jobs. */
export function officeJobs(app: Hono, services: Services, parts: readonly JobPart[] = []): void {
  const door = officeDoor(app, services);
  door.get('/office/jobs', { right: 'read' }, drawList);
  door.post('/office/jobs', { right: 'write' }, create);
  door.get('/office/jobs/new', { right: 'write' }, drawNew);
  door.get('/office/jobs/:number', { right: 'read' }, (visit) => drawJob(visit, parts));
  door.post('/office/jobs/:number', { right: 'write' }, save);
  door.get('/office/jobs/:number/edit', { right: 'write' }, drawEdit);
  door.post('/office/jobs/:number/steps', { right: 'write' }, (visit) => move(visit, parts));
  door.post('/office/jobs/:number/notes', { right: 'write' }, (visit) => note(visit, parts));
}

function numberOf(visit: OfficeVisit): string {
  return visit.c.req.param('number') ?? '';
}

async function drawList(visit: OfficeVisit): Promise<Response> {
  const { c, actor } = visit;
  const asked = readList(c.req.query());
  const page = await visit.read(async (tx) => {
    const { customer, filter } = await filterOf(tx, visit, asked);
    const [list, team, openCount] = await Promise.all([
      customer === undefined
        ? { rows: [], newer: null, older: null }
        : listJobs(tx, actor, filter, asked.sort, asked.page),
      engineers(tx, actor),
      countOpenJobs(tx, actor),
    ]);
    return { list, team, openCount, customer: customer ?? null };
  });
  return visit.page(
    <JobsPage {...page} frame={visit.frame} asked={asked} mostCounted={MOST_COUNTED} mayWrite={visit.may('write')} />,
  );
}

/** What the list is narrowed to; a customer that nobody is fits nothing. */
async function filterOf(tx: Tx, { actor, org }: OfficeVisit, asked: JobListAsked) {
  const customer = await customerAsked(tx, actor, asked.customer);
  const staffId = asked.staffId === '' || isUuid(asked.staffId) ? asked.staffId : '';
  const at = (day: Temporal.PlainDate) => day.toZonedDateTime(org.time_zone).toInstant();
  const filter = {
    step: asked.step === 'all' ? null : asked.step,
    staffId: staffId || null,
    customerId: customer?.id ?? null,
    from: asked.from && at(asked.from),
    until: asked.to && at(asked.to.add({ days: 1 })),
  };
  return { customer, filter };
}

/** The numbers of all jobs that a list's address fits, the newest first, at most `most`. */
export async function jobsThatFit(visit: OfficeVisit, search: string, most: number): Promise<readonly string[]> {
  const asked = readList(Object.fromEntries(new URLSearchParams(search)));
  return visit.read(async (tx) => {
    const { customer, filter } = await filterOf(tx, visit, asked);
    return customer === undefined ? [] : jobNumbers(tx, visit.actor, filter, most);
  });
}

async function drawNew(visit: OfficeVisit): Promise<Response> {
  const picked = await pickCustomer(visit, visit.t('jobs.new'));
  if (picked instanceof Response) return picked;
  const options = await visit.read((tx) => jobOptions(tx, visit.actor, picked.id));
  const [only, ...more] = options.sites;
  const site = visit.c.req.query('site') ?? (only && more.length === 0 ? only.id : '');
  return drawForm(visit, { number: null, customer: picked, options, values: { site, [FORM_KEY]: newFormKey() } });
}

interface FormParts {
  readonly number: string | null;
  readonly customer: Pick<Picked, 'id' | 'name' | 'number'>;
  readonly options: JobOptions;
  readonly values: JobValues;
  readonly problems?: readonly Problem[];
}

function drawForm(visit: OfficeVisit, { problems = [], ...parts }: FormParts): Response {
  const { org, t } = visit;
  return visit.page(
    <JobFormPage
      {...parts}
      frame={visit.frame}
      problems={problemTexts(problems, t)}
      currency={org.currency}
      zone={zoneFor(parts.options, parts.values['site'], org)}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

async function create(visit: OfficeFormVisit): Promise<Response> {
  const { form, actor, now } = visit;
  const { customer, options } = await visit.read(async (tx) => {
    const found = await customerByNumber(tx, actor, form.text('customer'));
    return { customer: found, options: await jobOptions(tx, actor, found.id) };
  });
  return redrawn(
    async () => {
      const facts = readFacts(visit, customer.id, options);
      const job = await visit.write((tx) => createJob(tx, actor, facts, { now, id: idFromForm(form) }));
      return visit.redirect(paths.office.job(job.number), { key: 'jobs.said-created', values: { number: job.number } });
    },
    (problems) => drawForm(visit, { number: null, customer, options, values: form.values, problems }),
  );
}

function readFacts(visit: OfficeFormVisit, customerId: string, options: JobOptions) {
  const { form, org } = visit;
  const reader = new FormReader(form);
  const zone = zoneFor(options, form.text('site'), org);
  const facts = readJob(form, reader, { customerId, zone, home: org });
  checkIds(reader, form.text('site'), form.text('main_contact'), form.text('engineer'));
  reader.done();
  return facts;
}

/** An id that is none can't be asked for; the action says the same of one that is a stranger's. */
function checkIds(reader: FormReader, site: string, contact: string, engineer: string): void {
  if (site !== '' && !isUuid(site)) reader.problem('site', 'jobs.error-site');
  if (contact !== '' && !isUuid(contact)) reader.problem('main_contact', 'jobs.error-contact');
  if (engineer !== '' && !isUuid(engineer)) reader.problem('engineer', 'jobs.error-engineer');
}

/** Carries a form out, or draws it again with what is wrong in it. */
async function redrawn(
  work: () => Promise<Response>,
  draw: (problems: readonly Problem[]) => Response | Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Invalid) return draw(error.problems);
    throw error;
  }
}

async function jobAndOptions(visit: OfficeVisit) {
  return visit.read(async (tx) => {
    const job = await findJob(tx, visit.actor, numberOf(visit));
    return { job, options: await jobOptions(tx, visit.actor, job.customer_id, job) };
  });
}

const customerOf = (job: { customer_id: string; customer_name: string; customer_number: string }) => ({
  id: job.customer_id,
  name: job.customer_name,
  number: job.customer_number,
});

async function drawEdit(visit: OfficeVisit): Promise<Response> {
  const { job, options } = await jobAndOptions(visit);
  const values = valuesOf(job, visit.org);
  return drawForm(visit, { number: job.number, customer: customerOf(job), options, values });
}

async function save(visit: OfficeFormVisit): Promise<Response> {
  const { form, actor, now } = visit;
  const { job, options } = await jobAndOptions(visit);
  return redrawn(
    async () => {
      const facts = readFacts(visit, job.customer_id, options);
      await visit.write((tx) => editJob(tx, actor, job.number, facts, now));
      return visit.redirect(paths.office.job(job.number), { key: 'jobs.said-saved', values: { number: job.number } });
    },
    (problems) => {
      const customer = customerOf(job);
      return drawForm(visit, { number: job.number, customer, options, values: form.values, problems });
    },
  );
}

async function move(visit: OfficeFormVisit, parts: readonly JobPart[]): Promise<Response> {
  const { form, actor, now, t } = visit;
  const number = numberOf(visit);
  return redrawn(
    async () => {
      const step = form.text('step');
      if (!isStep(step)) throw new Invalid([{ field: 'step', key: 'jobs.error-step' }]);
      const { moved, undo } = await visit.write(async (tx) => {
        const was = jobBefore(await findJob(tx, actor, number), now);
        const changed = await changeStep(
          tx,
          actor,
          number,
          {
            step,
            pause_reason: form.text('pause_reason'),
            note: form.text('note'),
            noteVisible: form.has('note_visible'),
          },
          now,
        );
        const back = paths.office.job(number);
        return {
          moved: changed,
          undo: changed ? await jobsDeed.offer(tx, actor, { jobs: [was], back }, now) : undefined,
        };
      });
      return visit.redirect(paths.office.job(number), {
        key: moved ? 'jobs.said-stepped' : 'jobs.said-stepped-already',
        values: { number, step: t(stateLook('job', step).word) },
        tone: moved ? 'good' : 'info',
        ...(undo === undefined ? {} : { undo }),
      });
    },
    (problems) => drawJob(visit, parts, { problems, values: form.values }),
  );
}

async function note(visit: OfficeFormVisit, parts: readonly JobPart[]): Promise<Response> {
  const { form, actor, now } = visit;
  const number = numberOf(visit);
  return redrawn(
    async () => {
      const visible = form.has('note_visible');
      await visit.write((tx) => addNote(tx, actor, number, { note: form.text('note'), visible, now }));
      return visit.redirect(paths.office.job(number), { key: 'jobs.said-noted' });
    },
    (problems) => drawJob(visit, parts, { problems, values: form.values }),
  );
}
