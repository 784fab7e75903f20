import { Button, Form, problemOf, TextArea, usePage, type Children, type FieldProblem } from '../../ui/index.ts';
import { FILES_FIELD, FilesPicker } from '../message-files/index.ts';

export interface MessageFormProps {
  readonly action: string;
  /** Tells this form from others of the page, and under which its draft is kept. */
  readonly name: string;
  /** What is drawn anew after sending, besides the form itself; a new page is gone to when there is none. */
  readonly refreshes?: string | undefined;
  readonly formKey: string;
  readonly label: string;
  readonly body: string;
  readonly button: string;
  readonly problems: readonly FieldProblem[];
  /** Fields above the text. */
  readonly above?: Children;
  /** Beside the button. */
  readonly beside?: Children;
  readonly hint?: Children;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly kind?: 'main' | 'plain' | undefined;
}

/** A form that sends a message: text and files, sent once, kept until it has arrived. */
export function MessageForm(props: MessageFormProps) {
  const { t } = usePage();
  const { action, name, refreshes, formKey, label, body, button, problems, hidden = {} } = props;
  const id = `write-${name}`;
  return (
    <div id={id} class="write">
      <Form action={action} files keep={name} sends={[refreshes, id].filter(Boolean).join(' ')} class="stack g12">
        <input type="hidden" name="key" value={formKey} />
        {Object.entries(hidden).map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
        {props.above}
        <TextArea
          name="body"
          id={`${id}-body`}
          label={label}
          hint={props.hint}
          value={body}
          rows={4}
          error={problemOf(problems, 'body')}
        />
        <FilesPicker id={`${id}-files`} error={filesProblem(problems)} />
        <div class="row">
          <Button kind={props.kind ?? 'main'} icon="send" busy={t('messages.sending')}>
            {button}
          </Button>
          {props.beside}
        </div>
        <output
          class="send-state mid"
          data-send-state
          data-sending={t('messages.sending')}
          data-waiting={t('messages.sending-again')}
          data-failed={t('messages.not-sent')}
        />
      </Form>
    </div>
  );
}

/** All that is wrong with the files, in one place below their control. */
function filesProblem(problems: readonly FieldProblem[]): string | undefined {
  const texts = problems.filter(({ field }) => field === FILES_FIELD).map(({ text }) => text);
  return texts.length === 0 ? undefined : texts.join(' ');
}

/** Problems as the summary on top names them: their controls have ids of this form's. */
export function formProblems(name: string, problems: readonly FieldProblem[]): readonly FieldProblem[] {
  return problems.map((problem) => ({
    ...problem,
    ...(problem.field === 'body' || problem.field === FILES_FIELD ? { id: `write-${name}-${problem.field}` } : {}),
  }));
}
