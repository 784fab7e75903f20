export { checkLog, type CheckedLog, type Head } from './check-log.ts';
export { headBook, readHeads } from './head-book.ts';
export { officeLog } from './office.tsx';
export { checkLogTask, writeHeadsChore } from './tasks.ts';
