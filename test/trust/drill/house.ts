import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { beginSession, csrfToken, orgRow } from '../../../src/features/sessions/index.ts';
import { system } from '../../../src/kernel/actor.ts';
import { keysFrom } from '../../../src/platform/crypto/index.ts';
import { type ConnectionSettings, connect } from '../../../src/platform/db/connection.ts';
import { database, openPool } from '../../../src/platform/db/index.ts';
import { childrenOf, dataFolder, freePort, isRunning, runDoorstep, type Program } from '../../setup/program.ts';

/** What is killed: each with SIGKILL, so that nothing gets to say goodbye. */
export const victims = ['web process', 'main process', 'database', 'connection of the database', 'everything'] as const;
export type Victim = (typeof victims)[number];

export type House = Awaited<ReturnType<typeof openHouse>>;

/** Two web processes, tasks and the built-in database, with somebody who starts it again whenever it ends, as systemd does. */
export async function openHouse() {
  const data = dataFolder();
  const port = await freePort();
  const sink = await openSink();
  const environment = {
    DATA_DIR: data.path,
    PORT: String(port),
    WEB_CONCURRENCY: '2',
    LOG_LEVEL: 'error',
    SMTP_URL: `smtp://127.0.0.1:${sink.port}?tls=none`,
    MAIL_FROM: 'portal@example.com',
  };
  const state: { program: Program; isClosing: boolean; said: string } = {
    program: runDoorstep(['start'], environment),
    isClosing: false,
    said: '',
  };
  const watch = (program: Program) =>
    void program.ended.then(() => {
      if (state.isClosing) return;
      state.program = runDoorstep(['start'], environment);
      watch(state.program);
    });
  await state.program.until('Doorstep is ready');
  watch(state.program);

  /** None while it is stopped between two starts: there is nothing to kill then. */
  const postmasters = () => {
    const file = join(data.path, 'postgres/postmaster.pid');
    return existsSync(file) ? [Number.parseInt(readFileSync(file, 'utf8'), 10)] : [];
  };
  const serversOf = (user: string) => postmasters().flatMap((pid) => childrenOf(pid, user));
  const kill = (pids: readonly number[]) => {
    for (const pid of pids)
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended by itself, or has not begun.
      }
  };
  const pidsOf: Record<Victim, () => number[]> = {
    'web process': () => childrenOf(state.program.pid, ' web ').slice(0, 1),
    'main process': () => [state.program.pid],
    database: () => postmasters(),
    'connection of the database': () => serversOf('doorstep_app').slice(0, 1),
    everything: () => [
      state.program.pid,
      ...childrenOf(state.program.pid, ' web '),
      ...serversOf('postgres'),
      ...postmasters(),
    ],
  };
  return {
    url: `http://127.0.0.1:${port}`,
    mails: sink.mails,
    /** Kills it, as soon as there is something to kill, and answers after how many milliseconds pages are to be had again. */
    async kill(victim: Victim): Promise<number> {
      let pids = pidsOf[victim]();
      for (; pids.length === 0; pids = pidsOf[victim]()) await pause(20);
      // A database's other processes end with it, and may answer once more before they do.
      const gone =
        victim === 'web process' || victim === 'main process' ? pids : [...pids, ...serversOf('doorstep_app')];
      const beganMs = performance.now();
      kill(pids);
      while (gone.some(isRunning)) await pause(5);
      while (!(await isReady(`http://127.0.0.1:${port}/readyz`))) await pause(20);
      return performance.now() - beganMs;
    },
    admin: () => settingsOf(data.path, 'doorstep_admin', 'admin'),
    async staff() {
      return await signIn(
        settingsOf(data.path, 'doorstep_app', 'app'),
        readFileSync(join(data.path, 'secret-key'), 'utf8').trim(),
      );
    },
    async close() {
      state.isClosing = true;
      state.program.signal('SIGTERM');
      await state.program.ended;
      await sink.close();
      data.remove();
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  return await fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
    ({ status }) => status === 200,
    () => false,
  );
}

function settingsOf(dataDir: string, user: string, which: 'admin' | 'app'): ConnectionSettings {
  const passwords = JSON.parse(readFileSync(join(dataDir, 'database-passwords.json'), 'utf8'));
  return { host: join(dataDir, 'socket'), port: 5432, database: 'doorstep', user, password: String(passwords[which]) };
}

/** A member of staff's cookie and form token, without going through the sign-in page. */
async function signIn(app: ConnectionSettings, key: string) {
  const db = database(openPool({ connection: { ...app }, size: 1, onError: () => {} }));
  const client = await connect(app, { name: 'drill', role: 'doorstep_gate' });
  const { rows } = await client.query<{ id: string }>(`select id from orgs where slug = 'harbour-hill'`);
  await client.end();
  const orgId = rows[0]?.id ?? '';
  const held = await db.inScope(system(orgId, 'drill'), async (tx) => {
    const org = await orgRow(tx, orgId);
    const member = await tx
      .selectFrom('staff')
      .select('id')
      .where('org_id', '=', orgId)
      .where('role', '=', 'owner')
      .executeTakeFirstOrThrow();
    if (!org) throw new Error('the demo world has no org');
    const now = Temporal.Now.instant();
    const { secret } = await beginSession(
      tx,
      org,
      { kind: 'office', beganBy: 'totp', staffId: member.id },
      { now, device: 'Drill' },
    );
    const session = await tx
      .selectFrom('sessions')
      .select('id')
      .where('org_id', '=', orgId)
      .where('staff_id', '=', member.id)
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    return { orgId, secret, csrf: csrfToken(keysFrom(key), session.id) };
  });
  await db.close();
  return held;
}

/** Takes every mail and remembers by its Message-ID how often it came. */
async function openSink() {
  const mails = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (piece: Buffer) => (text += String(piece)));
      stream.on('end', () => {
        const [, id = ''] = /^Message-ID: <([0-9a-f-]{36})@/im.exec(text) ?? [];
        mails.set(id, (mails.get(id) ?? 0) + 1);
        done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const address = server.server.address();
  return {
    mails,
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () => new Promise<void>((closed) => server.close(closed)),
  };
}
