import { paths } from '../../kernel/paths.ts';
import {
  Amount,
  Banner,
  ButtonLink,
  Columns,
  Day,
  FactGrid,
  History,
  OfficeHead,
  OfficeShell,
  Panel,
  Stack,
  StateChip,
  Time,
  usePage,
} from '../../ui/index.ts';
import { stepOf } from '../jobs/index.ts';
import { JobTimeline } from './job-events.page.tsx';
import { sourceWord, windowText } from './columns.tsx';
import { NoteForm, StepForm } from './steps.page.tsx';
import type { JobPageProps, JobRecord } from './views.ts';

export function JobPage(props: JobPageProps) {
  const { t } = usePage();
  const { frame, job, mayWrite, events, history } = props;
  const title = t('jobs.record-title', { number: job.number });
  return (
    <OfficeShell title={`${title}, ${job.title}`} frame={frame}>
      <OfficeHead
        title={job.title}
        meta={
          <>
            <StateChip kind="job" state={stepOf(job)} />
            <span class="soft small">
              {title}, {t('jobs.for-customer', { customer: job.customer_name })}
            </span>
          </>
        }
        actions={
          <>
            {props.customersView}
            {mayWrite && (
              <ButtonLink edits icon="pencil" href={paths.office.jobPart(job.number, 'edit')}>
                {t('jobs.edit')}
              </ButtonLink>
            )}
          </>
        }
      />
      {job.step === 'paused' && job.pause_reason !== null && (
        <Banner tone="warn" icon="circle-pause">
          {t('jobs.paused-because', { reason: job.pause_reason })}
        </Banner>
      )}
      <JobFacts job={job} />
      <Columns>
        <Stack gap={24}>
          <Panel id="description" title={t('jobs.description')}>
            <p class="pre">{job.description ?? <span class="soft">{t('jobs.no-description')}</span>}</p>
          </Panel>
          <InternalNotes job={job} />
          <Panel id="timeline" title={t('jobs.timeline')}>
            <JobTimeline events={events} />
          </Panel>
          {props.parts}
        </Stack>
        <Stack gap={24}>
          {mayWrite && <StepForm {...props} />}
          {mayWrite && <NoteForm {...props} />}
          {props.linkPanel}
          {history.length > 0 && (
            <Panel id="history" title={t('jobs.history')}>
              <History of={history} />
            </Panel>
          )}
        </Stack>
      </Columns>
    </OfficeShell>
  );
}

function JobFacts({ job }: { job: JobRecord }) {
  const page = usePage();
  const { t } = page;
  const affected = [job.affected_first_name, job.affected_last_name].filter(Boolean).join(' ');
  const reach = [job.affected_phone, job.affected_email].filter(Boolean).join(', ');
  const main = [job.main_first_name, job.main_last_name].filter(Boolean).join(' ');
  return (
    <FactGrid
      of={[
        {
          label: t('jobs.fact-customer'),
          value: (
            <a href={paths.office.customer(job.customer_number)}>
              {job.customer_name}, {job.customer_number}
            </a>
          ),
        },
        job.site_id !== null && {
          label: t('jobs.fact-site'),
          value: <a href={paths.office.site(job.site_id)}>{siteText(job)}</a>,
        },
        { label: t('jobs.fact-window'), value: windowText(job, page) ?? t('jobs.no-window'), num: true },
        { label: t('jobs.fact-who'), value: whoText(job, page.t) },
        job.price_minor !== null &&
          job.currency !== null && {
            label: t('jobs.fact-price'),
            value: <Amount of={{ minor: job.price_minor, currency: job.currency }} />,
          },
        job.customer_reference !== null && { label: t('jobs.fact-reference'), value: job.customer_reference },
        job.repeats !== null && { label: t('jobs.fact-repeats'), value: job.repeats },
        job.next_due_on !== null && { label: t('jobs.fact-next-due'), value: <Day on={job.next_due_on} relative /> },
        main !== '' && { label: t('jobs.fact-contact'), value: main },
        affected + reach !== '' && {
          label: t('jobs.fact-affected'),
          value: [affected, reach].filter(Boolean).join(', '),
        },
        { label: t('jobs.fact-source'), value: sourceWord(job.source, t) },
        { label: t('jobs.fact-created'), value: <Time at={job.created_at} /> },
        job.completed_at !== null && { label: t('jobs.fact-completed'), value: <Time at={job.completed_at} /> },
      ]}
    />
  );
}

function siteText(job: JobRecord): string {
  const place = [job.site_line1 === job.site_name ? null : job.site_line1, job.site_postcode, job.site_city];
  return [job.site_name, ...place].filter(Boolean).join(', ');
}

/** What the customer reads of who comes belongs beside the name: it may be another, or none. */
function whoText(job: JobRecord, t: ReturnType<typeof usePage>['t']): string {
  const { engineer_name: name, engineer_public_name: shown } = job;
  if (name === null) return '–';
  return shown === null ? t('jobs.fact-who-unseen', { name }) : t('jobs.fact-who-seen', { name, shown });
}

function InternalNotes({ job }: { job: JobRecord }) {
  const { t } = usePage();
  if (job.internal_notes === null) return null;
  return (
    <Panel id="internal" title={t('jobs.internal')} chips={<span class="soft small">{t('jobs.internal-chip')}</span>}>
      <p class="pre">{job.internal_notes}</p>
    </Panel>
  );
}
