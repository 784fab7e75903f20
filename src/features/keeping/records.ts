import { withClient, type ConnectionTarget } from '../../platform/db/connection.ts';
import { backupRole } from '../../platform/db/roles.ts';
import { makeBackup, rowsIn, type BackupMade, type BackupOrder } from '../../platform/backup/index.ts';
import { Explained } from '../../platform/explained.ts';
import { basename } from 'node:path';

/** Makes a backup and writes down that it was made, or why not, for the office and for `doorstep doctor`. */
export async function recordedBackup(order: BackupOrder, now: () => Temporal.Instant): Promise<BackupMade> {
  const id = await note(order.database, async (query) => {
    const { rows } = await query<{ id: string }>(
      `insert into doorstep_private.backups (kind, began_at, file_name, is_encrypted) values ('made', $1, $2, $3) returning id`,
      [order.now.toString(), basename(order.file.path).slice(-255), order.file.passphrase !== null],
    );
    return rows[0]?.id;
  });
  try {
    const made = await makeBackup(order);
    await note(order.database, (query) =>
      query(
        `update doorstep_private.backups set finished_at = $2, bytes = $3, table_rows = $4, files = $5 where id = $1`,
        [id, now().toString(), made.bytes, rowsIn(made), made.manifest.files.length],
      ),
    );
    return made;
  } catch (error) {
    const failure = error instanceof Explained ? error.message : 'It was stopped by a fault, which the log tells of.';
    // What went wrong is told by the error itself when even this can't be written.
    await note(order.database, (query) =>
      query('update doorstep_private.backups set failed_at = $2, failure = $3 where id = $1', [
        id,
        now().toString(),
        failure.slice(0, 500),
      ]),
    ).catch(() => undefined);
    throw error;
  }
}

type Query = <Row extends object>(text: string, values: readonly unknown[]) => Promise<{ rows: Row[] }>;

async function note<T>(database: ConnectionTarget, work: (query: Query) => Promise<T>): Promise<T> {
  return await withClient(database, { name: 'doorstep backup', role: backupRole }, (client) =>
    work((text, values) => client.query(text, [...values])),
  );
}
