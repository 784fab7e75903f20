import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { Explained, errorCode } from '../explained.ts';
import { findClusterHome, type ClusterHome } from './cluster-home.ts';
import { connect, withClient, type ConnectionSettings } from './connection.ts';
import { moveIn, moveOut } from './housemates.ts';
import {
  adminLogin,
  ensureCluster,
  launch,
  postmasterPid,
  productOptions,
  reasonIn,
  stopPostmaster,
  type ServerOptions,
} from './postmaster.ts';
import { appLogin } from './roles.ts';

export type EmbeddedDatabase = {
  /** The superuser: for roles, migrations and this file, never for requests. */
  readonly admin: ConnectionSettings;
  /** What requests and tasks connect as. */
  readonly app: ConnectionSettings;
  readonly notice: string | null;
  /** Drops the database and makes it anew, without anything in it. */
  beginAgain(): Promise<void>;
  /** Stops the server unless another Doorstep process uses it, which then does so. May be called twice. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  readonly dataDir: string;
  /** For messages and for whoever looks at the list of sessions: `start`, `import`, … */
  readonly command: string;
  /** `alone` refuses when another Doorstep has the data; `shared` then uses the server that runs already. */
  readonly use: 'alone' | 'shared';
  readonly server?: ServerOptions;
  /** Told in one sentence when the server died and was, or could not be, started again. */
  readonly onTrouble?: (sentence: string) => void;
};

const databaseName = 'doorstep';
/** Crash recovery of a busy database takes minutes at worst; nobody should have to kill it for being slow. */
const longestRecoveryMs = 15 * 60_000;

/**
 * Starts PostgreSQL 18 under `dataDir`, or takes over one that a killed Doorstep left running.
 * Several processes may share it (`housemates.ts`); each starts it again when it dies under them. Throws `Explained`.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const home = await findClusterHome(options.dataDir);
  const passwords = readOrMakePasswords(options.dataDir);
  const server = options.server ?? productOptions;
  const at = { host: home.socketFolder, port: 5432 };
  const admin = { ...at, database: databaseName, user: adminLogin, password: passwords.admin };
  const app = { ...at, database: databaseName, user: appLogin, password: passwords.app };
  await ensureCluster(home, passwords.admin, server);
  const name = `doorstep ${options.command}, process ${process.pid}`;
  const bringUp = () => bringUpServer(home, { ...admin, database: 'postgres' }, server, name);
  const keeper = await bringUp();
  const isOwner = await moveIn(keeper, options.use);
  const anywhere = { ...admin, database: 'postgres' };
  await ensureDatabase(anywhere, name);
  const isGone = () => postmasterPid(home.dataFolder) === null;
  const watch = keepAlive(keeper, { bringUp, isGone }, isOwner, options.onTrouble ?? (() => {}));
  let stopping: Promise<void> | null = null;
  const stop = async () => {
    if (await watch.release()) await stopPostmaster(home.dataFolder);
  };
  const beginAgain = async () => {
    await withClient(anywhere, { name }, (client) => client.query(`drop database ${databaseName} with (force)`));
    await ensureDatabase(anywhere, name);
  };
  return { admin, app, notice: home.notice, beginAgain, stop: () => (stopping ??= stop()) };
}

/** Connects to the server, starting it if it doesn't answer. */
async function bringUpServer(
  home: ClusterHome,
  admin: ConnectionSettings,
  server: ServerOptions,
  name: string,
): Promise<Client> {
  const beganMs = performance.now();
  let launched = null;
  for (let attempt = 0; ; attempt++) {
    const answer = await tryConnect(admin, name);
    if (answer.client !== null) return answer.client;
    const waitedMs = performance.now() - beganMs;
    if (waitedMs > longestRecoveryMs)
      throw new Explained(
        `The database did not start within ${longestRecoveryMs / 60_000} minutes: see ${home.logFile}.`,
      );
    if (launched?.hasEnded()) {
      const said = launched.failure();
      // Another process starts the same server, or the children of a killed one are still leaving.
      const passing =
        /postmaster\.pid" already exists|pre-existing shared memory|already in use|Is another postmaster/i.test(said);
      if (!passing || waitedMs > 20_000) throw new Explained(`The database did not start: ${reasonIn(said)}`);
      launched = null;
      await pause(100);
    } else if (launched === null && answer.isDown) {
      launched = postmasterPid(home.dataFolder) === null ? launch(home, server) : null;
    }
    await pause(Math.min(10 + attempt * 5, 100));
  }
}

