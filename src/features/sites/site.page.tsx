import { paths } from '../../kernel/paths.ts';
import {
  Banner,
  Button,
  ButtonForm,
  ButtonLink,
  Chip,
  Columns,
  Day,
  FactGrid,
  formatWindow,
  Grid,
  History,
  OfficeHead,
  Panel,
  Section,
  StateChip,
  states,
  Time,
  usePage,
  Words,
  type OfficeFrame,
} from '../../ui/index.ts';
import { eventWords, type HistoryEntry } from '../audit/index.ts';
import { SitesPage, type ListProps } from './site-list.page.tsx';
import { placeOf, type JobOfSite, type SiteRecord } from './site.ts';

export interface SitePageProps extends SiteRecord {
  readonly frame: OfficeFrame;
  readonly list: ListProps;
  readonly countryName: string | null;
  /** The org's country. */
  readonly home: string;
  readonly history: readonly HistoryEntry[];
}

export function SitePage(props: SitePageProps) {
  const { frame, list, site, jobs, history } = props;
  const { t } = usePage();
  return (
    <SitesPage frame={frame} title={site.name} list={{ ...list, current: site.id }}>
      <Head {...props} />
      {site.archived_at !== null && (
        <Banner tone="warn">
          <Words of="sites.archived-on" with={{ day: <Time at={site.archived_at} long /> }} />
        </Banner>
      )}
      <Facts {...props} />
      <Columns kind="even">
        <Panel id="jobs" title={t('sites.jobs')} flush={jobs.length > 0}>
          {jobs.length === 0 ? <p class="soft small">{t('sites.jobs-empty')}</p> : <Jobs {...props} />}
        </Panel>
        <Who {...props} />
      </Columns>
      <Section id="history" title={t('sites.history')}>
        {history.length === 0 ? (
          <p class="soft small">{t('sites.history-empty')}</p>
        ) : (
          <History of={history.map((entry) => ({ id: entry.id, at: entry.at, text: eventWords(entry, t) }))} />
        )}
      </Section>
      {list.mayWrite && <Deeds {...props} />}
    </SitesPage>
  );
}

function Head({ site, customer, list }: SitePageProps) {
  const { t } = usePage();
  const archived = site.archived_at !== null;
  return (
    <OfficeHead
      title={site.name}
      meta={archived && <Chip icon="ban">{t('sites.archived')}</Chip>}
      actions={
        list.mayWrite && (
          <>
            <ButtonLink icon="pencil" href={paths.office.sitePart(site.id, 'edit')}>
              {t('sites.edit')}
            </ButtonLink>
            {archived ? (
              <ButtonForm action={paths.office.sitePart(site.id, 'restoring')}>
                <Button icon="rotate-ccw">{t('sites.restore')}</Button>
              </ButtonForm>
            ) : (
              customer !== null && (
                <ButtonLink
                  kind="main"
                  icon="plus"
                  href={`${paths.office.newJob}?customer=${encodeURIComponent(customer.number)}&site=${site.id}`}
                >
                  {t('sites.new-job')}
                </ButtonLink>
              )
            )}
          </>
        )
      }
    />
  );
}

function Facts({ site, customer, countryName, home }: SitePageProps) {
  const { t, timeZone } = usePage();
  const address = [placeOf(site, home), site.region, countryName].filter(Boolean).join(', ');
  return (
    <FactGrid
      of={[
        {
          label: t('sites.customer'),
          value:
            customer === null ? (
              t('sites.customer-none')
            ) : (
              <a href={paths.office.customer(customer.number)}>{customer.name}</a>
            ),
        },
        { label: t('sites.address'), value: address || t('sites.none') },
        {
          label: t('sites.point'),
          value: site.latitude === null ? t('sites.none') : `${site.latitude}, ${site.longitude}`,
          num: true,
        },
        {
          label: t('sites.time-zone'),
          value: site.time_zone?.replaceAll('_', ' ') ?? t('sites.time-zone-org', { zone: timeZone }),
        },
        { label: t('sites.access-notes'), value: site.access_notes ?? t('sites.none') },
      ]}
    />
  );
}

function Jobs({ site, jobs }: SitePageProps) {
  const { t, timeZone, locale } = usePage();
  const zone = site.time_zone ?? timeZone;
  const when = (job: JobOfSite) =>
    job.starts_at === null || job.ends_at === null ? (
      <span class="soft">{t('sites.no-window')}</span>
    ) : (
      <>
        <Day on={job.starts_at.toZonedDateTimeISO(zone).toPlainDate()} />,{' '}
        {formatWindow(job.starts_at, job.ends_at, zone, locale, timeZone)}
      </>
    );
  return (
    <Grid
      label={t('sites.jobs-table')}
      rows={jobs}
      rowKey={(job) => job.id}
      columns={[
        {
          id: 'job',
          title: t('sites.column-job'),
          heads: true,
          cut: true,
          cell: (job) => <a href={paths.office.job(job.number)}>{job.title}</a>,
        },
        { id: 'window', title: t('sites.column-window'), cell: when },
        { id: 'state', title: t('sites.column-state'), cell: (job) => <StepChip step={job.step} /> },
      ]}
    />
  );
}

function StepChip({ step }: { step: string }) {
  return isStep(step) ? <StateChip kind="job" state={step} /> : <>{step}</>;
}

function isStep(step: string): step is keyof (typeof states)['job'] {
  return Object.hasOwn(states.job, step);
}

function Who({ site, customer, viewers }: SitePageProps) {
  const { t } = usePage();
  const none =
    site.archived_at !== null
      ? t('sites.who-archived')
      : customer === null
        ? t('sites.who-no-customer')
        : t('sites.who-nobody');
  return (
    <Panel id="who" title={t('sites.who')}>
      {viewers.length === 0 || customer === null ? (
        <p class="soft small">{none}</p>
      ) : (
        <div class="stack">
          <p class="soft small">{t('sites.who-text')}</p>
          <table class="perm">
            <thead>
              <tr>
                <th scope="col">{t('sites.column-name')}</th>
                <th scope="col">{t('sites.column-why')}</th>
              </tr>
            </thead>
            <tbody>
              {viewers.map((viewer) => (
                <tr key={viewer.id}>
                  <th scope="row">
                    <a href={paths.office.contact(customer.number, viewer.id)}>
                      {viewer.name ?? t('contacts.unnamed')}
                    </a>
                  </th>
                  <td>{t(viewer.why === 'all' ? 'sites.who-all' : 'sites.who-chosen')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

/** What ends something, each with what it does. */
function Deeds({ site, customer }: SitePageProps) {
  const { t } = usePage();
  return (
    <div class="stack">
      {customer !== null && (
        <div class="row g8">
          <ButtonForm action={paths.office.sitePart(site.id, 'detaching')}>
            <Button icon="link-2-off" describedBy="detach-text">
              {t('sites.detach')}
            </Button>
          </ButtonForm>
          <span class="small soft" id="detach-text">
            {t('sites.detach-text')}
          </span>
        </div>
      )}
      {site.archived_at === null && (
        <div class="row g8">
          <ButtonForm action={paths.office.sitePart(site.id, 'archiving')}>
            <Button icon="ban" describedBy="archive-text">
              {t('sites.archive')}
            </Button>
          </ButtonForm>
          <span class="small soft" id="archive-text">
            {t('sites.archive-text')}
          </span>
        </div>
      )}
    </div>
  );
}
