export { addNote, changeStep, type StepChange } from './change-step.ts';
export { importJobs, type JobRow } from './import-jobs.ts';
export { isStep, NEXT_STEPS, OPEN_STEPS, stepOf, stepRefusal, STEPS, type Job, type Step } from './job.ts';
export { findJob, jobEvents, listJobs } from './queries.ts';
export { resolveJobs } from './resolve-jobs.ts';
export { createJob, editJob, type JobFacts } from './save-job.ts';
