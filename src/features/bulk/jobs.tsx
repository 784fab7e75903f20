import { NotFound } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { SelectField, stateLook } from '../../ui/index.ts';
import type { OfficeFormVisit } from '../access/index.ts';
import {
  assignJob,
  changeStep,
  engineers,
  findJob,
  isStep,
  jobBefore,
  jobsDeed,
  type JobBefore,
  type Step,
} from '../jobs/index.ts';
import { jobsThatFit } from '../job-records/index.ts';
import { ask, chosenIn, tell, type Chosen } from './answer.tsx';
import { carryOut, type Outcome } from './carry-out.ts';

const LIST = paths.office.jobs;
const shown = (number: string) => ({ name: number, href: paths.office.job(number) });

/** One step, or one person, for many jobs. A step can be taken back and is done at once; cancelling asks first. */
export async function manyJobs(visit: OfficeFormVisit): Promise<Response> {
  const { form, t } = visit;
  const deed = form.text('deed');
  const chosen = await chosenIn(visit, 'job', LIST, (search, most) => jobsThatFit(visit, search, most));
  const count = chosen.names.length;
  const action = paths.office.bulk('jobs');
  if (deed === 'assign') {
    if (form.has('sure')) return assignMany(visit, chosen);
    const team = await visit.read((tx) => engineers(tx, visit.actor));
    return ask(visit, 'job', chosen, deed, {
      title: t('bulk.assign-title', { count }),
      text: t('bulk.assign-text'),
      deed: t('bulk.assign-deed', { count }),
      action,
      children: (
        <SelectField
          name="who"
          label={t('bulk.who')}
          value=""
          options={[
            { value: '', label: t('bulk.nobody') },
            ...team.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      ),
    });
  }
  if (!isStep(deed) || deed === 'paused') throw new NotFound();
  if (form.has('sure') || (deed !== 'cancelled' && !form.has('all'))) return moveMany(visit, chosen, deed);
  const step = t(stateLook('job', deed).word);
  return ask(visit, 'job', chosen, deed, {
    title: t('bulk.step-title', { count, step }),
    text: t('bulk.step-text'),
    deed: t('bulk.step-deed', { count, step }),
    danger: deed === 'cancelled',
    action,
  });
}

async function moveMany(visit: OfficeFormVisit, chosen: Chosen, step: Step): Promise<Response> {
  const { actor, now } = visit;
  const outcome = await carryOut(visit, chosen.names, async (tx, number) => {
    const was = jobBefore(await findJob(tx, actor, number), now);
    return (await changeStep(tx, actor, number, { step }, now)) ? was : null;
  });
  return tell(visit, outcome, {
    key: 'bulk.said-moved',
    back: chosen.back,
    shown,
    undo: await undoOf(visit, outcome, chosen.back),
  });
}

async function assignMany(visit: OfficeFormVisit, chosen: Chosen): Promise<Response> {
  const { actor, now, form } = visit;
  const who = form.text('who') || null;
  const outcome = await carryOut(visit, chosen.names, async (tx, number) => {
    const was = jobBefore(await findJob(tx, actor, number), now);
    const { before } = await assignJob(tx, actor, number, who, now);
    return before === who ? null : was;
  });
  return tell(visit, outcome, {
    key: 'bulk.said-assigned',
    back: chosen.back,
    shown,
    undo: await undoOf(visit, outcome, chosen.back),
  });
}

/** An offer to take back those that changed. */
async function undoOf(
  visit: OfficeFormVisit,
  { done }: Outcome<JobBefore | null>,
  back: string,
): Promise<string | undefined> {
  const jobs = done.filter((one) => one !== null);
  if (jobs.length === 0) return undefined;
  return visit.write((tx) => jobsDeed.offer(tx, visit.actor, { jobs, back }, visit.now));
}
