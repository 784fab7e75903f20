export { importFromCommandLine, OrderRefusal, type ImportOrder } from './command.ts';
export { officeImports } from './office.tsx';
export { runImportTask } from './tasks.ts';
export { importsPersonal } from './personal.ts';
export { importsKept } from './retention.ts';
