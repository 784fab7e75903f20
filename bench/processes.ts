import { fork, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../server/main.js', import.meta.url));
const limitLive = fileURLToPath(new URL('./limit-live.js', import.meta.url));
const limitServer = fileURLToPath(new URL('./limit-server.js', import.meta.url));

/** For looking into a process, such as BENCH_NODE_OPTIONS="--cpu-prof --cpu-prof-dir=/tmp/profile". */
const nodeOptions = (process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter(Boolean);

export interface Running {
  readonly process: ChildProcess;
  /** From the call to the first page, in milliseconds. */
  readonly startMs: number;
  stop(): Promise<void>;
}

/** Starts the product as an operator would, and waits for its first page. */
export async function startProduct(
  command: 'start' | 'web',
  env: Record<string, string>,
  port: number,
  options: readonly string[] = [],
): Promise<Running> {
  const began = performance.now();
  const child = spawn(process.execPath, [...nodeOptions, ...options, main, command], {
    env: { ...process.env, PORT: String(port), NODE_ENV: 'production', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`doorstep ${command} ended with ${child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}/office/sign-in`).catch(() => null);
    if (answer?.ok) break;
    await pause(20);
  }
  return { process: child, startMs: performance.now() - began, stop: () => ended(child) };
}

export async function startLimitServer(planFile: string, kind: 'pages' | 'live' = 'pages'): Promise<Running> {
  const began = performance.now();
  const child = fork(kind === 'pages' ? limitServer : limitLive, [planFile], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  await new Promise((resolve) => child.once('message', resolve));
  return { process: child, startMs: performance.now() - began, stop: () => ended(child) };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await end;
}

/** Resident memory of a process and of those it started, in MiB, or NaN where /proc is not to be had. */
export function residentMiB({ pid = 0 }: ChildProcess): number {
  try {
    return Math.round(kibOf(pid) / 1024);
  } catch {
    return Number.NaN;
  }
}

function kibOf(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children.reduce((sum, child) => sum + kibOf(Number(child)), Number(kib));
}
