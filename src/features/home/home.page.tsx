import { paths } from '../../kernel/paths.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { todayOn, usePage } from '../../ui/context.tsx';
import { formatDayLong, formatMoney } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Answer, Card, Section } from '../../ui/layout.tsx';
import { GoLink, Lines, Todo } from '../../ui/lists.tsx';
import { PortalShell, type NavItem } from '../../ui/portal-shell.tsx';
import { Leaf } from '../../ui/time.tsx';
import type { OrgRow } from '../sessions/index.ts';
import { invoiceDueMinor, invoiceState } from '../invoices/index.ts';
import { TransferDetails, type VisibleInvoice } from '../visible-papers/index.ts';
import { jobAnswer, JobChip, jobDay, jobTitles, JobWhen, jobWords, type VisibleJob } from '../visible-jobs/index.ts';

import { excerpt, threadTitle, ThreadLink, type VisibleThread } from '../messages/index.ts';

export interface HomePageProps {
  readonly org: OrgRow;
  readonly places: readonly NavItem[];
  readonly customer: { readonly name: string; readonly number: string };
  /** Null when jobs are closed to this visitor. */
  readonly jobs: { readonly coming: readonly VisibleJob[]; readonly past: readonly VisibleJob[] } | null;
  /** Null when invoices are closed to this visitor. */
  readonly money: Money | null;
  /** The newest; none when messages are closed to this visitor. */
  readonly threads: readonly VisibleThread[];
}

interface Money {
  /** In words. */
  readonly balance: string;
  readonly isOwing: boolean;
  /** The first few, longest due first. */
  readonly unpaid: readonly VisibleInvoice[];
  readonly unpaidCount: number;
}

/** When somebody comes, what is to be done, what is owed: the page that answers without a click. */
export function HomePage({ org, places, customer, jobs, money, threads }: HomePageProps) {
  const { t } = usePage();
  return (
    <PortalShell title={t('access.place-home')} places={places}>
      {jobs === null ? (
        <Answer title={money?.balance ?? t('portal.home-hello', { name: customer.name })} />
      ) : (
        <NextVisit org={org} coming={jobs.coming} />
      )}
      <AnswersToRead org={org} threads={threads.filter((thread) => thread.is_unread)} />
      {money !== null && money.isOwing && money.unpaid.length > 0 && (
        <ToDo org={org} money={money} customerNumber={customer.number} />
      )}
      {money !== null && jobs !== null && (
        <Section id="balance" title={t('portal.home-balance')}>
          <Card flush>
            <Lines boxed>
              <li>
                <GoLink
                  href={paths.portal.invoices(org.slug)}
                  icon="banknote"
                  title={money.balance}
                  text={t('portal.home-balance-text')}
                />
              </li>
            </Lines>
          </Card>
        </Section>
      )}
      {jobs !== null && jobs.coming.length + jobs.past.length > 0 && <ComingAndPast org={org} {...jobs} />}
      <LatestMessages org={org} threads={threads} />
    </PortalShell>
  );
}

/** What the office answered and nobody here has read. */
function AnswersToRead({ org, threads }: { org: OrgRow; threads: readonly VisibleThread[] }) {
  const { t } = usePage();
  if (threads.length === 0) return null;
  const job = jobTitles(org, t).job;
  return (
    <Section id="answers" title={t('messages.unread-title', { count: threads.length })} card>
      <Lines class="todo">
        {threads.map((thread) => (
          <Todo
            key={thread.id}
            icon="mail"
            title={threadTitle(thread, job, t)}
            text={thread.last_body === null ? undefined : excerpt(thread.last_body)}
            action={<ButtonLink href={paths.portal.thread(org.slug, thread.id)}>{t('messages.todo-open')}</ButtonLink>}
          />
        ))}
      </Lines>
    </Section>
  );
}

function LatestMessages({ org, threads }: { org: OrgRow; threads: readonly VisibleThread[] }) {
  const { t } = usePage();
  if (threads.length === 0) return null;
  const all = (
    <a class="mid" href={paths.portal.messages(org.slug)}>
      {t('messages.all')}
    </a>
  );
  return (
    <Section id="messages" title={t('messages.latest')} aside={all}>
      <Card flush>
        <Lines boxed>
          {threads.map((thread) => (
            <li key={thread.id}>
              <ThreadLink org={org} thread={thread} />
            </li>
          ))}
        </Lines>
      </Card>
    </Section>
  );
}

/** The first job that has a time or is going on. */
function nextOf(coming: readonly VisibleJob[]): VisibleJob | undefined {
  return (
    coming.find((job) => job.step === 'on_the_way' || job.step === 'arrived' || job.step === 'in_progress') ??
    coming.find((job) => job.starts_at !== null)
  );
}

