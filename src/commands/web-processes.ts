import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Explained } from '../platform/explained.ts';
import type { Surroundings } from './command.ts';

/** Whether this process is one of several web processes, whose parent listens and hands the connections out. */
export const isOneOfSeveral = cluster.isWorker;

/** A process that lived shorter than this did not get far; its successor waits, longer each time. */
const shortLifeMs = 10_000;
const longestRestMs = 30_000;
/** A drain and a little more: see `serving.ts`. */
const drainMs = 40_000;

/**
 * Starts `doorstep web` so many times behind one port, replaces those that end, and ends them all with this process. The
 * parent takes connections and hands them out in turn; with SO_REUSEPORT the system would do so by itself, but those that
 * wait for a process that is ending would be cut.
 */
export async function openWebProcesses(count: number, surroundings: Surroundings): Promise<void> {
  const { config, log, closing } = surroundings;
  const [, main = ''] = process.argv;
  cluster.setupPrimary({ exec: main, args: ['web', '--port', String(config.port), '--host', config.host] });
  let shortLives = 0;
  let allThere = false;
  const start = (): Worker => {
    const worker = cluster.fork();
    const beganMs = performance.now();
    worker.once('listening', () => log.info({ web: worker.id }, 'a web process listens'));
    worker.once('exit', (code, signal) => void replace(code, signal, performance.now() - beganMs));
    return worker;
  };
  const replace = async (code: number | null, signal: string | null, livedMs: number) => {
    if (closing.hasBegun() || !allThere) return;
    const wasTold = code === 0 && signal === null;
    shortLives = !wasTold && livedMs < shortLifeMs ? shortLives + 1 : 0;
    if (!wasTold) log.error({ code, signal }, 'a web process ended and is replaced');
    if (shortLives > 1) await pause(Math.min(longestRestMs, 250 * 2 ** shortLives), undefined, { ref: false });
    if (!closing.hasBegun()) start();
  };
  const first = Array.from({ length: count }, start);
  await closing.add('the web processes', () => endAll());
  await Promise.all(first.map(listening));
  allThere = true;
}

async function listening(worker: Worker): Promise<void> {
  const ended = once(worker, 'exit').then(() => {
    throw new Explained('A web process did not start: it says above why.');
  });
  await Promise.race([once(worker, 'listening'), ended]);
  ended.catch(() => undefined);
}

async function endAll(): Promise<void> {
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  const ended = workers.map((worker) => once(worker, 'exit'));
  for (const worker of workers) worker.process.kill('SIGTERM');
  await Promise.race([Promise.all(ended), pause(drainMs, undefined, { ref: false })]);
  for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGKILL');
}
