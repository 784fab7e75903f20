import { paths } from '../../kernel/paths.ts';
import {
  Columns,
  ErrorSummary,
  OfficeHead,
  OfficeShell,
  problemOf,
  SelectField,
  Stack,
  TextField,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { formProblems, MessageForm, MOST_SUBJECT } from '../messages/index.ts';
import { SavedReplyPicker } from './thread.page.tsx';

export interface NewOfficeThreadProps {
  readonly frame: OfficeFrame;
  readonly customer: { readonly name: string; readonly number: string };
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly savedReplies: readonly { readonly id: string; readonly name: string }[];
  /** *Job 1187*, when it is about something. */
  readonly about: { readonly value: string; readonly label: string } | null;
  readonly values: Readonly<Record<string, string>>;
  readonly formKey: string;
  readonly problems: readonly FieldProblem[];
}

const FORM = 'begin';

/** The office writes first. */
export function NewOfficeThreadPage(props: NewOfficeThreadProps) {
  const { t } = usePage();
  const { frame, customer, people, about, values, formKey, problems, savedReplies } = props;
  const title = t('inbox.write-to', { name: customer.name });
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead
        title={title}
        meta={
          <span class="soft small">
            <a href={paths.office.customer(customer.number)}>
              {customer.name}, {customer.number}
            </a>
            {about !== null && ` · ${about.label}`}
          </span>
        }
      />
      <ErrorSummary problems={formProblems(FORM, problems)} />
      <Columns kind="form">
        <Stack gap={24}>
          <MessageForm
            name={FORM}
            action={paths.office.newThread}
            formKey={formKey}
            label={t('inbox.message')}
            body={values['body'] ?? ''}
            button={t('inbox.send')}
            problems={problems}
            hidden={{ customer: customer.number, ...(about === null ? {} : { about: about.value }) }}
            above={
              <>
                {people.length > 0 && (
                  <SelectField
                    name="contact"
                    label={t('inbox.to')}
                    value={values['contact'] ?? people[0]?.id}
                    options={people.map(({ id, name }) => ({ value: id, label: name }))}
                  />
                )}
                <TextField
                  name="subject"
                  label={t('messages.subject')}
                  optional
                  value={values['subject']}
                  maxLength={MOST_SUBJECT}
                  error={problemOf(problems, 'subject')}
                />
              </>
            }
            beside={<SavedReplyPicker replies={savedReplies} />}
          />
        </Stack>
      </Columns>
    </OfficeShell>
  );
}
