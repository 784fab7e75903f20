import { classes } from '../../ui/class-names.ts';
import {
  Chip,
  formatDayFull,
  formatTime,
  LiveRegion,
  todayOn,
  usePage,
  type Children,
  type PageContext,
} from '../../ui/index.ts';
import { FileList, type FilePath, type MessageFile } from '../message-files/index.ts';
import { MessageText } from './message-text.tsx';
import type { ShownMessage } from './thread.ts';

export interface ConversationProps {
  readonly messages: readonly ShownMessage[];
  readonly files: readonly MessageFile[];
  readonly filePath: FilePath;
  /** Where the screen is told of changes. */
  readonly stream: string;
  /** Where older messages are, if there are any. */
  readonly olderHref: string | null;
  /** Whether a message is the reader's own side's, and who wrote it. */
  readonly isMine: (message: ShownMessage) => boolean;
  readonly writer: (message: ShownMessage) => string;
  /** Below the last message: whether it is closed, and the like. */
  readonly after?: Children;
}

/** The messages of a thread, oldest first and by day, drawn anew by itself when something comes. */
export function Conversation({ messages, files, olderHref, stream, after, ...props }: ConversationProps) {
  const page = usePage();
  const { t } = page;
  return (
    <LiveRegion id="thread" stream={stream}>
      {olderHref !== null && (
        <p class="mid">
          <a href={olderHref}>{t('messages.older')}</a>
        </p>
      )}
      <ol class="thread" aria-label={t('messages.conversation')}>
        {messages.map((message, at) => (
          <Row
            key={message.id}
            message={message}
            files={files.filter((file) => file.message_id === message.id)}
            day={newDay(page, message, messages[at - 1])}
            {...props}
          />
        ))}
      </ol>
      <div id="latest" />
      {after}
    </LiveRegion>
  );
}

/** The day a message begins, when the one before is of another. */
function newDay(page: PageContext, message: ShownMessage, before: ShownMessage | undefined): string | null {
  const dayOf = ({ sent_at }: ShownMessage) => sent_at.toZonedDateTimeISO(page.timeZone).toPlainDate();
  const day = dayOf(message);
  if (before !== undefined && dayOf(before).equals(day)) return null;
  const written = formatDayFull(day, page.locale);
  return day.equals(todayOn(page)) ? page.t('messages.today', { day: written }) : written;
}

function Row({
  message,
  files,
  day,
  filePath,
  isMine,
  writer,
}: Pick<ConversationProps, 'files' | 'filePath' | 'isMine' | 'writer'> & {
  message: ShownMessage;
  day: string | null;
}) {
  const { t, timeZone, locale } = usePage();
  const { id, sent_at, internal, body } = message;
  return (
    <>
      {day !== null && (
        <li class="daymark" id={`day-of-${id}`}>
          {day}
        </li>
      )}
      <li class={classes('msg', internal ? 'note' : isMine(message) && 'mine')} id={`m-${id}`}>
        <header>
          <b>{writer(message)}</b>
          <time dateTime={sent_at.toString({ smallestUnit: 'second' })}>{formatTime(sent_at, timeZone, locale)}</time>
          {internal && (
            <Chip tone="warn" icon="lock">
              {t('messages.note-chip')}
            </Chip>
          )}
        </header>
        <MessageText of={body} />
        <FileList files={files} path={filePath} />
      </li>
    </>
  );
}
