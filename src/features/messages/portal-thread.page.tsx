import { paths, withQuery } from '../../kernel/paths.ts';
import { Answer, ErrorSummary, PortalShell, usePage, type FieldProblem, type NavItem } from '../../ui/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { jobTitles } from '../visible-jobs/index.ts';
import { aboutText, threadTitle } from './about.ts';
import { Conversation } from './conversation.page.tsx';
import { formProblems, MessageForm } from './message-form.page.tsx';
import type { ShownMessage } from './thread.ts';
import type { VisibleThreadDetail } from './visible-threads.ts';

export interface ThreadPageProps {
  readonly org: OrgRow;
  readonly places: readonly NavItem[];
  readonly thread: VisibleThreadDetail;
  /** The contact who looks, whose own messages say *You*. */
  readonly contactId: string | null;
  /** Null while staff look on: nothing can be written. */
  readonly form: { readonly key: string; readonly body: string } | null;
  readonly problems: readonly FieldProblem[];
  /** Where the one thing of a link is; else the list is the way back. */
  readonly backHref: string | null;
}

const FORM = 'answer';

/** One thread: what was said, and the way to answer. */
export function ThreadPage({ org, places, thread, contactId, form, problems, backHref }: ThreadPageProps) {
  const { t } = usePage();
  const job = jobTitles(org, t).job;
  const title = threadTitle(thread, job, t);
  const here = paths.portal.thread(org.slug, thread.id);
  const oldest = thread.messages[0];
  return (
    <PortalShell title={title} places={places}>
      <Answer
        back={
          backHref === null
            ? { href: paths.portal.messages(org.slug), label: t('messages.title') }
            : { href: backHref, label: aboutText(thread, job, t) ?? t('messages.back') }
        }
        title={title}
        text={<About org={org} thread={thread} />}
      />
      <ErrorSummary problems={formProblems(FORM, problems)} />
      <section class="stack g24" aria-label={t('messages.title')}>
        <Conversation
          messages={thread.messages}
          files={thread.files}
          filePath={(id, size) => paths.portal.messageFile(org.slug, id, size)}
          stream={withQuery(paths.portal.live(org.slug), {
            thread: thread.id,
            at: String(Math.max(thread.office_position, thread.customer_position)),
          })}
          olderHref={thread.hasOlder && oldest !== undefined ? withQuery(here, { before: oldest.id }) : null}
          isMine={({ side }) => side === 'customer'}
          writer={(message) => writerOf(message, contactId, org, t)}
          after={thread.closed_at !== null && <p class="soft mid">{t('messages.closed-text')}</p>}
        />
        {form !== null && (
          <MessageForm
            name={FORM}
            action={here}
            refreshes="thread"
            formKey={form.key}
            label={t('messages.your-answer')}
            body={form.body}
            button={t('messages.send')}
            problems={problems}
          />
        )}
      </section>
    </PortalShell>
  );
}

/** A link to what the thread is about, where the title doesn't name it already. */
function About({ org, thread }: { org: OrgRow; thread: VisibleThreadDetail }) {
  const { t } = usePage();
  const text = aboutText(thread, jobTitles(org, t).job, t);
  if (text === null) return <>{t('messages.answer-soon')}</>;
  const href =
    thread.job_number === null
      ? paths.portal.invoice(org.slug, thread.invoice_number ?? '')
      : paths.portal.job(org.slug, thread.job_number);
  return (
    <a href={href}>
      {text}
      {thread.job_title !== null && `, ${thread.job_title}`}
    </a>
  );
}

function writerOf(
  message: ShownMessage,
  contactId: string | null,
  org: OrgRow,
  t: ReturnType<typeof usePage>['t'],
): string {
  if (message.side === 'office') {
    return message.writer_name === null ? org.name : t('messages.of-office', { name: message.writer_name });
  }
  if (contactId !== null && message.contact_id === contactId) return t('messages.you');
  return message.writer_name ?? t('messages.somebody');
}
