import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { Invalid, refuse } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { stepOf, stepRefusal, type Step } from './job.ts';
import { lockJob, staffOf } from './save-job.ts';

const MOST_REASON = 200;
const MOST_NOTE = 2000;

export interface StepChange {
  readonly step: Step;
  /** Why it is paused; the customer reads it. */
  readonly pause_reason?: string;
  readonly note?: string;
  /** Whether the customer reads the note as well. */
  readonly noteVisible?: boolean;
  /** Taking a step back goes where no step leads. */
  readonly back?: boolean;
}

/**
 * Takes a job to another step and writes it into its timeline, where the customer reads it. A job that is there already
 * stays as it is, so pressing twice is one step.
 * @returns whether anything changed
 * @throws NotFound, Refused (see `stepRefusal`), Invalid when a pause has no reason or a text is too long
 */
export async function changeStep(
  tx: Tx,
  actor: StaffActor | SystemActor,
  number: string,
  change: StepChange,
  now: Temporal.Instant,
): Promise<boolean> {
  const { step, note = '', noteVisible = false } = change;
  const reason = step === 'paused' ? (change.pause_reason ?? '') : '';
  const job = await lockJob(tx, actor, number);
  if (job.step === step) return false;
  if (change.back !== true) refuse(stepRefusal(stepOf(job), step));
  if (step === 'paused' && reason === '')
    throw new Invalid([{ field: 'pause_reason', key: 'jobs.error-pause-reason' }]);
  checkLength('pause_reason', reason, MOST_REASON);
  checkLength('note', note, MOST_NOTE);
  await tx
    .updateTable('jobs')
    .set({
      step,
      pause_reason: reason === '' ? null : reason,
      completed_at: step === 'completed' ? now : null,
      updated_at: now,
    })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', job.id)
    .execute();
  await writeEvents(tx, actor, job.id, { step, note, noteVisible, reason, now });
  await record(tx, actor, 'job.stepped', {
    now,
    customerId: job.customer_id,
    subject: { kind: 'job', id: job.id },
    data: { number, from: job.step, to: step },
  });
  return true;
}

/** A note on a job's timeline, for the customer as well or for the office alone. @throws NotFound, Invalid */
export async function addNote(
  tx: Tx,
  actor: StaffActor | SystemActor,
  number: string,
  { note, visible, now }: { note: string; visible: boolean; now: Temporal.Instant },
): Promise<void> {
  const job = await lockJob(tx, actor, number);
  if (note === '') throw new Invalid([{ field: 'note', key: 'jobs.error-note' }]);
  checkLength('note', note, MOST_NOTE);
  await tx
    .insertInto('job_events')
    .values({
      org_id: actor.orgId,
      job_id: job.id,
      kind: 'note',
      note,
      visible,
      staff_id: staffOf(actor),
      happened_at: now,
    })
    .execute();
  await record(tx, actor, 'job.noted', {
    now,
    customerId: job.customer_id,
    subject: { kind: 'job', id: job.id },
    data: { number, visible },
  });
}

function checkLength(field: string, text: string, most: number): void {
  if ([...text].length > most) throw new Invalid([{ field, key: 'jobs.error-too-long', values: { most } }]);
}

/** The step with what the customer reads, and an internal note as an entry of its own. */
async function writeEvents(
  tx: Tx,
  actor: StaffActor | SystemActor,
  job_id: string,
  {
    step,
    note,
    noteVisible,
    reason,
    now,
  }: { step: Step; note: string; noteVisible: boolean; reason: string; now: Temporal.Instant },
): Promise<void> {
  const entry = { org_id: actor.orgId, job_id, staff_id: staffOf(actor), happened_at: now };
  const told = noteVisible && note !== '' ? note : reason;
  const step_entry = { ...entry, kind: 'step', step, visible: true, note: told === '' ? null : told };
  const note_entry = { ...entry, kind: 'note', step: null, visible: false, note };
  await tx
    .insertInto('job_events')
    .values(noteVisible || note === '' ? [step_entry] : [step_entry, note_entry])
    .execute();
}
