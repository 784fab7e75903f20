import { paths } from '../../kernel/paths.ts';
import {
  Button,
  ButtonLink,
  Count,
  DateField,
  Empty,
  Filterbar,
  formatDay,
  Grid,
  OfficeHead,
  OfficeShell,
  Pages,
  SelectField,
  stateLook,
  TextField,
  todayOn,
  usePage,
  type ActiveFilter,
  type OfficeFrame,
} from '../../ui/index.ts';
import { isWordKey } from '../../words/index.ts';
import { STEPS } from './job.ts';
import { jobColumns } from './office-jobs-columns.tsx';
import { listHref, type JobListAsked } from './office-list.ts';
import type { Engineer, JobRow, ListPage } from './office-views.ts';

export interface JobsPageProps {
  readonly frame: OfficeFrame;
  readonly asked: JobListAsked;
  readonly list: ListPage<JobRow>;
  readonly team: readonly Engineer[];
  readonly customer: { readonly name: string; readonly number: string } | null;
  readonly openCount: number;
  readonly mostCounted: number;
  readonly mayWrite: boolean;
}

export function JobsPage(props: JobsPageProps) {
  const { t } = usePage();
  const { frame, asked, list, openCount, mostCounted, mayWrite } = props;
  const narrowed = asked.step !== 'open' || active(props, usePage()).length > 1;
  return (
    <OfficeShell title={t('jobs.title')} frame={frame}>
      <OfficeHead
        title={t('jobs.title')}
        meta={
          openCount > mostCounted ? (
            <span class="soft small">{t('jobs.open-many', { count: mostCounted })}</span>
          ) : (
            <Count of={t('jobs.open-count', { count: openCount })} />
          )
        }
        actions={
          mayWrite && (
            <ButtonLink kind="main" icon="plus" href={paths.office.newJob}>
              {t('jobs.new')}
            </ButtonLink>
          )
        }
      />
      <Filters {...props} />
      {list.rows.length === 0 ? <NoJobs {...props} narrowed={narrowed} /> : <JobGrid {...props} />}
      <Pages
        newer={list.newer === null ? undefined : listHref(asked, { before: list.newer })}
        older={list.older === null ? undefined : listHref(asked, { after: list.older })}
      >
        <span class="soft needs-scripts">{t('jobs.keys')}</span>
      </Pages>
    </OfficeShell>
  );
}

function active(props: JobsPageProps, page: ReturnType<typeof usePage>): ActiveFilter[] {
  const { asked, team, customer } = props;
  const { t, locale } = page;
  const today = todayOn(page);
  const found: (ActiveFilter | false)[] = [
    asked.step !== 'all' && {
      label: t('jobs.filter-step'),
      value: asked.step === 'open' ? t('jobs.filter-open') : t(stateLook('job', asked.step).word),
      removeHref: listHref(asked, { step: 'all' }),
    },
    asked.staffId !== '' && {
      label: t('jobs.filter-who'),
      value: team.find((one) => one.id === asked.staffId)?.name ?? '–',
      removeHref: listHref(asked, { staffId: '' }),
    },
    customer !== null && {
      label: t('jobs.filter-customer'),
      value: customer.name,
      removeHref: listHref(asked, { customer: '' }),
    },
    asked.from !== null && {
      label: t('jobs.filter-from'),
      value: formatDay(asked.from, locale, today),
      removeHref: listHref(asked, { from: null }),
    },
    asked.to !== null && {
      label: t('jobs.filter-to'),
      value: formatDay(asked.to, locale, today),
      removeHref: listHref(asked, { to: null }),
    },
  ];
  return found.filter((one) => one !== false);
}

function Filters(props: JobsPageProps) {
  const page = usePage();
  const { t } = page;
  const { asked, team } = props;
  return (
    <Filterbar
      action={paths.office.jobs}
      active={active(props, page)}
      clearHref={listHref(asked, { step: 'all', staffId: '', customer: '', from: null, to: null })}
      end={t(`jobs.sort-${asked.sort}`)}
    >
      {asked.sort !== 'newest' && <input type="hidden" name="sort" value={asked.sort} />}
      <SelectField
        name="step"
        label={t('jobs.filter-step')}
        labelHidden
        value={asked.step}
        options={[
          { value: 'open', label: t('jobs.filter-open') },
          { value: 'all', label: t('jobs.filter-all') },
          ...STEPS.map((step) => ({ value: step, label: t(stateLook('job', step).word) })),
        ]}
      />
      <SelectField
        name="who"
        label={t('jobs.filter-who')}
        labelHidden
        value={asked.staffId}
        options={[
          { value: '', label: t('jobs.filter-anyone') },
          ...team.map((one) => ({ value: one.id, label: one.name })),
        ]}
      />
      <TextField
        name="customer"
        label={t('jobs.filter-customer')}
        labelHidden
        placeholder={t('jobs.filter-customer-hint')}
        value={asked.customer}
        short
      />
      <DateField name="from" label={t('jobs.filter-from')} labelHidden value={asked.from ?? undefined} />
      <DateField name="to" label={t('jobs.filter-to')} labelHidden value={asked.to ?? undefined} />
    </Filterbar>
  );
}

function NoJobs({ mayWrite, narrowed, asked }: JobsPageProps & { narrowed: boolean }) {
  const { t } = usePage();
  if (narrowed)
    return (
      <Empty icon="search-x" title={t('jobs.none-found')} text={t('jobs.none-found-text')}>
        <ButtonLink href={listHref(asked, { step: 'open', staffId: '', customer: '', from: null, to: null })}>
          {t('ui.filter-clear')}
        </ButtonLink>
      </Empty>
    );
  return (
    <Empty icon="clipboard-list" title={t('jobs.empty')} text={t('jobs.empty-text')}>
      {mayWrite && (
        <ButtonLink icon="plus" href={paths.office.newJob}>
          {t('jobs.new')}
        </ButtonLink>
      )}
    </Empty>
  );
}

function JobGrid({ asked, list, mayWrite }: JobsPageProps) {
  const page = usePage();
  const { t } = page;
  return (
    <Grid
      label={t('jobs.list')}
      columns={jobColumns(page, asked)}
      rows={list.rows}
      rowKey={(row) => row.id}
      pick={
        mayWrite
          ? {
              name: 'job',
              value: (row) => row.number,
              label: (row) => t('jobs.pick', { number: row.number }),
              action: paths.office.jobsSteps,
              buttons: <BulkButtons asked={asked} />,
            }
          : undefined
      }
    />
  );
}

/** One step for all that are chosen: a button for each, so that no list has to be opened. */
function BulkButtons({ asked }: { asked: JobListAsked }) {
  const { t } = usePage();
  return (
    <>
      <input type="hidden" name="back" value={listHref(asked)} />
      <span>{t('jobs.bulk-step')}</span>
      {STEPS.filter((step) => step !== 'received' && step !== 'paused').map((step) => {
        const { word } = stateLook('job', step);
        return (
          <Button key={step} name="step" value={step}>
            {isWordKey(word) ? t(word) : step}
          </Button>
        );
      })}
    </>
  );
}
