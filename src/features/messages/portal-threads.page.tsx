import { paths } from '../../kernel/paths.ts';
import {
  Answer,
  ButtonLink,
  Card,
  Count,
  Empty,
  GoLink,
  Lines,
  LiveRegion,
  Pages,
  PortalShell,
  Time,
  usePage,
  type NavItem,
} from '../../ui/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { jobTitles } from '../visible-jobs/index.ts';
import { aboutText, threadTitle } from './about.ts';
import { excerpt } from './thread.ts';
import type { VisibleThread } from './visible-threads.ts';

export interface ThreadsPageProps {
  readonly org: OrgRow;
  readonly places: readonly NavItem[];
  readonly threads: readonly VisibleThread[];
  readonly unread: number;
  readonly newer: string | undefined;
  readonly older: string | undefined;
  readonly mayWrite: boolean;
}

/** All threads of the visitor, the newest first. */
export function ThreadsPage({ org, places, threads, unread, newer, older, mayWrite }: ThreadsPageProps) {
  const { t, org: view } = usePage();
  const phone = view?.phone?.shown;
  const isFirst = newer === undefined;
  return (
    <PortalShell title={t('messages.title')} places={places}>
      <LiveRegion id="threads" stream={paths.portal.live(org.slug)}>
        <Answer
          title={unread > 0 ? t('messages.unread-title', { count: unread }) : t('messages.title')}
          text={phone === undefined ? t('messages.answer-soon') : t('messages.answer-soon-ring', { phone })}
        >
          {mayWrite && (
            <ButtonLink kind="main" icon="message-circle-question-mark" href={paths.portal.newThread(org.slug)}>
              {t('messages.ask')}
            </ButtonLink>
          )}
        </Answer>
        {threads.length === 0 && isFirst ? (
          <Empty icon="message-square" title={t('messages.none')} text={t('messages.none-text')} />
        ) : (
          <Card flush>
            <Lines boxed>
              {threads.map((thread) => (
                <li key={thread.id}>
                  <ThreadLink org={org} thread={thread} />
                </li>
              ))}
            </Lines>
          </Card>
        )}
        <Pages newer={newer} older={older} label={t('messages.title')} />
      </LiveRegion>
    </PortalShell>
  );
}

/** One thread as a row: what it is about, what was said last, and whether it waits to be read. */
export function ThreadLink({ org, thread }: { org: OrgRow; thread: VisibleThread }) {
  const { t } = usePage();
  const job = jobTitles(org, t).job;
  const about = thread.subject === null ? null : aboutText(thread, job, t);
  return (
    <GoLink
      href={paths.portal.thread(org.slug, thread.id)}
      icon={thread.is_unread ? 'mail' : 'message-square'}
      title={
        <>
          {threadTitle(thread, job, t)}
          {thread.is_unread && (
            <>
              {' '}
              <Count of={t('messages.new')} label={t('messages.new-label')} fresh />
            </>
          )}
        </>
      }
      text={
        <>
          {about !== null && `${about} · `}
          <Time at={thread.last_at} />
          {thread.closed_at !== null && ` · ${t('messages.closed')}`}
          {thread.last_body !== null && (
            <span class="block">
              {t('messages.last', { writer: lastWriter(thread, org, t), text: excerpt(thread.last_body) })}
            </span>
          )}
        </>
      }
    />
  );
}

function lastWriter(thread: VisibleThread, org: OrgRow, t: ReturnType<typeof usePage>['t']): string {
  if (thread.last_writer !== null) return thread.last_writer;
  return thread.last_side === 'office' ? org.name : t('messages.somebody');
}
