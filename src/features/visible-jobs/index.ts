export { jobAnswer } from './job-answer.ts';
export { JobChip, JobWhen } from './job-chip.tsx';
export { jobTitles, jobWords } from './job-words.ts';
export { jobsPortal, type PortalJobPart } from './portal.tsx';
export { jobsPage, jobsVisibleTo, numberOfSubject } from './queries.ts';
export { jobDay, type VisibleJob } from './visible-job.ts';
