import { paths, withQuery } from '../../kernel/paths.ts';
import type { Money } from '../../kernel/money.ts';
import { Amount, ButtonLink, Count, Empty, Facts, Panel, Time, usePage } from '../../ui/index.ts';
import { excerpt, threadTitle } from '../messages/index.ts';
import { nameOf, type InboxThread, type OfficeThread, type PersonBeside } from './thread.ts';

export interface SideProps {
  readonly thread: OfficeThread;
  readonly people: readonly PersonBeside[];
  readonly balances: readonly Money[];
  readonly nextJob: {
    readonly number: string;
    readonly title: string;
    readonly starts_at: Temporal.Instant | null;
  } | null;
  readonly others: readonly InboxThread[];
  readonly shownPhone: (phone: string) => string;
  readonly jobWord: string;
}

/** Who the customer is and what else is going on with them. */
export function CustomerBeside({ thread, people, balances, nextJob, others, shownPhone, jobWord }: SideProps) {
  const { t } = usePage();
  return (
    <>
      <Panel id="customer" title={t('inbox.customer')}>
        <Facts
          of={[
            {
              label: t('inbox.customer'),
              value: (
                <a href={paths.office.customer(thread.customer_number)}>
                  {thread.customer_name}, {thread.customer_number}
                </a>
              ),
            },
            {
              label: t('inbox.balance'),
              value:
                balances.length === 0
                  ? t('inbox.balance-none')
                  : balances.map((balance) => <Amount key={balance.currency} of={balance} />),
            },
            nextJob !== null && {
              label: t('inbox.next-job'),
              value: (
                <a href={paths.office.job(nextJob.number)}>
                  {nextJob.title}
                  {nextJob.starts_at !== null && (
                    <>
                      , <Time at={nextJob.starts_at} />
                    </>
                  )}
                </a>
              ),
            },
          ]}
        />
      </Panel>
      <Panel id="people" title={t('inbox.people')} flush>
        <ul class="found">
          {people.map((person) => (
            <li key={person.id}>
              <a href={paths.office.contact(thread.customer_number, person.id)}>
                <span class="grow">
                  <b>{nameOf(person)}</b>{' '}
                  <span class="soft block">
                    {[
                      person.takes_part ? t('inbox.takes-part') : person.is_main ? t('inbox.main') : person.position,
                      person.phone === null ? null : shownPhone(person.phone),
                      person.email,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      </Panel>
      {others.length > 0 && <ThreadsPanel id="others" title={t('inbox.others')} threads={others} jobWord={jobWord} />}
    </>
  );
}

/** Threads on a customer's, job's or invoice's record, and the way to a new one. */
export function ThreadsPanel({
  id,
  title,
  threads,
  jobWord,
  newHref,
  empty,
}: {
  id: string;
  title: string;
  threads: readonly InboxThread[];
  jobWord: string;
  newHref?: string | null;
  empty?: string;
}) {
  const { t } = usePage();
  return (
    <Panel
      id={id}
      title={title}
      aside={
        newHref === null || newHref === undefined ? undefined : (
          <ButtonLink icon="plus" href={newHref}>
            {t('inbox.write')}
          </ButtonLink>
        )
      }
      flush
    >
      {threads.length === 0 && empty !== undefined ? (
        <Empty icon="message-square" title={empty} card={false} />
      ) : (
        <ul class="found">
          {threads.map((thread) => (
            <li key={thread.id}>
              <a href={paths.office.thread(thread.id)} data-row>
                <span class="grow">
                  <b>{threadTitle(thread, jobWord, t)}</b>
                  {thread.closed_at !== null && <span class="soft"> · {t('inbox.closed')}</span>}
                  {thread.last_body !== null && <span class="soft block">{excerpt(thread.last_body, 90)}</span>}
                </span>
                {thread.is_unread && <Count of={t('inbox.new')} label={t('inbox.new-label')} fresh />}
                <span class="soft num">
                  <Time at={thread.last_at} />
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Where a message to this customer is written, about this. */
export function writeHref(customer: string, about?: string): string {
  return withQuery(paths.office.newThread, { customer, about });
}
