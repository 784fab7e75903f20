import { paths, withQuery } from '../../kernel/paths.ts';
import {
  Banner,
  Button,
  ButtonForm,
  Chip,
  Columns,
  ErrorSummary,
  Form,
  OfficeHead,
  SelectField,
  Stack,
  usePage,
  type Children,
  type FieldProblem,
} from '../../ui/index.ts';
import { aboutText, Conversation, formProblems, MessageForm, threadTitle } from '../messages/index.ts';
import { inboxHref } from './asked.ts';
import { InboxPage, type InboxProps } from './inbox.page.tsx';
import type { OfficeThread } from './thread.ts';

export interface Writing {
  readonly key: string;
  readonly body: string;
  readonly problems: readonly FieldProblem[];
}

export interface OfficeThreadProps {
  readonly list: InboxProps;
  readonly thread: OfficeThread;
  readonly staff: readonly { readonly id: string; readonly name: string }[];
  readonly savedReplies: readonly { readonly id: string; readonly name: string }[];
  readonly answer: Writing;
  readonly note: Writing;
  /** Opens the thread as the customer sees it. */
  readonly customersView: Children;
  /** Who the customer is, drawn beside the messages. */
  readonly side: Children;
}

const ANSWER = 'answer';
const NOTE = 'note';

/** One thread in the office: messages and notes, the answer, and the customer beside it. */
export function OfficeThreadPage(props: OfficeThreadProps) {
  const { t } = usePage();
  const { list, thread, answer, note } = props;
  const title = threadTitle(thread, list.jobWord, t);
  const here = inboxHref(paths.office.thread(thread.id), list.asked);
  const oldest = thread.messages[0];
  return (
    <InboxPage {...list} title={`${title}, ${thread.customer_name}`} current={thread.id}>
      <OfficeHead title={title} meta={<Meta {...props} />} actions={<Actions {...props} />} />
      <ErrorSummary problems={[...formProblems(ANSWER, answer.problems), ...formProblems(NOTE, note.problems)]} />
      {thread.customer_archived_at !== null && <Banner tone="warn">{t('inbox.customer-archived')}</Banner>}
      <Columns>
        <Stack gap={24}>
          <Conversation
            messages={thread.messages}
            files={thread.files}
            filePath={paths.office.messageFile}
            stream={withQuery(paths.office.live, { thread: thread.id, at: String(thread.last_position) })}
            olderHref={thread.hasOlder && oldest !== undefined ? withQuery(here, { before: oldest.id }) : null}
            isMine={({ side }) => side === 'office'}
            writer={({ writer_name }) => writer_name ?? t('messages.somebody')}
          />
          {list.mayWrite && <AnswerForm {...props} />}
          {list.mayWrite && <NoteForm {...props} />}
        </Stack>
        <Stack gap={24}>{props.side}</Stack>
      </Columns>
    </InboxPage>
  );
}

function Meta({ thread, list }: OfficeThreadProps) {
  const { t } = usePage();
  const about = aboutText(thread, list.jobWord, t);
  return (
    <>
      {thread.closed_at !== null && <Chip icon="check">{t('inbox.closed')}</Chip>}
      <span class="soft small">
        <a href={paths.office.customer(thread.customer_number)}>
          {thread.customer_name}, {thread.customer_number}
        </a>
        {about !== null && ' · '}
        {about !== null && thread.job_number !== null && <a href={paths.office.job(thread.job_number)}>{about}</a>}
        {about !== null && thread.invoice_id !== null && <a href={paths.office.invoice(thread.invoice_id)}>{about}</a>}
      </span>
    </>
  );
}

function Actions({ thread, list, staff, customersView }: OfficeThreadProps) {
  const { t } = usePage();
  const isOpen = thread.closed_at === null;
  return (
    <>
      {customersView}
      {list.mayWrite && (
        <Form action={paths.office.threadPart(thread.id, 'assignment')} class="row g8">
          <SelectField
            name="staff"
            label={t('inbox.assigned-to')}
            labelHidden
            short
            value={thread.assigned_staff_id ?? ''}
            options={[
              { value: '', label: t('inbox.assigned-nobody') },
              ...staff.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <Button>{t('inbox.assign')}</Button>
        </Form>
      )}
      {list.mayWrite && (
        <ButtonForm action={paths.office.threadPart(thread.id, isOpen ? 'closing' : 'reopening')}>
          <Button icon={isOpen ? 'check' : 'rotate-ccw'}>{t(isOpen ? 'inbox.close' : 'inbox.reopen')}</Button>
        </ButtonForm>
      )}
    </>
  );
}

function AnswerForm({ thread, answer, savedReplies }: OfficeThreadProps) {
  const { t } = usePage();
  return (
    <MessageForm
      name={ANSWER}
      action={paths.office.thread(thread.id)}
      refreshes="thread inbox-live"
      formKey={answer.key}
      label={t('inbox.answer')}
      body={answer.body}
      button={t('inbox.send')}
      problems={answer.problems}
      beside={<SavedReplyPicker replies={savedReplies} />}
    />
  );
}

/** Puts a saved reply into the text: a choice and a button, so it needs no script. */
export function SavedReplyPicker({ replies }: { replies: OfficeThreadProps['savedReplies'] }) {
  const { t } = usePage();
  if (replies.length === 0) return null;
  return (
    <div class="row g8 end">
      <SelectField
        name="reply"
        label={t('inbox.saved-reply')}
        labelHidden
        short
        value=""
        options={[
          { value: '', label: t('inbox.saved-reply') },
          ...replies.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Button name="insert" value="1">
        {t('inbox.insert')}
      </Button>
    </div>
  );
}

function NoteForm({ thread, note }: OfficeThreadProps) {
  const { t } = usePage();
  return (
    <details class="note-box" open={note.problems.length > 0}>
      <summary>{t('inbox.note-open')}</summary>
      <div class="write note-form">
        <MessageForm
          name={NOTE}
          kind="plain"
          action={paths.office.threadPart(thread.id, 'notes')}
          refreshes="thread"
          formKey={note.key}
          label={t('inbox.note')}
          hint={t('inbox.note-hint')}
          body={note.body}
          button={t('inbox.note-save')}
          problems={note.problems}
        />
      </div>
    </details>
  );
}
