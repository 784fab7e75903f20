import { existsSync } from 'node:fs';
import { access, constants, stat, statfs } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../platform/config/index.ts';
import { advice, fine, wrong, type Finding } from './finding.ts';

/** Folders, free space, keys and processes: what the machine tells. */
export async function machineFindings(config: Config): Promise<Finding[]> {
  const { dataDir } = config;
  if (!existsSync(dataDir)) return [advice('data', `${dataDir} is not there yet; the first start makes it.`)];
  return [
    await writable('data', dataDir, 'DATA_DIR'),
    await diskSpace('disk', dataDir),
    await secrecy(dataDir),
    secretKey(config),
    ...(await backupFolder(config)),
    processes(config),
  ];
}

async function writable(check: string, folder: string, name: string): Promise<Finding> {
  return await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => fine(check, `${folder} can be written to.`),
    () =>
      wrong(check, `${folder} may not be written to by this account: give it the folder, or set ${name} to another.`),
  );
}

const leastFreeBytes = 1024 ** 3;

async function diskSpace(check: string, folder: string): Promise<Finding> {
  const stats = await statfs(folder);
  const free = stats.bavail * stats.bsize;
  const told = `${(free / 1024 ** 3).toFixed(1)} GiB are free where ${folder} is`;
  return free < leastFreeBytes
    ? wrong(check, `${told}: make room, or the database will stop.`)
    : fine(check, `${told}.`);
}

/** Files that open everything are for this account's eyes only. */
async function secrecy(dataDir: string): Promise<Finding> {
  const open: string[] = [];
  for (const name of ['secret-key', 'database-passwords.json', 'files']) {
    const found = await stat(join(dataDir, name)).catch(() => null);
    if (found !== null && (found.mode & 0o077) !== 0) open.push(name);
  }
  return open.length === 0
    ? fine('secrecy', 'Keys, passwords and files are readable by this account only.')
    : wrong(
        'secrecy',
        `Others on this machine may read ${open.join(', ')} in ${dataDir}: run "chmod -R go-rwx" on them.`,
      );
}

function secretKey({ secretKey: given, dataDir, databaseUrl }: Config): Finding {
  if (given !== null) return fine('key', 'The secret key comes from SECRET_KEY. Keep a copy apart from the backups.');
  const file = join(dataDir, 'secret-key');
  if (!existsSync(file)) return advice('key', `There is no secret key yet: the first start makes it in ${file}.`);
  const told = `The secret key is in ${file}. Keep a copy apart from the backups.`;
  return databaseUrl === null ? fine('key', told) : advice('key', told);
}

async function backupFolder({ backups, dataDir }: Config): Promise<Finding[]> {
  const { folder, passphraseFile } = backups;
  if (folder === null) return [];
  const found = await stat(folder).catch(() => null);
  if (found === null) return [advice('backup folder', `${folder} is not there yet; the first backup makes it.`)];
  const isSameDisk = found.dev === (await stat(dataDir)).dev;
  return [
    await writable('backup folder', folder, 'BACKUP_DIR'),
    await diskSpace('backup folder', folder),
    ...(isSameDisk
      ? [
          advice(
            'backup folder',
            `${folder} is on the same disk as the data: copy the backups to another place as well.`,
          ),
        ]
      : []),
    ...(passphraseFile !== null && !existsSync(passphraseFile)
      ? [
          wrong(
            'backup folder',
            `The file with the passphrase, ${passphraseFile}, is not there: no backup can be made.`,
          ),
        ]
      : []),
  ];
}

function processes({ webConcurrency }: Config): Finding {
  const cores = availableParallelism();
  const told = `${webConcurrency === 1 ? 'One web process serves' : `${webConcurrency} web processes serve`}, on ${cores} processors`;
  return webConcurrency > cores
    ? advice('processes', `${told}: more processes than processors only take memory. Lower WEB_CONCURRENCY.`)
    : fine('processes', `${told}.`);
}
