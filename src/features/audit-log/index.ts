export { checkLog, MOST_FAULTS, type CheckedLog, type Head } from './check-log.ts';
export { headBook, readHeads, writeHeads } from './head-book.ts';
export { officeLog } from './office.tsx';
export { checkLogTask, everyOrg, writeHeadsChore } from './tasks.ts';
