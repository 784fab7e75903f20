import { paths } from '../../kernel/paths.ts';
import {
  Button,
  Choice,
  ErrorSummary,
  Form,
  Panel,
  problemOf,
  stateLook,
  TextArea,
  TextField,
  Tiles,
  usePage,
} from '../../ui/index.ts';
import { NEXT_STEPS, stepOf } from '../jobs/index.ts';
import type { JobPageProps } from './views.ts';

/** Where the job may go from here: the usual next step is chosen already. */
export function StepForm({ job, problems, values }: JobPageProps) {
  const { t } = usePage();
  const allowed = NEXT_STEPS[stepOf(job)];
  return (
    <Panel id="steps" title={t('jobs.steps')}>
      <Form action={paths.office.jobPart(job.number, 'steps')} class="stack">
        <ErrorSummary problems={values['form'] === 'note' ? [] : problems} />
        <Tiles
          name="step"
          legend={t('jobs.steps-to')}
          error={problemOf(problems, 'step')}
          value={values['step'] ?? allowed[0]}
          options={allowed.map((step) => {
            const { word, icon } = stateLook('job', step);
            return { value: step, label: t(word), icon };
          })}
        />
        {allowed.includes('paused') && (
          <TextField
            name="pause_reason"
            label={t('jobs.pause-reason')}
            hint={t('jobs.pause-reason-hint')}
            value={values['pause_reason']}
            error={problemOf(problems, 'pause_reason')}
            maxLength={200}
          />
        )}
        <TextArea
          name="note"
          id="step-note"
          label={t('jobs.note')}
          rows={2}
          optional
          value={values['form'] === 'note' ? '' : values['note']}
          error={values['form'] === 'note' ? undefined : problemOf(problems, 'note')}
        />
        <Choice
          name="note_visible"
          id="step-note-visible"
          label={t('jobs.note-visible')}
          checked={values['note_visible'] === 'on'}
        />
        <div>
          <Button kind="main">{t('jobs.steps-go')}</Button>
        </div>
      </Form>
    </Panel>
  );
}

export function NoteForm({ job, problems, values }: JobPageProps) {
  const { t } = usePage();
  const mine = values['form'] === 'note';
  return (
    <Panel id="notes" title={t('jobs.note-add')}>
      <Form action={paths.office.jobPart(job.number, 'notes')} class="stack">
        <ErrorSummary problems={mine ? problems : []} />
        <input type="hidden" name="form" value="note" />
        <TextArea
          name="note"
          label={t('jobs.note')}
          rows={3}
          value={mine ? values['note'] : ''}
          error={mine ? problemOf(problems, 'note') : undefined}
        />
        <Choice
          name="note_visible"
          id="note-visible"
          label={t('jobs.note-visible')}
          checked={mine && values['note_visible'] === 'on'}
        />
        <div>
          <Button>{t('jobs.note-save')}</Button>
        </div>
      </Form>
    </Panel>
  );
}
