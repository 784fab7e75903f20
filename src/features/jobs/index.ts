export { createJob, editJob, type JobFacts } from './save-job.ts';
export { assignJob } from './assign-job.ts';
export { addNote, changeStep } from './change-step.ts';
export { jobBefore, jobsDeed, type JobBefore } from './take-back.ts';
export { isStep, NEXT_STEPS, OPEN_STEPS, stepOf, STEPS, type Job, type Step } from './job.ts';
export { engineers, findJob, type Engineer, type JobRecord } from './queries.ts';
export { importJobs, type JobRow } from './import-jobs.ts';
export { resolveJobs } from './resolve-jobs.ts';
export { jobsPersonal } from './personal.ts';
