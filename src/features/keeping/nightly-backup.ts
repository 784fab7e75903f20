import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { keyFingerprint } from '../../platform/crypto/index.ts';
import type { ConnectionTarget } from '../../platform/db/connection.ts';
import type { Services } from '../../platform/services.ts';
import { recordedBackup } from './records.ts';

/** Where backups go by themselves, and how they are read. */
export type Keeper = {
  readonly folder: string;
  readonly keep: number;
  readonly passphrase: string | null;
  /** A login that may take on `doorstep_backup`. */
  readonly database: ConnectionTarget;
};

const nameShape = /^doorstep-\d{4}-\d{2}-\d{2}-\d{6}\.backup$/;

/** `doorstep-2026-11-25-023000.backup`, in UTC: by name is by time. */
export function backupName(now: Temporal.Instant): string {
  const [day = '', time = ''] = now.toString({ smallestUnit: 'second' }).replace('Z', '').split('T');
  return `doorstep-${day}-${time.replaceAll(':', '')}.backup`;
}

/** Makes one backup in the keeper's folder and removes the oldest past its number; other files are left alone. */
export async function makeNightlyBackup(
  keeper: Keeper,
  services: Pick<Services, 'files' | 'keys' | 'now' | 'log'>,
): Promise<void> {
  const now = services.now();
  await mkdir(keeper.folder, { recursive: true, mode: 0o700 });
  const name = backupName(now);
  const made = await recordedBackup(
    {
      file: { path: join(keeper.folder, name), passphrase: keeper.passphrase },
      database: keeper.database,
      files: services.files,
      keyFingerprint: keyFingerprint(services.keys),
      now,
    },
    services.now,
  );
  // Only now: a night on which none is made takes none away.
  const gone = (await readdir(keeper.folder)).filter((other) => nameShape.test(other)).toSorted();
  for (const other of gone.slice(0, -keeper.keep)) await rm(join(keeper.folder, other), { force: true });
  services.log.info({ file: name, bytes: made.bytes, missing_files: made.missingFiles.length }, 'a backup was made');
}
