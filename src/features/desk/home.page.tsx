import { paths } from '../../kernel/paths.ts';
import {
  ButtonLink,
  Columns,
  Count,
  Day,
  Empty,
  formatDay,
  formatDayFull,
  formatMoney,
  formatNumber,
  formatWindow,
  Grid,
  Needs,
  OfficeHead,
  OfficeShell,
  Panel,
  Plot,
  Stack,
  StateChip,
  Time,
  todayOn,
  usePage,
  type IconName,
  type OfficeFrame,
} from '../../ui/index.ts';
import { isStep } from '../jobs/index.ts';
import { VisitsPanel } from './visits.page.tsx';
import type { Need, NeedId, SetupStep } from './needs.ts';
import { MOST_COUNTED, MOST_TODAY, type DayVisits, type PortalUse, type TodayJob, type WeekSum } from './home.ts';

export interface HomePageProps {
  readonly frame: OfficeFrame;
  readonly needs: readonly Need[];
  readonly steps: readonly { readonly id: SetupStep; readonly href: string }[];
  readonly today: readonly TodayJob[];
  readonly weeks: readonly WeekSum[];
  readonly days: readonly DayVisits[];
  readonly use: PortalUse;
  readonly currency: string;
  /** Nothing is here yet: the list of what to set up is the whole page. */
  readonly isNew: boolean;
}

export function HomePage(props: HomePageProps) {
  const page = usePage();
  const { t, locale, timeZone } = page;
  const { frame, needs, steps, today, weeks, days, currency, isNew } = props;
  return (
    <OfficeShell title={t('desk.title')} frame={frame}>
      <OfficeHead
        title={isNew ? t('desk.new-title') : t('desk.needs', { count: needs.length })}
        meta={
          <span class="soft small">
            {t('desk.today', { day: formatDayFull(todayOn(page), locale), zone: cityOf(timeZone) })}
          </span>
        }
      />
      {isNew ? (
        <SetupPanel steps={steps} isNew />
      ) : (
        <>
          <Columns>
            <Stack gap={24}>
              <NeedsPanel needs={needs} />
              {steps.length > 0 && <SetupPanel steps={steps} />}
            </Stack>
            <Stack gap={24}>
              <PaymentsPanel weeks={weeks} currency={currency} />
              <VisitsPanel days={days} use={props.use} />
            </Stack>
          </Columns>
          <TodayPanel jobs={today} />
        </>
      )}
    </OfficeShell>
  );
}

/** The city that names a zone: *London*. */
function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

const NEED_ICONS: Readonly<Record<NeedId, IconName>> = {
  braked: 'shield-check',
  failed: 'mail-x',
  overdue: 'receipt-text',
  asked: 'refresh-cw',
  paused: 'circle-pause',
  window: 'calendar-search',
  pins: 'key-round',
  imports: 'file-spreadsheet',
  ending: 'alarm-clock',
};

function NeedsPanel({ needs }: { needs: readonly Need[] }) {
  const { t, locale } = usePage();
  const manyWord = ({ id, count }: Need) => {
    if (id === 'window' && count > MOST_COUNTED) return `${formatNumber(MOST_COUNTED, locale)}+`;
    return isSmall(count) ? t(`desk.many-${count}`) : formatNumber(count, locale);
  };
  const text = (need: Need) =>
    t(`desk.need-${need.id}`, {
      count: need.count,
      // Small numbers are words at the beginning of a sentence.
      many: manyWord(need),
      subject: need.subject,
      detail: need.detail,
      has: need.detail === '' ? 'no' : 'yes',
      channel: need.detail,
      rows: need.id === 'imports' ? Number(need.detail) : 0,
      amount: need.money === null ? '' : formatMoney(need.money, locale),
    });
  return (
    <Panel
      id="needs"
      title={t('desk.needs-title')}
      chips={needs.length > 0 && <Count of={needs.length} />}
      flush={needs.length > 0}
    >
      {needs.length === 0 ? (
        <Empty icon="circle-check" card={false} title={t('desk.needs-none')} text={t('desk.needs-none-text')} />
      ) : (
        <Needs
          of={needs.map((need) => ({
            id: need.id,
            icon: NEED_ICONS[need.id],
            tone: need.tone,
            text: text(need),
            when: <When at={need.at} />,
            action: <ButtonLink href={need.href}>{t(`desk.do-${need.id}`, { count: need.count })}</ButtonLink>,
          }))}
        />
      )}
    </Panel>
  );
}

type Small = 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

function isSmall(count: number): count is Small {
  return count >= 2 && count <= 9;
}

