import { paths } from '../../kernel/paths.ts';
import {
  BulkAll,
  Button,
  Count,
  CustomerAndDayFields,
  customerAndDayFilters,
  Filterbar,
  Grid,
  NoRowsFit,
  NoRowsYet,
  OfficeList,
  SelectField,
  stateLook,
  usePage,
  type ActiveFilter,
  type OfficeFrame,
  type PageContext,
} from '../../ui/index.ts';
import { isWordKey } from '../../words/index.ts';
import { STEPS } from '../jobs/index.ts';
import { jobColumns } from './columns.tsx';
import { listHref, type JobListAsked } from './list.ts';
import type { Engineer, JobRow, ListPage } from './views.ts';

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
  const page = usePage();
  const { t } = page;
  const { frame, asked, list, openCount, mostCounted, mayWrite } = props;
  const add = mayWrite ? { href: paths.office.newJob, label: t('jobs.new') } : null;
  const narrowed = asked.step !== 'open' || active(props, page).length > 1;
  return (
    <OfficeList
      frame={frame}
      title={t('jobs.title')}
      meta={
        openCount > mostCounted ? (
          <span class="soft small">{t('jobs.open-many', { count: mostCounted })}</span>
        ) : (
          <Count of={t('jobs.open-count', { count: openCount })} />
        )
      }
      add={add}
      filters={<Filters {...props} />}
      newer={list.newer === null ? undefined : listHref(asked, { before: list.newer })}
      older={list.older === null ? undefined : listHref(asked, { after: list.older })}
      keys={t('jobs.keys')}
    >
      {list.rows.length > 0 ? (
        <JobGrid {...props} />
      ) : narrowed ? (
        <NoRowsFit title={t('jobs.none-found')} clearHref={listHref(asked, { step: 'open', ...NOT_NARROWED })} />
      ) : (
        <NoRowsYet icon="clipboard-list" title={t('jobs.empty')} text={t('jobs.empty-text')} add={add} />
      )}
    </OfficeList>
  );
}

const NOT_NARROWED = { staffId: '', customer: '', from: null, to: null } as const;

function active({ asked, team, customer }: JobsPageProps, page: PageContext): ActiveFilter[] {
  const { t } = page;
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
    ...customerAndDayFilters(page, asked, customer?.name, (change) => listHref(asked, change)),
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
      clearHref={listHref(asked, { step: 'all', ...NOT_NARROWED })}
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
      <CustomerAndDayFields {...asked} />
    </Filterbar>
  );
}

function JobGrid({ frame, asked, list, mayWrite }: JobsPageProps) {
  const page = usePage();
  const { t } = page;
  return (
    <Grid
      label={t('jobs.list')}
      saved={frame.list}
      columns={jobColumns(page, asked)}
      rows={list.rows}
      rowKey={(row) => row.id}
      pick={
        mayWrite
          ? {
              name: 'job',
              value: (row) => row.number,
              label: (row) => t('jobs.pick', { number: row.number }),
              action: paths.office.bulk('jobs'),
              buttons: <BulkButtons asked={asked} more={list.older !== null || list.newer !== null} />,
            }
          : undefined
      }
    />
  );
}

/** One step for all that are chosen: a button for each, so that no list has to be opened. */
function BulkButtons({ asked, more }: { asked: JobListAsked; more: boolean }) {
  const { t } = usePage();
  return (
    <>
      <BulkAll back={listHref(asked)} more={more} />
      <Button name="deed" value="assign">
        {t('bulk.assign')}
      </Button>
      <span>{t('jobs.bulk-step')}</span>
      {STEPS.filter((step) => step !== 'received' && step !== 'paused').map((step) => {
        const { word } = stateLook('job', step);
        return (
          <Button key={step} name="deed" value={step}>
            {isWordKey(word) ? t(word) : step}
          </Button>
        );
      })}
    </>
  );
}