async function tryConnect(
  admin: ConnectionSettings,
  name: string,
): Promise<{ client: Client | null; isDown: boolean }> {
  try {
    return { client: await connect(admin, { name }), isDown: false };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ECONNREFUSED' || code === 'ENOENT') return { client: null, isDown: true };
    // 57P03: starting up or shutting down. A reset means that it went while we were talking to it.
    // 57P01 and 57P02: the server ended us while it came back from a crash.
    if (['57P01', '57P02', '57P03'].includes(code) || code === 'ECONNRESET' || code === 'EPIPE')
      return { client: null, isDown: false };
    if (error instanceof Error && /terminated unexpectedly/.test(error.message)) return { client: null, isDown: false };
    if (code === '28P01') {
      throw new Explained(
        'The database refuses its own password: database-passwords.json in DATA_DIR belongs to other data.',
      );
    }
    if (code === '53300')
      throw new Explained('The database has no connection left for this command: end another one first.');
    throw error;
  }
}

async function ensureDatabase(admin: ConnectionSettings, name: string): Promise<void> {
  await withClient(admin, { name }, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (rowCount !== 0) return;
    await client.query(`create database ${databaseName}`).catch((error: unknown) => {
      // Two first starts at once: the other one's database serves.
      if (!['42P04', '23505'].includes(errorCode(error))) throw error;
    });
  });
}

/** A server that dies again and again is started less and less often, up to this. */
const longestRestMs = 30_000;

/**
 * Starts the server again whenever it dies under us: the owner at once, whoever shares it a little later, so that they don't
 * get in each other's way. Five deaths within a minute are bad luck; after that it rests before each start. A server that
 * lost one of its processes and ended all its connections has not died: it comes back by itself, and is not counted.
 */
function keepAlive(
  first: Client,
  { bringUp, isGone }: { bringUp: () => Promise<Client>; isGone: () => boolean },
  wasOwner: boolean,
  onTrouble: (sentence: string) => void,
) {
  let keeper = first;
  let isOwner = wasOwner;
  let released = false;
  let deathsMs: number[] = [];
  const watch = (client: Client) => client.once('end', () => void onEnd(isGone()));
  const onEnd = async (isCounted: boolean) => {
    if (released) return;
    deathsMs = deathsMs.filter((ms) => performance.now() - ms < 60_000);
    if (isCounted) deathsMs.push(performance.now());
    const restMs = !isCounted || deathsMs.length <= 5 ? 0 : Math.min(longestRestMs, 1000 * 2 ** (deathsMs.length - 6));
    if (restMs > 0)
      onTrouble(`The database stopped ${deathsMs.length} times within a minute: trying again in ${restMs / 1000} s.`);
    await pause(restMs + (isOwner ? 0 : 1500));
    try {
      if (released) return;
      const next = await bringUp();
      if (released) return void next.end().catch(() => {});
      keeper = next;
      watch(keeper);
      isOwner = await moveIn(keeper, 'shared');
      if (isOwner)
        onTrouble(
          isCounted
            ? 'The database had stopped and was started again.'
            : 'The database had ended its connections and is back.',
        );
    } catch (error) {
      onTrouble(error instanceof Error ? error.message : String(error));
      void onEnd(true);
    }
  };
  watch(keeper);
  /** True when the server is to be stopped by us. */
  const release = async (): Promise<boolean> => {
    released = true;
    // A server that has gone already is stopped as well as one can.
    const isOurs = await moveOut(keeper).catch(() => isOwner);
    await keeper.end().catch(() => {});
    return isOurs;
  };
  return { release };
}

type Passwords = { readonly admin: string; readonly app: string };

/** Written whole and linked into place, so that of two first starts both use the same ones. */
function readOrMakePasswords(dataDir: string): Passwords {
  const file = join(dataDir, 'database-passwords.json');
  const mine = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(dataDir, { recursive: true });
    const made: Passwords = {
      admin: randomBytes(24).toString('base64url'),
      app: randomBytes(24).toString('base64url'),
    };
    writeFileSync(mine, JSON.stringify(made), { mode: 0o600 });
    linkSync(mine, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw new Explained(`DATA_DIR cannot be written: ${reasonIn(String(error))}`);
  } finally {
    rmSync(mine, { force: true });
  }
  const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof found === 'object' && found !== null && 'admin' in found && 'app' in found) {
    return { admin: String(found.admin), app: String(found.app) };
  }
  throw new Explained(`${file} does not hold the database's passwords: restore it from a copy.`);
}
