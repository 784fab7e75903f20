import type { OrgRow } from '../sessions/index.ts';
import { paths, withQuery } from '../../kernel/paths.ts';
import { usePage } from '../../ui/context.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FoldTable } from '../../ui/fold-table.tsx';
import { formatDayFull } from '../../ui/format.ts';
import { Answer, Section, Stack } from '../../ui/layout.tsx';
import { PhoneLink } from '../../ui/org.tsx';
import { Pages } from '../../ui/pages.tsx';
import { PortalShell, type NavItem } from '../../ui/portal-shell.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Words } from '../../ui/words.tsx';
import { JobChip, JobWhen } from './job-chip.tsx';
import { jobTitles, jobWords } from './job-words.ts';
import type { VisibleJob } from './visible-job.ts';

type Shown = 'coming' | 'past' | 'all';

export interface JobsPageProps {
  readonly org: OrgRow;
  readonly places: readonly NavItem[];
  readonly shown: Shown;
  readonly jobs: readonly VisibleJob[];
  readonly coming: { readonly coming: number; readonly without_time: number };
  readonly newer: string | null;
  readonly older: string | null;
  /** Jobs from before this day are not shown; null when all are. */
  readonly since: Temporal.PlainDate | null;
}

/** The jobs of a customer: those coming, those past, or all. */
export function JobsPage({ org, places, shown, jobs, coming, newer, older, since }: JobsPageProps) {
  const { t } = usePage();
  const titles = jobTitles(org, t);
  const list = paths.portal.jobs(org.slug);
  const tab = (one: Shown) => withQuery(list, one === 'coming' ? {} : { show: one });
  const page = (query: { after?: string; before?: string }) => withQuery(tab(shown), query);
  return (
    <PortalShell title={titles.jobs} places={places}>
      <Answer title={t('portal.jobs-answer', { ...coming, ...jobWords(org, t) })} />
      <Stack>
        <Tabs
          label={titles.jobs}
          of={[
            { href: tab('coming'), label: t('portal.tab-coming'), count: coming.coming, current: shown === 'coming' },
            { href: tab('past'), label: t('portal.tab-past'), current: shown === 'past' },
            { href: tab('all'), label: t('portal.tab-all'), current: shown === 'all' },
          ]}
        />
        <Section id="list" title={t(`portal.tab-${shown}`)} titleHidden>
          {jobs.length === 0 ? <NoJobs org={org} shown={shown} /> : <JobsTable org={org} jobs={jobs} />}
        </Section>
        <Pages
          newer={newer === null ? undefined : page({ before: newer })}
          older={older === null ? undefined : page({ after: older })}
        />
        {since !== null && shown !== 'coming' && <OlderHidden since={since} />}
      </Stack>
    </PortalShell>
  );
}

/** Says that older ones are not here, and whom to ask. */
function OlderHidden({ since }: { since: Temporal.PlainDate }) {
  const { t, locale, org: view } = usePage();
  const day = formatDayFull(since, locale);
  const { phone, email } = view ?? {};
  return (
    <p class="mid soft">
      {phone !== undefined ? (
        <Words of="rights.older-note-ring" with={{ day, phone: <PhoneLink phone={phone} /> }} />
      ) : email !== undefined ? (
        <Words of="rights.older-note-write" with={{ day, email: <a href={`mailto:${email}`}>{email}</a> }} />
      ) : (
        t('rights.older-note', { day })
      )}
    </p>
  );
}

function NoJobs({ org, shown }: { org: OrgRow; shown: Shown }) {
  const { t, org: view } = usePage();
  const words = jobWords(org, t);
  const phone = view?.phone;
  return (
    <Empty
      icon="clipboard-list"
      title={t(`portal.no-jobs-${shown}`, { ...words })}
      text={phone === undefined ? t('portal.no-jobs-text') : t('portal.no-jobs-ring', { phone: phone.shown })}
    />
  );
}

function JobsTable({ org, jobs }: { org: OrgRow; jobs: readonly VisibleJob[] }) {
  const { t } = usePage();
  const titles = jobTitles(org, t);
  return (
    <FoldTable
      label={titles.jobs}
      rows={jobs}
      rowKey={(job) => job.id}
      columns={[
        {
          place: 'main',
          title: titles.job,
          cell: (job) => (
            <a class="plain" href={paths.portal.job(org.slug, job.number)}>
              {job.title}
            </a>
          ),
        },
        { place: 'meta', title: t('portal.column-where'), cell: (job) => job.site_name },
        { place: 'state', title: t('portal.column-state'), cell: (job) => <JobChip job={job} /> },
        { place: 'when', title: t('portal.column-when'), cell: (job) => <JobWhen job={job} /> },
        {
          place: 'money',
          title: t('portal.column-number'),
          cell: (job) => <span class="num small soft">{job.number}</span>,
        },
      ]}
    />
  );
}
