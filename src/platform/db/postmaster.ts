import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { Explained, errorCode } from '../explained.ts';
import type { ClusterHome } from './cluster-home.ts';

export const adminLogin = 'doorstep_admin';

/** A log from before this size is set aside at the next start; one old file is kept. */
const largestLogBytes = 10 * 1024 * 1024;

/** A test's cluster may forget everything in a power cut, and serves many files at once. */
export type ServerOptions = { readonly durable: boolean; readonly maxConnections: number };

export const productOptions: ServerOptions = { durable: true, maxConnections: 60 };

/**
 * Makes the cluster if there is none. It is made beside its place and moved there when complete, so a start that dies half
 * way, or two first starts at once, never leave half a cluster where a whole one is expected.
 */
export async function ensureCluster(home: ClusterHome, adminPassword: string, options: ServerOptions): Promise<void> {
  if (existsSync(join(home.dataFolder, 'PG_VERSION'))) return refuseOtherVersion(home.dataFolder);
  const place = `${home.dataFolder}.${randomBytes(4).toString('hex')}`;
  const passwordFile = `${place}.password`;
  try {
    mkdirSync(place, { mode: 0o700 });
    writeFileSync(passwordFile, adminPassword, { mode: 0o600 });
    if (home.runAs !== null) for (const path of [place, passwordFile]) chownSync(path, home.runAs.uid, home.runAs.gid);
    const initdb = spawn(
      home.binaries.initdb,
      [`--pgdata=${place}`, `--username=${adminLogin}`, `--pwfile=${passwordFile}`, ...clusterChoices(options)],
      { ...home.runAs, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], env: plainEnvironment() },
    );
    let said = '';
    initdb.stderr?.on('data', (chunk) => (said += String(chunk)));
    const code = await exitOf(initdb);
    if (code !== 0) throw new Explained(`The database could not be set up: ${reasonIn(said)}`);
    renameSync(place, home.dataFolder);
  } catch (error) {
    // Another start was quicker: its cluster is as good as ours.
    if (['ENOTEMPTY', 'EEXIST'].includes(errorCode(error))) return;
    throw error instanceof Explained
      ? error
      : new Explained(`The database could not be set up: ${reasonIn(String(error))}`);
  } finally {
    rmSync(place, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  }
}

/** UTF-8 with code-point order: the same on every system, and no index breaks when the system's locales change. */
function clusterChoices(options: ServerOptions): string[] {
  const choices = [
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--auth=scram-sha-256',
  ];
  return options.durable ? choices : [...choices, '--no-sync'];
}

function refuseOtherVersion(dataFolder: string): void {
  const version = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim();
  if (version !== '18')
    throw new Explained(
      `The data in ${dataFolder} is of PostgreSQL ${version}, and this Doorstep brings PostgreSQL 18.`,
    );
}

/** A server that was started, until it answers or gives up. */
export type Launch = { readonly hasEnded: () => boolean; readonly failure: () => string };

/**
 * Starts the server as a process group of its own, so that Ctrl-C in the terminal reaches Doorstep, which then stops the
 * database in order, and not the database itself. Its words go to a file: a pipe would break if Doorstep were killed.
 */
