export { importFromCommandLine, OrderRefusal, type ImportOrder } from './command.ts';
export { importKinds, isImportKind } from './fields.ts';
export { officeImports } from './office.tsx';
export type { Counts } from './progress.ts';
export { runImportTask } from './tasks.ts';
export { importsPersonal } from './personal.ts';
export { importsKept } from './retention.ts';
