export { importFromCommandLine, OrderRefusal, type ImportOrder } from './command.ts';
export { importKinds, isImportKind } from './fields.ts';
export { officeImports } from './office.tsx';
export type { Counts } from './progress.ts';
export { runImportTask } from './tasks.ts';
