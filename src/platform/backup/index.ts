export { makeBackup, type BackupMade, type BackupOrder } from './make-backup.ts';
export { rowsIn, type Contents } from './manifest.ts';
export { readBackup, type BackupFile } from './read-backup.ts';
export { restoreBackup, schemaMismatch, stateOf, type RestoreOrder } from './restore-backup.ts';
export { danglingReferences, leftOut, tablesOf } from './tables.ts';
