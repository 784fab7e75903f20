import { join, resolve } from 'node:path';
import { restoreRules } from '../features/keeping/index.ts';
import { readBackup, restoreBackup, schemaMismatch, stateOf, type Contents } from '../platform/backup/index.ts';
import { secretKeyIfThere } from '../platform/config/index.ts';
import { keyFingerprint, keysFrom } from '../platform/crypto/index.ts';
import type { ConnectionTarget } from '../platform/db/connection.ts';
import { readMigrations } from '../platform/db/migrate.ts';
import { Explained } from '../platform/explained.ts';
import { folderStore } from '../platform/files/index.ts';
import { passphraseOf, told } from './backup.ts';
import { textOf, type Command, type Surroundings } from './command.ts';
import { databaseSays, externalLogins, openBuiltIn } from './house.ts';

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'fill an empty installation from a backup',
  usage: 'restore FILE [--passphrase-file FILE] [--admin-url postgres://…] [--new-key]',
  help: `Reads FILE to its end and checks it, then puts its rows and files into an installation that is
empty and not running: a new DATA_DIR, or a new database with DATABASE_URL. Data that is there is
never touched. All rows are written at once or none: a restore that failed or was killed is begun
again.

First put the secret key of the old installation in place, as SECRET_KEY or DATA_DIR/secret-key.

  --passphrase-file FILE    for an encrypted backup; BACKUP_PASSPHRASE_FILE if left out
  --admin-url URL           with DATABASE_URL: who may create roles and tables, as for "migrate"
  --new-key                 go on with another secret key: links and codes that were sent open
                            nothing, and every PIN and password has to be set anew

Afterwards everybody has to sign in again, and messages that were waiting are held in the office's
mailbox. What was disabled, changed or erased after the backup is as it was before.`,
  options: {
    'passphrase-file': { type: 'string' },
    'admin-url': { type: 'string' },
    'new-key': { type: 'boolean' },
  },
  words: { least: 1, most: 1 },
  async run(values, [word = ''], surroundings) {
    const { config, print, now } = surroundings;
    const file = { path: resolve(word), passphrase: passphraseOf(values, config.backups.passphraseFile) };
    const contents = await readBackup(file);
    const migrations = readMigrations();
    const mismatch = schemaMismatch(contents.header, migrations);
    if (mismatch !== null) throw new Explained(mismatch);
    const keyDiffers = refuseOtherKey(contents, values['new-key'] === true, surroundings);
    print(`${word} is whole: ${told(contents)}`);
    const { admin, app, appPassword } = await emptyPlace(textOf(values, 'admin-url'), contents, surroundings);
    await restoreBackup({
      file,
      contents,
      admin,
      appPassword,
      files: folderStore(join(config.dataDir, 'files')),
      migrations,
      now: now(),
      rules: restoreRules,
    });
    await settle(app, surroundings);
    print(`Restored. Everybody signs in again; messages that were waiting are held in the mailbox.`);
    print(
      `What was disabled, changed or erased after ${contents.header.made_at} is as it was before: look it through.`,
    );
    if (keyDiffers) print('With the new secret key no link, code, PIN or password from before is valid.');
    return 0;
  },
};

/** Whether the key is another one; that must have been said. */
function refuseOtherKey({ header }: Contents, isAllowed: boolean, { config }: Pick<Surroundings, 'config'>): boolean {
  const key = secretKeyIfThere(config);
  const same = key !== null && keyFingerprint(keysFrom(key)) === header.key_fingerprint;
  if (same || isAllowed) return !same;
  const what = key === null ? 'There is no secret key here yet' : 'The secret key here is another one';
  throw new Explained(
    `${what}, and without the one of the backup no link, PIN or password works: put it into SECRET_KEY or ${join(config.dataDir, 'secret-key')}, or go on with --new-key.`,
  );
}

type Place = { readonly admin: ConnectionTarget; readonly app: ConnectionTarget; readonly appPassword: string };

/** The database that is to be filled, when there is nothing in it. */
async function emptyPlace(
  adminUrl: string | undefined,
  contents: Contents,
  surroundings: Surroundings,
): Promise<Place> {
  const { config } = surroundings;
  if (config.databaseUrl !== null) {
    if (adminUrl === undefined)
      throw new Explained('With DATABASE_URL, give --admin-url too: "doorstep help restore" shows how.');
    const { admin, password } = externalLogins({ ...config, databaseUrl: config.databaseUrl }, adminUrl);
    const state = await databaseSays(admin, adminUrl, () => stateOf(admin, contents.header));
    if (state === 'used') throw new Explained(inUse('the database of DATABASE_URL'));
    if (state === 'newer')
      throw new Explained(
        'The database has no data but newer tables than the backup: make a new empty database for it, and migrate afterwards.',
      );
    return { admin, app: { connectionString: config.databaseUrl }, appPassword: password };
  }
  if (adminUrl !== undefined)
    throw new Explained('--admin-url goes with DATABASE_URL; the built-in database needs neither.');
  const built = await openBuiltIn('restore', 'alone', surroundings);
  const state = await stateOf(built.admin, contents.header);
  if (state === 'used') throw new Explained(inUse(config.dataDir));
  if (state === 'newer') await built.beginAgain();
  return { admin: built.admin, app: built.app, appPassword: built.app.password };
}

function inUse(place: string): string {
  return `There is data in ${place} already, and a restore goes into an empty installation only: name another one.`;
}

/** Opening the services does what follows a restore. */
async function settle(app: ConnectionTarget, surroundings: Surroundings): Promise<void> {
  const { openServices } = await import('./serving.ts');
  await openServices({ app, isEmbedded: surroundings.config.databaseUrl === null, backup: null }, surroundings);
}
