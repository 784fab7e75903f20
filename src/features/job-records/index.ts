export { jobsThatFit, officeJobs } from './office.tsx';
export type { JobPart } from './views.ts';