function When({ at }: { at: Need['at'] }) {
  if (at === null) return null;
  return at instanceof Temporal.PlainDate ? <Day on={at} /> : <Time at={at} />;
}

function SetupPanel({ steps, isNew }: { steps: HomePageProps['steps']; isNew?: boolean }) {
  const { t } = usePage();
  return (
    <Panel id="set-up" title={t('desk.set-up-title')} chips={<Count of={steps.length} />} flush={steps.length > 0}>
      {steps.length === 0 && <p>{t('desk.new-waiting')}</p>}
      {steps.length > 0 && (
        <Needs
          of={steps.map(({ id, href }, at) => ({
            id,
            icon: STEP_ICONS[id],
            text: t(`desk.step-${id}`),
            detail: t(`desk.step-${id}-text`),
            action: (
              <ButtonLink href={href} kind={isNew === true && at === 0 ? 'main' : 'plain'}>
                {t(`desk.step-${id}-do`)}
              </ButtonLink>
            ),
          }))}
        />
      )}
    </Panel>
  );
}

const STEP_ICONS: Readonly<Record<SetupStep, IconName>> = {
  contact: 'phone',
  look: 'image',
  customers: 'users',
  tax: 'receipt-text',
  bank: 'banknote',
  mail: 'send',
  share: 'link',
  open: 'door-closed',
};

function PaymentsPanel({ weeks, currency }: { weeks: readonly WeekSum[]; currency: string }) {
  const { t, locale } = usePage();
  const sum = weeks.reduce((total, week) => total + week.minor, 0n);
  const money = (minor: bigint) => formatMoney({ minor, currency }, locale);
  return (
    <Panel
      id="payments"
      title={t('desk.payments-title')}
      aside={<span class="soft">{t('desk.payments-sum', { amount: money(sum), weeks: weeks.length })}</span>}
    >
      <Plot
        kind="bars"
        label={t('desk.payments-title')}
        points={weeks.map(({ monday, minor }) => ({
          label: formatDay(monday, locale).replace(/^\S+\s/u, ''),
          value: Number(minor),
          text: money(minor),
        }))}
        axis={(value) => money(BigInt(Math.round(value)))}
        labelColumn={t('desk.week')}
        valueColumn={t('desk.amount')}
      />
    </Panel>
  );
}

function TodayPanel({ jobs }: { jobs: readonly TodayJob[] }) {
  const { t, locale, timeZone } = usePage();
  const all = <a href={paths.office.jobs}>{t('desk.all-jobs')}</a>;
  return (
    <Panel
      id="today"
      title={t('desk.road-title')}
      chips={<Count of={jobs.length > MOST_TODAY ? `${MOST_TODAY}+` : jobs.length} />}
      aside={all}
      flush={jobs.length > 0}
    >
      {jobs.length === 0 ? (
        <Empty icon="truck" card={false} title={t('desk.road-none')} text={t('desk.road-none-text')} />
      ) : (
        <Grid
          label={t('desk.road-label')}
          flush
          rows={jobs.slice(0, MOST_TODAY)}
          rowKey={(job) => job.id}
          columns={[
            {
              id: 'window',
              title: t('desk.window'),
              kind: 'num',
              cell: (job) =>
                job.starts_at !== null &&
                job.ends_at !== null &&
                formatWindow(job.starts_at, job.ends_at, job.site_time_zone ?? timeZone, locale, timeZone),
            },
            {
              id: 'job',
              title: t('desk.job'),
              heads: true,
              cell: (job) => (
                <a href={paths.office.job(job.number)}>
                  {job.number} {job.title}
                </a>
              ),
            },
            {
              id: 'customer',
              title: t('desk.customer'),
              cut: true,
              cell: (job) => (
                <a href={paths.office.customer(job.customer_number)}>
                  {[job.customer_name, job.site_name].filter(Boolean).join(', ')}
                </a>
              ),
            },
            { id: 'who', title: t('desk.who'), cell: (job) => job.who_short ?? job.who ?? <NobodyYet /> },
            { id: 'state', title: t('desk.state'), cell: (job) => <JobState job={job} /> },
          ]}
        />
      )}
    </Panel>
  );
}

function NobodyYet() {
  const { t } = usePage();
  return <span class="soft">{t('desk.nobody')}</span>;
}

function JobState({ job }: { job: TodayJob }) {
  const { t } = usePage();
  const word =
    job.step === 'paused' && job.pause_reason !== null ? t('desk.paused-why', { reason: job.pause_reason }) : undefined;
  return isStep(job.step) ? <StateChip kind="job" state={job.step} word={word} /> : null;
}
