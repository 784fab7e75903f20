import { paths } from '../../kernel/paths.ts';
import {
  Amount,
  Day,
  formatDay,
  formatWindow,
  StateChip,
  type GridColumn,
  type PageContext,
  type Translate,
} from '../../ui/index.ts';
import { stepOf } from '../jobs/index.ts';
import { listHref, type JobListAsked } from './list.ts';
import type { JobRow } from './queries.ts';

type Windowed = Pick<JobRow, 'starts_at' | 'ends_at' | 'site_time_zone'>;

/** *Tue 24 Nov, 8–12* where the work is; the zone is named where it isn't the page's. Null without a window. */
export function windowText(job: Windowed, { locale, now, timeZone }: PageContext): string | null {
  if (job.starts_at === null || job.ends_at === null) return null;
  const zone = job.site_time_zone ?? timeZone;
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const day = job.starts_at.toZonedDateTimeISO(zone).toPlainDate();
  return `${formatDay(day, locale, today)}, ${formatWindow(job.starts_at, job.ends_at, zone, locale, timeZone)}`;
}

export function sourceWord(source: string, t: Translate): string {
  if (source === 'portal' || source === 'import' || source === 'api') return t(`jobs.source-${source}`);
  return t('jobs.source-office');
}

/** The columns of the office's job list, in the order of the mock-up. */
export function jobColumns(page: PageContext, asked: JobListAsked): GridColumn<JobRow>[] {
  const { t } = page;
  const { sort } = asked;
  return [
    {
      id: 'number',
      title: t('jobs.col-number'),
      kind: 'num',
      cell: (row) => row.number,
    },
    {
      id: 'job',
      title: t('jobs.col-job'),
      heads: true,
      cut: true,
      cell: (row) => <a href={paths.office.job(row.number)}>{row.title}</a>,
    },
    {
      id: 'customer',
      title: t('jobs.col-customer'),
      cut: true,
      cell: (row) => <a href={paths.office.customer(row.customer_number)}>{row.customer_name}</a>,
    },
    { id: 'site', title: t('jobs.col-site'), cut: true, cell: (row) => row.site_name ?? '–' },
    {
      id: 'window',
      title: t('jobs.col-window'),
      kind: 'num',
      cell: (row) => windowText(row, page) ?? <span class="soft">{t('jobs.no-window')}</span>,
      sort: {
        href: listHref(asked, { sort: sort === 'window' ? 'window-last' : 'window' }),
        now: sort === 'window' ? 'ascending' : sort === 'window-last' ? 'descending' : undefined,
      },
    },
    {
      id: 'who',
      title: t('jobs.col-who'),
      cut: true,
      cell: (row) => row.engineer_public_name ?? row.engineer_name ?? '–',
    },
    { id: 'state', title: t('jobs.col-state'), cell: (row) => <StateChip kind="job" state={stepOf(row)} /> },
    {
      id: 'from',
      title: t('jobs.col-from'),
      cell: (row) => <span class="soft">{sourceWord(row.source, t)}</span>,
    },
    {
      id: 'made',
      title: t('bulk.col-made'),
      kind: 'num',
      cell: (row) => <Day on={row.created_at.toZonedDateTimeISO(page.timeZone).toPlainDate()} />,
      sort: { href: listHref(asked, { sort: 'newest' }), now: sort === 'newest' ? 'descending' : undefined },
    },
    {
      id: 'value',
      title: t('jobs.col-value'),
      kind: 'money',
      cell: (row) =>
        row.price_minor === null || row.currency === null ? (
          <span class="soft">{t('jobs.not-priced')}</span>
        ) : (
          <Amount of={{ minor: row.price_minor, currency: row.currency }} />
        ),
    },
  ];
}
