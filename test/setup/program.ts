import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What is on `PATH` and `HOME` reaches the program; settings of whoever runs the tests do not. */
const bare = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/' };

export type Program = {
  readonly pid: number;
  /** Everything printed so far. */
  readonly said: () => string;
  /** Resolves when the text has been printed; rejects when the program ends without it. */
  until(text: string): Promise<void>;
  /** The exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  signal(name: NodeJS.Signals): void;
};

/** Runs the built program, as `bin/doorstep` does. The build must be there (`npm test` makes it first). */
export function runDoorstep(args: readonly string[], environment: Record<string, string>): Program {
  const child = spawn(process.execPath, [resolve('dist/server/main.js'), ...args], {
    env: { ...bare, ...environment },
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const hearers = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    said += String(chunk);
    for (const hearer of hearers) hearer();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | NodeJS.Signals>((done) =>
    child.once('close', (code, signal) => done(code ?? signal ?? 1)),
  );
  const until = (text: string) =>
    new Promise<void>((done, fail) => {
      const look = () => {
        if (said.includes(text)) done();
      };
      hearers.add(look);
      look();
      void ended.then((code) => fail(new Error(`the program ended (${code}) without "${text}":\n${said}`)));
    });
  return { pid: child.pid ?? 0, said: () => said, until, ended, signal: (name) => void child.kill(name) };
}

/** The processes that another one started and whose command line holds a text. */
export function childrenOf(parent: number, text: string): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,stat=,args=', '--ppid', String(parent)], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line.includes(text) && !/^\s*\d+\s+Z/.test(line))
    .map((line) => Number.parseInt(line, 10));
}

/** One that has ended and was not missed yet by whoever started it runs no more. */
export function isRunning(pid: number): boolean {
  try {
    return !/\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** A folder for DATA_DIR that root's database account may enter, and how to remove it. */
export function dataFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'doorstep-data-'));
  chmodSync(path, 0o711);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A port that nobody uses just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => void server.close(done));
  return port;
}