function NextVisit({ org, coming }: { org: OrgRow; coming: readonly VisibleJob[] }) {
  const { t, locale, now, org: view } = usePage();
  const next = nextOf(coming);
  const phone = view?.phone?.shown ?? null;
  const words = jobWords(org, t);
  if (next === undefined) {
    const waiting = coming.length > 0 ? t('portal.home-waiting', { count: coming.length, ...words }) : null;
    const ring = phone === null ? null : t('portal.home-ring', { phone });
    return (
      <Answer
        title={t('portal.home-nothing')}
        text={[waiting, ring].filter((part) => part !== null).join(' ') || undefined}
      />
    );
  }
  const answer = jobAnswer(next, [], phone, { t, locale, now, orgZone: org.time_zone });
  const day = jobDay(next);
  const place = next.site_name;
  return (
    <section class="visit" aria-labelledby="next-visit">
      {day === null ? <Icon name="truck" /> : <Leaf on={day} size="big" />}
      <div class="stack g8">
        <h1 id="next-visit">{answer.title}</h1>
        <p class="mid soft">
          {place === null
            ? t('portal.home-what', { title: next.title })
            : t('portal.home-what-where', { title: next.title, place })}
          {answer.text !== null && ` ${answer.text}`}
        </p>
      </div>
      <div class="row g8">
        <ButtonLink href={paths.portal.job(org.slug, next.number)}>{t('portal.see-job', { ...words })}</ButtonLink>
      </div>
    </section>
  );
}

function ToDo({ org, money, customerNumber }: { org: OrgRow; money: Money; customerNumber: string }) {
  const { t } = usePage();
  const { unpaid, unpaidCount } = money;
  const [only] = unpaid;
  const reference =
    unpaidCount === 1 && only !== undefined ? t('paper.invoice-reference', { number: only.number }) : customerNumber;
  return (
    <Section
      id="to-do"
      title={t('portal.home-to-do')}
      aside={<span class="small soft">{t('portal.home-things', { count: unpaidCount })}</span>}
      card
    >
      <Lines class="todo">
        {unpaid.map((invoice) => (
          <UnpaidTodo key={invoice.id} org={org} invoice={invoice} />
        ))}
      </Lines>
      {unpaidCount > unpaid.length && (
        <p>
          <a href={paths.portal.invoices(org.slug)}>{t('portal.home-all-unpaid', { count: unpaidCount })}</a>
        </p>
      )}
      <details class="noprint">
        <summary>
          <Icon name="chevron-down" />
          {t('portal.home-transfer')}
        </summary>
        <TransferDetails org={org} reference={reference} />
      </details>
    </Section>
  );
}

function UnpaidTodo({ org, invoice }: { org: OrgRow; invoice: VisibleInvoice }) {
  const page = usePage();
  const { t, locale } = page;
  const today = todayOn(page);
  const { number, currency, due_on } = invoice;
  const amount = formatMoney({ minor: invoiceDueMinor(invoice), currency }, locale);
  const isOverdue = invoiceState(invoice, today) === 'overdue';
  const day = formatDayLong(due_on, locale, today);
  return (
    <Todo
      icon={isOverdue ? 'circle-alert' : 'receipt-text'}
      title={t('portal.todo-pay', { amount })}
      text={t(isOverdue ? 'portal.todo-overdue' : 'portal.todo-due', { number, day })}
      action={<ButtonLink href={paths.portal.invoice(org.slug, number)}>{t('portal.todo-see', { number })}</ButtonLink>}
    />
  );
}

function ComingAndPast({
  org,
  coming,
  past,
}: {
  org: OrgRow;
  coming: readonly VisibleJob[];
  past: readonly VisibleJob[];
}) {
  const { t } = usePage();
  const all = (
    <a class="mid" href={paths.portal.jobs(org.slug)}>
      {t('portal.all-jobs', { ...jobWords(org, t) })}
    </a>
  );
  return (
    <Section id="coming" title={t('portal.home-coming-past')} aside={all}>
      <Card flush>
        <Lines boxed>
          {coming.map((job) => (
            <li key={job.id}>
              <JobLink org={org} job={job} />
            </li>
          ))}
          {past.map((job) => (
            <li key={job.id}>
              <JobLink org={org} job={job} past />
            </li>
          ))}
        </Lines>
      </Card>
    </Section>
  );
}

function JobLink({ org, job, past }: { org: OrgRow; job: VisibleJob; past?: boolean }) {
  const { t } = usePage();
  const day = jobDay(job) ?? job.next_due_on;
  return (
    <GoLink
      href={paths.portal.job(org.slug, job.number)}
      start={
        day === null ? (
          <span class="leaf no-day">
            <Icon name="clipboard-list" />
          </span>
        ) : (
          <Leaf on={day} past={past} before={jobDay(job) === null ? t('portal.by') : undefined} />
        )
      }
      title={job.title}
      text={
        <>
          <JobWhen job={job} />
          {job.engineer !== null && `, ${job.engineer}`}
          {job.repeats !== null && past !== true && ` · ${job.repeats}`}
          <span class="block">
            <JobChip job={job} />
          </span>
        </>
      }
    />
  );
}
