export { officeImports } from './office.tsx';
export { runImportTask } from './tasks.ts';
