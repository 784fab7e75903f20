import type { Translate } from '../../words/index.ts';

/** What an org's customers call a job. */
export interface JobWords {
  readonly job: string;
  readonly jobs: string;
}

/** In the middle of a sentence: *job*; an org's own word as the org writes it. */
export function jobWords(org: { job_word: string | null; jobs_word: string | null }, t: Translate): JobWords {
  return { job: org.job_word ?? t('portal.word-job'), jobs: org.jobs_word ?? t('portal.word-jobs') };
}

/** The same as a title: *Jobs*. */
export function jobTitles(org: { job_word: string | null; jobs_word: string | null }, t: Translate): JobWords {
  return { job: org.job_word ?? t('portal.title-job'), jobs: org.jobs_word ?? t('portal.title-jobs') };
}
