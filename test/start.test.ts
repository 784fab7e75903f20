import { readFileSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { commands, helpText, parseCommand } from '../src/commands/index.ts';
import { childrenOf, dataFolder, freePort, isRunning, runDoorstep } from './setup/program.ts';

const data = dataFolder();
const port = await freePort();
const environment = { DATA_DIR: data.path, PORT: String(port), DEMO: 'no' };
const ready = 'Doorstep is ready';
// Programs are started and stopped here, and a busy machine takes its time.
vi.setConfig({ testTimeout: 90_000 });
afterAll(() => data.remove());

const answer = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
const databasePid = () => Number.parseInt(readFileSync(join(data.path, 'postgres/postmaster.pid'), 'utf8'), 10);
const keeperOtherThan = (before: number) => childrenOf(databasePid(), 'doorstep_admin').find((pid) => pid !== before);

test('it starts on nothing, answers, and SIGTERM stops it and its database', async () => {
  const program = runDoorstep(['start'], environment);
  await program.until(ready);
  expect(await answer('/healthz')).toBe(200);
  expect(await answer('/readyz')).toBe(200);
  const database = databasePid();
  program.signal('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(isRunning(database)).toBe(false);
});

test('a second start on the same data says that Doorstep is already running, and leaves the first one alone', async () => {
  const first = runDoorstep(['start'], environment);
  await first.until(ready);
  const second = runDoorstep(['start', '--port', String(await freePort())], environment);
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain(`Doorstep is already running on this data (doorstep start, process ${first.pid})`);
  expect(second.said().trim().split('\n')).toHaveLength(1);
  expect(await answer('/readyz')).toBe(200);
  first.signal('SIGINT');
  expect(await first.ended).toBe(0);
});

test('of two first starts at once, one serves and the other says so', async () => {
  const empty = dataFolder();
  const ports = await Promise.all([freePort(), freePort()]);
  const both = ports.map((own) => runDoorstep(['start'], { ...environment, DATA_DIR: empty.path, PORT: String(own) }));
  const loser = await Promise.race(both.map((program) => program.ended.then(() => program)));
  expect(loser.said()).toContain('Doorstep is already running on this data');
  const winner = both.find((program) => program !== loser);
  await winner?.until(ready);
  winner?.signal('SIGTERM');
  expect(await winner?.ended).toBe(0);
  empty.remove();
});

test('after a kill that left the database running, the next start takes it over', async () => {
  const killed = runDoorstep(['start'], environment);
  await killed.until(ready);
  killed.signal('SIGKILL');
  await killed.ended;
  const database = databasePid();
  expect(isRunning(database)).toBe(true);
  const next = runDoorstep(['start'], environment);
  await next.until(ready);
  expect(await answer('/readyz')).toBe(200);
  next.signal('SIGTERM');
  expect(await next.ended).toBe(0);
  expect(isRunning(database)).toBe(false);
});

test('after a kill of everything, the next start recovers', async () => {
  const killed = runDoorstep(['start'], environment);
  await killed.until(ready);
  const database = databasePid();
  killed.signal('SIGKILL');
  process.kill(database, 'SIGKILL');
  await killed.ended;
  const next = runDoorstep(['start'], environment);
  await next.until(ready);
  expect(await answer('/readyz')).toBe(200);
  next.signal('SIGTERM');
  expect(await next.ended).toBe(0);
});

test('when its database dies, it keeps answering, says that it is not ready, and starts the database again', async () => {
  const program = runDoorstep(['start'], environment);
  await program.until(ready);
  process.kill(databasePid(), 'SIGKILL');
  await program.until('The database had stopped and was started again.');
  expect(await answer('/healthz')).toBe(200);
  expect(await answer('/readyz')).toBe(200);
  program.signal('SIGTERM');
  expect(await program.ended).toBe(0);
});

test('a database that lost its connections again and again has not died, and one that then dies is started at once', async () => {
  const program = runDoorstep(['start'], environment);
  await program.until(ready);
  for (let n = 0, before = 0; n < 7; n += 1) {
    // The server ends all its connections when one of its processes is killed, and the keeper's comes back.
    before = await vi.waitUntil(() => keeperOtherThan(before), { timeout: 20_000, interval: 20 });
    process.kill(before, 'SIGKILL');
  }
  await vi.waitUntil(() => keeperOtherThan(0), { timeout: 20_000, interval: 20 });
  process.kill(databasePid(), 'SIGKILL');
  await program.until('The database had stopped and was started again.');
  expect(program.said()).not.toMatch(/times within a minute/);
  await vi.waitUntil(async () => (await answer('/readyz')) === 200, { timeout: 60_000, interval: 50 });
  program.signal('SIGTERM');
  expect(await program.ended).toBe(0);
});

test('a taken port is one sentence, and the database is not left running', async () => {
  const other = createServer();
  await new Promise<void>((done) => void other.listen(port, '127.0.0.1', done));
  const program = runDoorstep(['start'], environment);
  expect(await program.ended).toBe(1);
  expect(program.said().trim()).toBe(`Port ${port} is taken by another program: stop it, or set PORT to a free one.`);
  expect(existsSync(join(data.path, 'postgres/postmaster.pid'))).toBe(false);
  await new Promise((done) => void other.close(done));
});

test.each([
  [['start', '--prot', '1'], {}, "Unknown option '--prot'"],
  [['fly'], {}, 'There is no command "fly"'],
  [['start'], { PORT: 'http' }, 'PORT must be a port number'],
  [['migrate', '--admin-url', 'x'], {}, '--admin-url goes with DATABASE_URL'],
  [
    ['start'],
    { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x', SECRET_KEY: 'k'.repeat(40) },
    'No database answers at 127.0.0.1:1',
  ],
])('%j with %j is one sentence', async (args, more, sentence) => {
  const program = runDoorstep(args, { ...environment, ...more });
  expect(await program.ended).toBe(1);
  expect(program.said()).toContain(sentence);
  expect(program.said().trim().split('\n')).toHaveLength(1);
});

test('every command explains itself', async () => {
  const overview = runDoorstep(['help'], environment);
  expect(await overview.ended).toBe(0);
  for (const command of commands) {
    expect(overview.said()).toContain(`  ${command.name} `);
    expect(parseCommand([command.name, '--help'])).toEqual({ help: command, isMistake: false });
    const help = helpText(command);
    expect(help).toContain(`Usage: doorstep ${command.name}`);
    expect(Object.keys(command.options).filter((option) => !help.includes(`--${option}`))).toEqual([]);
    expect(help.split('\n').filter((line) => line.length > 100)).toEqual([]);
  }
});
