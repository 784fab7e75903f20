import { paths, withQuery } from '../../kernel/paths.ts';
import {
  Button,
  ButtonForm,
  ButtonLink,
  Empty,
  Icon,
  OfficeHead,
  OfficeShell,
  Pages,
  Panel,
  Tabs,
  Time,
  usePage,
  type IconName,
  type OfficeFrame,
} from '../../ui/index.ts';
import { isNoticeKind, type NoticeKind, type NoticeLine } from './notice.ts';
import { noticeWords } from './words.ts';

const ICONS: Readonly<Record<NoticeKind, IconName>> = {
  message: 'messages-square',
  details: 'user-pen',
  change_stopped: 'shield-alert',
  colleague: 'circle-user',
  link_asked: 'refresh-cw',
  delivery: 'mail-x',
  overdue: 'receipt-text',
  link_ending: 'alarm-clock',
  pin_dead: 'key-round',
  braked: 'shield-alert',
  import: 'file-spreadsheet',
  bulk_permissions: 'users',
  joined: 'user-check',
};

export interface NoticesPageProps {
  readonly frame: OfficeFrame;
  readonly show: 'unread' | 'all';
  readonly rows: readonly NoticeLine[];
  readonly newer: string | undefined;
  readonly older: string | undefined;
}

/** What the office was told, newest first. */
export function NoticesPage({ frame, show, rows, newer, older }: NoticesPageProps) {
  const { t } = usePage();
  const unread = rows.some((row) => row.readAt === null);
  return (
    <OfficeShell title={t('notices.title')} frame={frame}>
      <OfficeHead
        title={t('notices.title')}
        actions={
          <>
            {unread && (
              <ButtonForm action={paths.office.noticesPart('read')}>
                <Button icon="check">{t('notices.read-all')}</Button>
              </ButtonForm>
            )}
            <ButtonLink href={paths.office.noticesPart('choices')} icon="settings">
              {t('notices.choose')}
            </ButtonLink>
          </>
        }
      />
      <Tabs
        label={t('notices.show')}
        of={[
          { href: paths.office.notices, label: t('notices.unread'), current: show === 'unread' },
          {
            href: withQuery(paths.office.notices, { show: 'all' }),
            label: t('notices.all'),
            current: show === 'all',
          },
        ]}
      />
      {rows.length === 0 ? (
        <Empty icon="bell" title={t(`notices.none-${show}`)} text={t('notices.none-text')} />
      ) : (
        <Panel id="notices" title={t(`notices.${show}`)} flush>
          <ul class="notices">
            {rows.map((row) => (
              <NoticeItem key={row.id} row={row} />
            ))}
          </ul>
        </Panel>
      )}
      <Pages newer={newer} older={older}>
        <span class="soft">{t('notices.kept')}</span>
      </Pages>
    </OfficeShell>
  );
}

function NoticeItem({ row }: { row: NoticeLine }) {
  const { t } = usePage();
  const text = noticeWords(row, t);
  return (
    <li data-row class={row.readAt === null ? 'unread' : undefined}>
      <Icon name={isNoticeKind(row.kind) ? ICONS[row.kind] : 'info'} />
      <a class="grow" href={paths.office.notice(row.id)}>
        {text}
        {row.readAt === null && <span class="vh"> {t('notices.is-unread')}</span>}
      </a>
      <span class="soft nowrap">
        <Time at={row.lastAt} relative />
      </span>
      {row.readAt === null ? (
        <ButtonForm action={paths.office.noticePart(row.id, 'read')}>
          <button class="btn quiet icon-only" type="submit" aria-label={t('notices.read-one', { text })}>
            <Icon name="check" />
          </button>
        </ButtonForm>
      ) : (
        <span />
      )}
    </li>
  );
}
