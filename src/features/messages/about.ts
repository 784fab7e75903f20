import type { Translate } from '../../words/index.ts';
import type { ThreadAbout } from './thread.ts';

/** What a thread is called in lists and on top of its page: its subject, else what it is about, else what it is. */
export function threadTitle(
  thread: Pick<ThreadAbout, 'subject' | 'job_number' | 'invoice_number'>,
  jobWord: string,
  t: Translate,
): string {
  return thread.subject ?? aboutText(thread, jobWord, t) ?? t('messages.general');
}

/** *Job 1187*, *Invoice 2041*, or null for a thread about nothing in particular. */
export function aboutText(
  { job_number, invoice_number }: Pick<ThreadAbout, 'job_number' | 'invoice_number'>,
  jobWord: string,
  t: Translate,
): string | null {
  if (job_number !== null) return t('messages.about-job', { job: jobWord, number: job_number });
  return invoice_number === null ? null : t('messages.about-invoice', { number: invoice_number });
}
