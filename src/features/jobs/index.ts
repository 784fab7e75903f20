export { importJobs, type JobRow } from './import-jobs.ts';
export { resolveJobs } from './resolve-jobs.ts';
