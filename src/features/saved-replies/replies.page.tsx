import { paths } from '../../kernel/paths.ts';
import {
  Button,
  ButtonForm,
  Empty,
  ErrorSummary,
  Form,
  FormGroup,
  Panel,
  problemOf,
  Savebar,
  SelectField,
  TextArea,
  TextField,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { SettingsShell } from '../settings/index.ts';
import { MOST_BODY, MOST_NAME, REPLY_TAGS, type SavedReply } from './reply.ts';

export interface MessageSettingsProps {
  readonly frame: OfficeFrame;
  readonly notice: { readonly choice: string; readonly minutes: string };
  readonly replies: readonly SavedReply[];
  /** The reply whose form came back, null for the new one. */
  readonly typed: { readonly id: string | null; readonly name: string; readonly body: string } | null;
  readonly problems: readonly FieldProblem[];
}

const NOTICES = ['off', 'email', 'sms', 'email_else_sms', 'sms_else_email'] as const;
const part = (name: string) => paths.office.settingsPart('messages', name);

/** Whether customers are told of answers, and the replies that are kept for the next time. */
export function MessageSettingsPage(props: MessageSettingsProps) {
  const { t } = usePage();
  const { frame, notice, replies, problems, typed } = props;
  return (
    <SettingsShell frame={frame} page="messages">
      <ErrorSummary problems={problems} />
      <Form action={part('notices')} class="stack">
        <FormGroup title={t('replies.notice-title')} text={t('replies.notice-text')}>
          <SelectField
            name="answer_notice"
            label={t('replies.notice')}
            value={notice.choice}
            options={NOTICES.map((choice) => ({ value: choice, label: t(`replies.notice-${choice}`) }))}
            error={problemOf(problems, 'answer_notice')}
          />
          <TextField
            name="answer_notice_minutes"
            label={t('replies.notice-minutes')}
            hint={t('replies.notice-minutes-hint')}
            inputMode="numeric"
            short
            value={notice.minutes}
            error={problemOf(problems, 'answer_notice_minutes')}
          />
        </FormGroup>
        <Savebar>
          <Button kind="main">{t('replies.notice-save')}</Button>
        </Savebar>
      </Form>
      <Panel id="replies" title={t('replies.title')}>
        <div class="stack g24">
          <p class="soft">
            {t('replies.tags')}{' '}
            {REPLY_TAGS.map((name) => (
              <span key={name}>
                <code>{`{{ ${name} }}`}</code>{' '}
              </span>
            ))}
          </p>
          {replies.length === 0 && <Empty icon="message-square" title={t('replies.none')} card={false} />}
          {replies.map((reply) => (
            <ReplyForm
              key={reply.id}
              id={reply.id}
              reply={typed?.id === reply.id ? typed : reply}
              problems={typed?.id === reply.id ? problems : []}
            />
          ))}
          <h3>{t('replies.new')}</h3>
          <ReplyForm
            id={null}
            reply={typed !== null && typed.id === null ? typed : { name: '', body: '' }}
            problems={typed !== null && typed.id === null ? problems : []}
          />
        </div>
      </Panel>
    </SettingsShell>
  );
}

function ReplyForm({
  id,
  reply,
  problems,
}: {
  id: string | null;
  reply: { readonly name: string; readonly body: string };
  problems: readonly FieldProblem[];
}) {
  const { t } = usePage();
  const isOpen = id === null || problems.length > 0;
  const suffix = id ?? 'new';
  const fields = (
    <div class="stack g12">
      <Form action={part(id === null ? 'replies' : `reply`)} class="stack g12">
        {id !== null && <input type="hidden" name="id" value={id} />}
        <TextField
          name="name"
          id={problems.length > 0 ? undefined : `name-${suffix}`}
          label={t('replies.name')}
          value={reply.name}
          maxLength={MOST_NAME}
          error={problemOf(problems, 'name')}
        />
        <TextArea
          name="body"
          id={problems.length > 0 ? undefined : `body-${suffix}`}
          label={t('replies.body')}
          value={reply.body}
          rows={5}
          most={MOST_BODY}
          error={problemOf(problems, 'body')}
        />
        <div class="row">
          <Button>{t(id === null ? 'replies.add' : 'replies.save')}</Button>
        </div>
      </Form>
      {id !== null && (
        <ButtonForm action={part('reply-deletion')} fields={{ id }}>
          <Button kind="danger" icon="trash-2">
            {t('replies.delete')}
          </Button>
        </ButtonForm>
      )}
    </div>
  );
  if (id === null) return fields;
  return (
    <details open={isOpen}>
      <summary>{reply.name}</summary>
      {fields}
    </details>
  );
}
