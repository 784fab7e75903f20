import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { Agent, get, request } from 'node:http';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { childrenOf, dataFolder, freePort, runDoorstep, type Program } from './setup/program.ts';

/* Several processes, how they stop, and what they tell of themselves. */

const data = dataFolder();
const port = await freePort();
const environment = { DATA_DIR: data.path, PORT: String(port), DEMO: 'no', LOG_LEVEL: 'warn' };
const ready = 'Doorstep is ready';
vi.setConfig({ testTimeout: 90_000 });
const programs: Program[] = [];
const run = (...asked: Parameters<typeof runDoorstep>): Program => {
  const program = runDoorstep(...asked);
  programs.push(program);
  return program;
};
afterAll(async () => {
  for (const program of programs) program.signal('SIGTERM');
  await Promise.all(programs.map((program) => program.ended));
  data.remove();
});

const ended = async (program: Program): Promise<unknown> => {
  program.signal('SIGTERM');
  return await program.ended;
};

/** A form that is sent in two halves, so that its request is under way for as long as we like. */
function beginSlowRequest() {
  const answer = Promise.withResolvers<number>();
  const body = 'identifier=nobody%40example.com';
  const sent = request(
    {
      port,
      path: '/office/sign-in',
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': body.length,
        'sec-fetch-site': 'same-origin',
      },
    },
    (response) => {
      response.resume();
      answer.resolve(response.statusCode ?? 0);
    },
  );
  sent.on('error', answer.reject);
  sent.write(body.slice(0, 10));
  return { answer: answer.promise, finish: () => sent.end(body.slice(10)) };
}

const isRefused = () =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    () => false,
    () => true,
  );

test('told to stop, it takes no more requests and finishes the one under way', async () => {
  const program = run(['start'], environment);
  await program.until(ready);
  const slow = beginSlowRequest();
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  program.signal('SIGTERM');
  await vi.waitFor(async () => expect(await isRefused()).toBe(true), { timeout: 10_000 });
  slow.finish();
  expect(await slow.answer).toBeLessThan(500);
  expect(await program.ended).toBe(0);
});

test('of two web processes either may be stopped or killed, and no request is lost to a stop', async () => {
  const program = run(['start'], { ...environment, WEB_CONCURRENCY: '2', LOG_LEVEL: 'info' });
  await program.until(ready);
  const webs = () => childrenOf(program.pid, ' web ');
  const [first = 0, second = 0] = webs();
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const one = () =>
    new Promise<number>((done, fail) => {
      const asked = get({ port, path: '/office/sign-in', agent }, (response) => {
        response.resume();
        response.on('end', () => done(response.statusCode ?? 0));
      });
      asked.on('error', fail);
    });
  const round = { isOver: false };
  const statuses: number[] = [];
  const visitors = Array.from({ length: 8 }, async () => {
    while (!round.isOver) statuses.push(await one());
  });
  for (const [pid, successor] of [
    [first, 3],
    [second, 4],
  ] as const) {
    process.kill(pid, 'SIGTERM');
    // Only then the next one: else nobody would be there for a moment.
    await program.until(`"web":${successor},`);
  }
  round.isOver = true;
  await Promise.all(visitors);
  expect(new Set(statuses)).toEqual(new Set([200]));
  const [killed = 0] = webs();
  process.kill(killed, 'SIGKILL');
  await program.until('a web process ended and is replaced');
  await vi.waitFor(() => expect([webs().includes(killed), webs().length]).toEqual([false, 2]), { timeout: 30_000 });
  const left = webs();
  expect(await ended(program)).toBe(0);
  expect(left.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
});

test('metrics tell of all processes by route, of tasks, deliveries and memory, to this machine only', async () => {
  const program = run(['start'], { ...environment, WEB_CONCURRENCY: '2' });
  await program.until(ready);
  await fetch(`http://127.0.0.1:${port}/nobody/sign-in`);
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  const text = await answer.text();
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  for (const process of ['main', 'web-1', 'web-2'])
    expect(text).toContain(`process_resident_memory_bytes{process="${process}"}`);
  expect(text).toMatch(/doorstep_http_request_seconds_count\{[^}]*route="\/:org\/sign-in"[^}]*\} 1/);
  expect(text).not.toContain('nobody');
  for (const name of ['doorstep_database_connections', 'nodejs_eventloop_lag_p99_seconds'])
    expect(text).toContain(`${name}{`);
  for (const name of ['doorstep_tasks_waiting', 'doorstep_deliveries', 'doorstep_task_seconds'])
    expect(text).toContain(`# TYPE ${name} `);
  expect(text.match(/# TYPE process_resident_memory_bytes /g)).toHaveLength(1);
  expect(await ended(program)).toBe(0);
});

test('doctor tells what is fine and what is not, for people and for programs', async () => {
  const doctor = async (args: readonly string[]) => {
    const program = run(['doctor', ...args], { ...environment, BACKUP_DIR: join(data.path, 'backups') });
    return { code: await program.ended, said: program.said() };
  };
  const house = run(['start'], environment);
  await house.until(ready);
  const healthy = await doctor(['--json']);
  const findings: { check: string; state: string; sentence: string }[] = JSON.parse(healthy.said);
  expect([healthy.code, findings.filter(({ state }) => state === 'wrong')]).toEqual([0, []]);
  const checks = new Set(findings.map(({ check }) => check));
  for (const check of [
    'address',
    'data',
    'disk',
    'secrecy',
    'key',
    'processes',
    'database',
    'clock',
    'connections',
    'rows',
    'tasks',
    'backup',
    'mail',
  ])
    expect(checks, healthy.said).toContain(check);
  chmodSync(join(data.path, 'secret-key'), 0o644);
  const ill = await doctor([]);
  chmodSync(join(data.path, 'secret-key'), 0o600);
  expect([ill.code, ill.said]).toEqual([1, expect.stringMatching(/WRONG .*may read secret-key in /)]);
  expect(await ended(house)).toBe(0);
});

test('pages and tasks in processes of their own share the built-in database, and the last one stops it', async () => {
  const web = run(['web'], environment);
  await web.until('Serving');
  const worker = run(['worker'], environment);
  await worker.until('Running background tasks');
  const database = Number.parseInt(readFileSync(join(data.path, 'postgres/postmaster.pid'), 'utf8'), 10);
  expect(await ended(web)).toBe(0);
  expect(existsSync(`/proc/${database}`)).toBe(true);
  const again = run(['web'], environment);
  await again.until('Serving');
  process.kill(database, 'SIGKILL');
  await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200), {
    timeout: 30_000,
  });
  expect([await ended(worker), await ended(again)]).toEqual([0, 0]);
  expect(existsSync(join(data.path, 'postgres/postmaster.pid'))).toBe(false);
});
