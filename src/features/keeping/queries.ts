import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import { Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { record } from '../audit/index.ts';
import { backUpTask } from './tasks.ts';

/** A backup of the installation, as the office is told of it. */
export interface BackupRow {
  readonly id: string;
  readonly began_at: Temporal.Instant;
  readonly finished_at: Temporal.Instant | null;
  readonly failed_at: Temporal.Instant | null;
  readonly failure: string | null;
  readonly file_name: string | null;
  readonly bytes: bigint | null;
  readonly is_encrypted: boolean;
}

/** The latest backups, newest first. They are of the whole installation, so no org is asked for. */
export async function latestBackups(tx: Tx): Promise<readonly BackupRow[]> {
  const { rows } = await sql<BackupRow>`
    select id, began_at, finished_at, failed_at, failure, file_name, bytes, is_encrypted
      from doorstep_private.backups where kind = 'made' order by began_at desc limit 10`.execute(tx);
  return rows;
}

/** Between two that are asked for by hand: a business of many must not keep the machine busy with them. */
const REST_MINUTES = 10;

/** Asks for a backup now; the background makes it. @throws Refused when one was begun just before */
export async function askForBackup(tx: Tx, actor: StaffActor, now: Temporal.Instant): Promise<void> {
  const [last] = await latestBackups(tx);
  if (
    last &&
    last.failed_at === null &&
    Temporal.Instant.compare(last.began_at.add({ minutes: REST_MINUTES }), now) > 0
  )
    throw new Refused('settings.keeping-refused-just-made', { minutes: REST_MINUTES });
  await addTask(tx, backUpTask, { org_id: actor.orgId }, { jobKey: 'installation:back-up', maxAttempts: 1 });
  await record(tx, actor, 'backup.asked', { now });
}
