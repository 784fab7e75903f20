export { GrantToTicked } from './grants.page.tsx';
export { officeGrants } from './office.tsx';
export { bulkGrantTask } from './tasks.ts';
