import { join, resolve } from 'node:path';
import { backupName, recordedBackup } from '../features/keeping/index.ts';
import { readBackup, rowsIn, type Contents } from '../platform/backup/index.ts';
import { ensureSecretKey, readPassphrase } from '../platform/config/index.ts';
import { keyFingerprint, keysFrom } from '../platform/crypto/index.ts';
import type { ConnectionTarget } from '../platform/db/connection.ts';
import { Explained } from '../platform/explained.ts';
import { folderStore } from '../platform/files/index.ts';
import { textOf, type Command, type Surroundings, type Values } from './command.ts';
import { databaseSays, openHouse } from './house.ts';

export const backupCommand: Command = {
  name: 'backup',
  summary: 'put all data and files into one file, while Doorstep runs',
  usage: 'backup [FILE] [--passphrase-file FILE] [--admin-url URL], or backup --check FILE',
  help: `Writes every row of the database, as it is at one moment, and every uploaded file into FILE
(doorstep-<day>-<time>.backup in BACKUP_DIR or the current folder), reads it back, and only then
gives it its name. It may be run while Doorstep is running. A file that is there is never
overwritten.

Not in it: sessions, sign-ins under way, counters of tries, waiting background tasks, and the
secret key, on which every link, PIN and password depends. Keep SECRET_KEY, or DATA_DIR/secret-key,
somewhere else, and apart from the backups: whoever has both can open everything.

  --check FILE              read a backup to its end and hold every part against its hash
  --passphrase-file FILE    encrypt (or read) with the passphrase in that file, of 12 characters or
                            more (AES-256-GCM, key by scrypt); BACKUP_PASSPHRASE_FILE if left out
  --admin-url URL           with DATABASE_URL: a login that may take on the role doorstep_backup,
                            such as that of "doorstep migrate"; BACKUP_DATABASE_URL if left out

"doorstep restore" puts a backup into an empty installation. With BACKUP_DIR set, one is made each
night; docs/running.md tells about it.`,
  options: {
    check: { type: 'string' },
    'passphrase-file': { type: 'string' },
    'admin-url': { type: 'string' },
  },
  words: { least: 0, most: 1 },
  async run(values, [word], surroundings) {
    const checked = textOf(values, 'check');
    if (checked !== undefined && word !== undefined) throw new Explained('--check reads one file and writes none.');
    const passphrase = passphraseOf(values, surroundings.config.backups.passphraseFile);
    if (checked !== undefined) {
      const contents = await readBackup({ path: resolve(checked), passphrase });
      surroundings.print(`${checked} is whole: ${told(contents)}`);
      return 0;
    }
    return await make(word, passphrase, values, surroundings);
  },
};

async function make(
  word: string | undefined,
  passphrase: string | null,
  values: Values,
  surroundings: Surroundings,
): Promise<number> {
  const { config, now, print } = surroundings;
  const moment = now();
  const path = resolve(word ?? join(config.backups.folder ?? '.', backupName(moment)));
  const database = await sourceOf(textOf(values, 'admin-url'), surroundings);
  const made = await recordedBackup(
    {
      file: { path, passphrase },
      database,
      files: folderStore(join(config.dataDir, 'files')),
      keyFingerprint: keyFingerprint(keysFrom(ensureSecretKey(config))),
      now: moment,
    },
    now,
  );
  print(`${path} is written and checked: ${told(made)} ${(made.bytes / 1024 / 1024).toFixed(1)} MiB.`);
  if (made.missingFiles.length > 0)
    print(`${made.missingFiles.length} uploaded files that the database speaks of are not there, and not in it.`);
  print('The secret key is not in it: keep SECRET_KEY, or DATA_DIR/secret-key, in another place.');
  return 0;
}

async function sourceOf(adminUrl: string | undefined, surroundings: Surroundings): Promise<ConnectionTarget> {
  const { config } = surroundings;
  if (config.databaseUrl === null && adminUrl !== undefined)
    throw new Explained('--admin-url goes with DATABASE_URL; the built-in database needs neither.');
  const { backup } = await openHouse('backup', 'shared', surroundings);
  const url = adminUrl ?? config.backups.databaseUrl;
  if (config.databaseUrl === null && backup !== null) return backup;
  if (url === null)
    throw new Explained(
      'With DATABASE_URL, give --admin-url or BACKUP_DATABASE_URL too: "doorstep help backup" says which.',
    );
  await databaseSays({ connectionString: url }, url, (client) => client.query('set role doorstep_backup'));
  return { connectionString: url };
}

export function told(contents: Contents): string {
  const { header, manifest } = contents;
  return `${rowsIn(contents)} rows in ${manifest.tables.length} tables and ${manifest.files.length} files, of ${header.made_at}.`;
}

export function passphraseOf(values: Values, configured: string | null): string | null {
  const file = textOf(values, 'passphrase-file') ?? configured;
  return file === null ? null : readPassphrase(file);
}
