export { finishRestore, type AfterRestore } from './after-restore.ts';
export { backupName, makeNightlyBackup, type Keeper } from './nightly-backup.ts';
export { recordedBackup } from './records.ts';
export { restoreRules } from './rules.ts';
export { backUpTask, nightlyBackup } from './tasks.ts';
