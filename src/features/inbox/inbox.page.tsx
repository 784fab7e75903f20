import { paths } from '../../kernel/paths.ts';
import {
  ButtonLink,
  Count,
  Empty,
  OfficeShell,
  Pages,
  SavedFilters,
  SplitList,
  SplitView,
  Tabs,
  Time,
  usePage,
  type Children,
  type OfficeFrame,
} from '../../ui/index.ts';
import { aboutText, excerpt, threadTitle } from '../messages/index.ts';
import { inboxHref, threadHref, type InboxAsked } from './asked.ts';
import type { InboxThread } from './thread.ts';

export interface InboxProps {
  readonly frame: OfficeFrame;
  readonly asked: InboxAsked;
  readonly threads: readonly InboxThread[];
  readonly newer: string | undefined;
  readonly older: string | undefined;
  readonly mayWrite: boolean;
  readonly jobWord: string;
}

/** The inbox, with the open thread beside it. */
export function InboxPage({
  title,
  current,
  children,
  ...list
}: InboxProps & { title?: string; current?: string; children?: Children }) {
  const { t } = usePage();
  return (
    <OfficeShell title={title ?? t('inbox.title')} frame={list.frame} split>
      {children === undefined && <h1 class="vh">{t('inbox.title')}</h1>}
      <SavedFilters of={list.frame.list} mayShare={list.frame.create.length > 0} />
      <SplitView
        list={<ThreadList {...list} current={current} />}
        back={inboxHref(paths.office.messages, list.asked)}
        idle={
          list.threads.length > 0 && (
            <Empty icon="message-square" title={t('inbox.pick-title')} text={t('inbox.pick-text')} />
          )
        }
      >
        {children}
      </SplitView>
    </OfficeShell>
  );
}

function ThreadList({
  asked,
  threads,
  newer,
  older,
  mayWrite,
  jobWord,
  current,
}: InboxProps & { current?: string | undefined }) {
  const { t } = usePage();
  const list = paths.office.messages;
  return (
    <SplitList
      id="inbox"
      title={t('inbox.title')}
      search={{ action: list, value: asked.q, placeholder: t('inbox.find'), keep: kept(asked) }}
      filters={<Filters asked={asked} />}
      live={paths.office.live}
      items={threads.map((thread) => ({
        href: threadHref(thread.id, asked),
        title: thread.customer_name,
        current: thread.id === current,
        fresh: thread.is_unread,
        end: <Time at={thread.last_at} />,
        text: (
          <>
            {thread.is_unread && <span class="vh">{t('inbox.unread-label')} </span>}
            {threadTitle(thread, jobWord, t)}
            {thread.subject !== null && thread.subject_kind !== null && ` · ${aboutText(thread, jobWord, t) ?? ''}`}
            {thread.last_body !== null && (
              <span class="block">
                {thread.last_side === 'office' && `${t('inbox.us')} `}
                {excerpt(thread.last_body, 80)}
              </span>
            )}
          </>
        ),
        textEnd: (
          <>
            {thread.is_new_to_me && <Count of={t('inbox.new')} label={t('inbox.new-label')} fresh={thread.is_unread} />}
            {thread.assigned_name !== null && <span class="block">{thread.assigned_name.split(' ')[0]}</span>}
          </>
        ),
      }))}
      empty={<NoThreads asked={asked} mayWrite={mayWrite} />}
      pages={<Pages label={t('inbox.title')} newer={newer} older={older} />}
    />
  );
}

function kept({ state, who, unread }: InboxAsked): Record<string, string> {
  return {
    ...(state === 'closed' ? { state } : {}),
    ...(who === 'all' ? {} : { who }),
    ...(unread ? { unread: '1' } : {}),
  };
}

function Filters({ asked }: { asked: InboxAsked }) {
  const { t } = usePage();
  const href = (change: Partial<InboxAsked>) => inboxHref(paths.office.messages, asked, change);
  const { state, who, unread } = asked;
  return (
    <>
      <Tabs
        label={t('inbox.filter-state')}
        of={[
          {
            href: href({ state: 'open', unread: false }),
            label: t('inbox.open'),
            current: state === 'open' && !unread,
          },
          {
            href: href({ state: 'open', unread: true }),
            label: t('inbox.unread'),
            current: state === 'open' && unread,
          },
          { href: href({ state: 'closed', unread: false }), label: t('inbox.closed'), current: state === 'closed' },
        ]}
      />
      <Tabs
        label={t('inbox.filter-who')}
        of={(['all', 'mine', 'nobody'] as const).map((one) => ({
          href: href({ who: one }),
          label: t(`inbox.who-${one}`),
          current: who === one,
        }))}
      />
    </>
  );
}

function NoThreads({ asked, mayWrite }: { asked: InboxAsked; mayWrite: boolean }) {
  const { t } = usePage();
  const isWhole = asked.q === '' && asked.state === 'open' && asked.who === 'all' && !asked.unread;
  if (!isWhole) {
    return (
      <Empty icon="search-x" title={t('inbox.none-fit')} card={false}>
        <ButtonLink href={paths.office.messages}>{t('inbox.show-all')}</ButtonLink>
      </Empty>
    );
  }
  return (
    <Empty icon="message-square" title={t('inbox.none')} text={t('inbox.none-text')} card={false}>
      {mayWrite && <ButtonLink href={paths.office.customers}>{t('inbox.to-customers')}</ButtonLink>}
    </Empty>
  );
}
