import type { OrgRow } from '../sessions/index.ts';
import { townLine } from '../../kernel/address.ts';
import { paths } from '../../kernel/paths.ts';
import { todayOn, usePage, type Children } from '../../ui/context.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatDayLong, formatMoney, formatWindow, zoneNote } from '../../ui/format.ts';
import { Answer, Card, Section } from '../../ui/layout.tsx';
import { Avatar } from '../../ui/people.tsx';
import { PortalShell, type NavItem } from '../../ui/portal-shell.tsx';
import { Leaf } from '../../ui/time.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { jobAnswer } from './job-answer.ts';
import { JobChip } from './job-chip.tsx';
import { jobTimeline } from './job-timeline.ts';
import { jobTitles, jobWords } from './job-words.ts';
import { CLOSED, jobDay, type VisibleEvent, type VisibleJobDetail } from './visible-job.ts';
import type { Reader } from './window-words.ts';

export interface JobPageProps {
  readonly org: OrgRow;
  readonly places: readonly NavItem[];
  readonly job: VisibleJobDetail;
  readonly events: readonly VisibleEvent[];
  /** False for a link to this one job: there is no list to go back to. */
  readonly hasList: boolean;
  /** Drawn by other features. */
  readonly parts: Children;
}

/** One job: where it stands, what happened, when, who and what. */
export function JobPage({ org, places, job, events, hasList, parts }: JobPageProps) {
  const page = usePage();
  const { t, org: view } = page;
  const reader: Reader = { t, locale: page.locale, now: page.now, orgZone: org.time_zone };
  const answer = jobAnswer(job, events, view?.phone?.shown ?? null, reader);
  return (
    <PortalShell title={answer.title} places={places}>
      <Answer
        back={hasList ? { href: paths.portal.jobs(org.slug), label: jobTitles(org, t).jobs } : undefined}
        above={
          <>
            <JobChip job={job} />
            <span class="mid soft">
              {t('portal.job-name', { title: job.title, number: job.number, ...jobWords(org, t) })}
            </span>
          </>
        }
        title={answer.title}
        text={answer.text ?? undefined}
      />
      {job.engineer !== null && <Engineer job={job} name={job.engineer} />}
      <Section id="steps" title={t(isOver(job) ? 'portal.job-went' : 'portal.job-steps')}>
        <Timeline steps={jobTimeline(job, events, reader)} zone={job.zone} />
        <ZoneNote job={job} />
      </Section>
      <Appointment job={job} />
      <Work job={job} org={org} />
      {parts}
    </PortalShell>
  );
}

function isOver(job: VisibleJobDetail): boolean {
  return CLOSED.some((step) => step === job.step);
}

function Engineer({ job, name }: { job: VisibleJobDetail; name: string }) {
  const { t } = usePage();
  return (
    <Section id="engineer" title={t('portal.job-engineer')} titleHidden card>
      <div class="go">
        <Avatar name={name} size="l" />
        <span class="grow">
          <b>{name}</b>
          <span class="mid soft block">{t(isOver(job) ? 'portal.engineer-was' : 'portal.engineer-is')}</span>
        </span>
      </div>
    </Section>
  );
}

function ZoneNote({ job }: { job: VisibleJobDetail }) {
  const { t, now, timeZone, locale } = usePage();
  const zone = zoneNote(job.starts_at ?? now, job.zone, timeZone, locale);
  return zone === null ? null : <p class="small soft">{t('portal.times-in-zone', { zone })}</p>;
}

function Appointment({ job }: { job: VisibleJobDetail }) {
  const { t, locale, timeZone } = usePage();
  const { starts_at, ends_at } = job;
  const day = jobDay(job);
  if (starts_at === null || ends_at === null || day === null) return null;
  const window = formatWindow(starts_at, ends_at, job.zone, locale, timeZone);
  const where = job.site_name;
  return (
    <Section id="appointment" title={t('portal.job-appointment')}>
      <Card>
        <div class="visit">
          <Leaf on={day} past={isOver(job)} />
          <div>
            <b>{where === null ? window : t('portal.window-at', { window, where })}</b>
            <span class="mid soft block">{formatDayLong(day, locale)}</span>
          </div>
        </div>
      </Card>
    </Section>
  );
}

function Work({ job, org }: { job: VisibleJobDetail; org: OrgRow }) {
  const page = usePage();
  const { t, locale } = page;
  const affected = [job.affected_first_name, job.affected_last_name].filter((part) => part !== null).join(' ');
  return (
    <Section id="work" title={t(isOver(job) ? 'portal.job-worked' : 'portal.job-work')}>
      <Facts
        of={[
          { label: t('portal.fact-work'), value: <Lines of={job.description ?? job.title} /> },
          job.price_minor !== null &&
            job.currency !== null && {
              label: t('portal.fact-price'),
              value: formatMoney({ minor: job.price_minor, currency: job.currency }, locale),
              num: true,
            },
          job.site_name !== null && {
            label: t('portal.fact-site'),
            value: placeOf(job, org.country),
          },
          job.access_notes !== null && { label: t('portal.fact-access'), value: <Lines of={job.access_notes} /> },
          affected !== '' && { label: t('portal.fact-affected'), value: affected },
          job.customer_reference !== null && { label: t('portal.fact-reference'), value: job.customer_reference },
          job.repeats !== null && { label: t('portal.fact-repeats'), value: job.repeats },
          job.next_due_on !== null && {
            label: t('portal.fact-next-due'),
            value: formatDayLong(job.next_due_on, locale, todayOn(page)),
          },
          { label: t('portal.fact-number', { ...jobTitles(org, t) }), value: job.number, num: true },
        ]}
      />
    </Section>
  );
}

/** Name and address on one line; a site that is named by its street is named once. */
function placeOf(job: VisibleJobDetail, home: string): string {
  const { site_name, site_line1, site_line2, site_city: city, site_postcode: postcode, site_country: country } = job;
  const lines = [site_name, site_line1 === site_name ? null : site_line1, site_line2];
  return [...lines, townLine({ city, postcode, country }, home)]
    .filter((line) => line !== null && line !== '')
    .join(', ');
}

/** Text with its line breaks kept. */
function Lines({ of }: { of: string }) {
  return (
    <>
      {of.split('\n').map((line, at) => (
        <span key={at} class="block">
          {line}
        </span>
      ))}
    </>
  );
}
