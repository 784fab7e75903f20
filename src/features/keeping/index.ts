export { finishRestore, type AfterRestore } from './after-restore.ts';
export { backupName, makeNightlyBackup, type Keeper } from './nightly-backup.ts';
export { askForBackup, latestBackups, type BackupRow } from './queries.ts';
export { recordedBackup } from './records.ts';
export { restoreRules } from './rules.ts';
export { backUpTask, nightlyBackup } from './tasks.ts';
