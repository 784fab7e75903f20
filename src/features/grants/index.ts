export { officeGrants } from './office.tsx';
export { bulkGrantTask } from './tasks.ts';