export function launch(home: ClusterHome, options: ServerOptions): Launch {
  removeStaleLocks(home);
  const log = openLog(home.logFile);
  const args = [
    '-D',
    home.dataFolder,
    ...Object.entries(settings(home, options)).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const child = spawn(home.binaries.postgres, args, {
    ...home.runAs,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: plainEnvironment(),
  });
  let ended = false;
  let spawnFailure = '';
  child.on('exit', () => (ended = true));
  child.on('error', (error) => {
    ended = true;
    spawnFailure = error.message;
  });
  child.unref();
  closeSync(log.fd);
  return { hasEnded: () => ended, failure: () => spawnFailure || readFrom(home.logFile, log.startsAt) };
}

/** Every setting on purpose: the defaults are for a server that many programs share over a network. */
function settings(home: ClusterHome, options: ServerOptions): Record<string, string> {
  const mib = (bytes: number, least: number, most: number) =>
    Math.round(Math.min(most, Math.max(least, bytes / 1024 / 1024)));
  return {
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: home.socketFolder,
    unix_socket_permissions: '0700',
    cluster_name: 'doorstep',
    max_connections: String(options.maxConnections),
    // An eighth of the machine, because the web process lives beside it; past 1 GiB the system's own cache serves as well.
    shared_buffers: `${mib(totalmem() / 8, 64, options.durable ? 1024 : 256)}MB`,
    effective_cache_size: `${mib(totalmem() / 2, 256, 65_536)}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    random_page_cost: '1.1',
    // Compiling a query takes longer than any query here runs.
    jit: 'off',
    fsync: options.durable ? 'on' : 'off',
    synchronous_commit: options.durable ? 'on' : 'off',
    full_page_writes: options.durable ? 'on' : 'off',
    max_wal_size: '1GB',
    // A test's database lives for seconds, and a visiting vacuum would keep its template from being copied.
    autovacuum: options.durable ? 'on' : 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements and row values hold personal data. Failed statements are reported by the program that sent them.
    log_statement: 'none',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] ',
    logging_collector: 'off',
  };
}

/** The process of the running server, or null. A pid file that names some other program's process counts for nothing. */
export function postmasterPid(dataFolder: string): number | null {
  const pid = pidInFile(join(dataFolder, 'postmaster.pid'));
  return pid !== null && isPostgres(pid) ? pid : null;
}

/** Asks for a fast shutdown (sessions are ended, a checkpoint is written), then for an immediate one after 30 seconds. */
export async function stopPostmaster(dataFolder: string): Promise<void> {
  const pid = postmasterPid(dataFolder);
  if (pid === null) return;
  const isThere = () => isPostgres(pid);
  for (const [signal, patienceMs] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 5_000],
  ] as const) {
    signalQuietly(pid, signal);
    for (let waitedMs = 0; waitedMs < patienceMs && isThere(); waitedMs += 20) await pause(20);
    if (!isThere()) return;
  }
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

function pidInFile(file: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Process numbers are used again, after a restart of a container at once, so the name decides. A zombie is not running. */
function isPostgres(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^\d+ \(postgres\) [^ZX]/.test(status);
  } catch {
    if (process.platform === 'linux') return false;
    const listed = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' });
    return listed.status === 0 && listed.stdout.includes('postgres');
  }
}

/**
 * PostgreSQL refuses to start while the number in its pid file or its socket's lock belongs to any process of its
 * account, and a killed server stays in the list of processes where nobody collects it, as in many containers.
 */
function removeStaleLocks(home: ClusterHome): void {
  for (const file of [join(home.dataFolder, 'postmaster.pid'), join(home.socketFolder, '.s.PGSQL.5432.lock')]) {
    const pid = pidInFile(file);
    if (pid !== null && !isPostgres(pid)) rmSync(file, { force: true });
  }
}

function openLog(file: string): { fd: number; startsAt: number } {
  try {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > largestLogBytes) renameSync(file, `${file}.1`);
    return { fd: openSync(file, 'a', 0o600), startsAt: size > largestLogBytes ? 0 : size };
  } catch (error) {
    throw new Explained(`The database's log ${file} cannot be written: ${reasonIn(String(error))}`);
  }
}

function readFrom(file: string, start: number): string {
  const length = Math.min(statSync(file).size - start, 64 * 1024);
  const text = Buffer.alloc(Math.max(length, 0));
  const fd = openSync(file, 'r');
  readSync(fd, text, 0, text.length, start);
  closeSync(fd);
  return text.toString('utf8');
}

/** One sentence out of what the server or the system said. */
export function reasonIn(said: string): string {
  if (/No space left|ENOSPC|disk quota|EDQUOT/i.test(said)) return 'the disk is full.';
  if (/EROFS|Read-only file system/i.test(said)) return 'the disk is read-only.';
  if (/EACCES|EPERM|Permission denied/i.test(said)) return `its folder may not be written to (${lastComplaint(said)}).`;
  if (/could not (create|map|resize).*shared memory|Cannot allocate memory/i.test(said))
    return 'there is not enough memory.';
  if (/error while loading shared libraries|Library not loaded/i.test(said)) {
    return `a library is missing (${lastComplaint(said)}): run "npm ci" again, with install scripts allowed.`;
  }
  return `${lastComplaint(said)}.`;
}

function lastComplaint(said: string): string {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const complaint = lines.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? 'it gave no reason';
  return complaint.replace(/^.*?(FATAL|PANIC|error|Error):\s*/i, '').replace(/\.$/, '');
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** PGDATA, PGOPTIONS and their like, set for some other server, must not reach ours. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? dirname(process.execPath), LC_ALL: 'C', TZ: 'UTC' };
}
