import { paths } from '../../kernel/paths.ts';
import {
  Answer,
  ErrorSummary,
  PortalShell,
  problemOf,
  SelectField,
  TextField,
  usePage,
  type FieldProblem,
  type NavItem,
} from '../../ui/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { formProblems, MessageForm } from './message-form.page.tsx';
import { MOST_SUBJECT } from './thread.ts';

export interface NewThreadPageProps {
  readonly org: OrgRow;
  readonly places: readonly NavItem[];
  /** What it may be about, newest first; the first choice is nothing in particular. */
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly values: { readonly subject: string; readonly about: string; readonly body: string };
  readonly formKey: string;
  readonly problems: readonly FieldProblem[];
  readonly back: { readonly href: string; readonly label: string };
}

const FORM = 'question';

export function NewThreadPage({ org, places, choices, values, formKey, problems, back }: NewThreadPageProps) {
  const { t } = usePage();
  const fixed = choices.length === 1 ? choices[0] : undefined;
  return (
    <PortalShell title={t('messages.ask')} places={places}>
      <Answer back={back} title={t('messages.ask')} text={fixed === undefined ? undefined : fixed.label} />
      <ErrorSummary problems={formProblems(FORM, problems)} />
      <MessageForm
        name={FORM}
        action={paths.portal.newThread(org.slug)}
        formKey={formKey}
        label={t('messages.your-question')}
        body={values.body}
        button={t('messages.send-question')}
        problems={problems}
        hidden={fixed === undefined ? {} : { about: fixed.value }}
        above={
          <>
            {fixed === undefined && (
              <SelectField
                name="about"
                label={t('messages.about')}
                value={values.about}
                options={[{ value: '', label: t('messages.about-nothing') }, ...choices]}
              />
            )}
            <TextField
              name="subject"
              label={t('messages.subject')}
              optional
              value={values.subject}
              maxLength={MOST_SUBJECT}
              error={problemOf(problems, 'subject')}
            />
          </>
        }
      />
    </PortalShell>
  );
}
