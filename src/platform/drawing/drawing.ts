import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Busy } from '../../kernel/errors.ts';
import { besideCode } from '../root.ts';
import { packed } from './carry.ts';
import type { Drawn, Order, Paper } from './paper.ts';

/** Draws papers beside the thread that answers requests, which goes on answering meanwhile. */
export interface Drawing {
  /**
   * The drawn paper.
   * @throws Busy when too many wait, when it takes too long, or when the thread ended over it
   */
  draw<D>(paper: Paper<D>, document: D, now: Temporal.Instant): Promise<Uint8Array<ArrayBuffer>>;
  /** How many wait for a thread. */
  readonly waiting: number;
  close(): Promise<void>;
}

export interface DrawingLimits {
  /** Threads of a process; the second is started when the first is at work. A long statement then holds up no invoice. */
  readonly threads: number;
  /** Papers that wait for a thread. The next is refused: whoever asked for it would have given up by then. */
  readonly waiting: number;
  /** How long one waits at most, and how long drawing may then take. The largest statement takes some 4 seconds. */
  readonly waitMs: number;
  readonly drawMs: number;
  /** Memory of a thread for what is drawn. The largest statement takes 150 MiB. */
  readonly heapMiB: number;
  /** A thread that long without work ends, and its memory is free. */
  readonly idleMs: number;
}

export const LIMITS: DrawingLimits = {
  threads: 2,
  waiting: 20,
  waitMs: 20_000,
  drawMs: 30_000,
  heapMiB: 256,
  idleMs: 60_000,
};

/** What those are told to wait who are sent away. */
const AGAIN_SECONDS = 20;

/** The thread that draws: bundled in a build, as it is written otherwise. */
function threadFile(): string {
  const built = besideCode('server/drawing-thread.js');
  return existsSync(built) ? built : besideCode('src/drawing-thread.ts');
}

/** Where what went wrong is written down. */
interface Log {
  error(facts: Readonly<Record<string, unknown>>, sentence: string): void;
}

/** Nothing is started before the first paper. */
export function openDrawing(log: Log, limits = LIMITS, file = threadFile()): Drawing {
  const pool = new Pool(log, limits, file);
  return {
    draw: (paper, document, now) => pool.add({ paper: paper.name, document: packed(document), now: now.toString() }),
    get waiting() {
      return pool.waiting;
    },
    close: () => pool.close(),
  };
}

interface Job {
  readonly order: Order;
  readonly settle: PromiseWithResolvers<Uint8Array<ArrayBuffer>>;
  timer: NodeJS.Timeout | undefined;
}

interface Thread {
  readonly worker: Worker;
  job: Job | null;
  idle: NodeJS.Timeout | undefined;
}

class Pool {
  readonly #threads = new Set<Thread>();
  readonly #jobs = new Set<Job>();
  readonly #log: Log;
  readonly #limits: DrawingLimits;
  readonly #file: string;
  #asked = 0;
  #closed = false;

  constructor(log: Log, limits: DrawingLimits, file: string) {
    this.#log = log;
    this.#limits = limits;
    this.#file = file;
  }

  get waiting(): number {
    return this.#jobs.size;
  }

  add(order: Omit<Order, 'id'>): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#closed || this.#jobs.size >= this.#limits.waiting) return Promise.reject(tooMany());
    this.#asked += 1;
    const job: Job = { order: { ...order, id: this.#asked }, settle: Promise.withResolvers(), timer: undefined };
    job.timer = setTimeout(() => {
      this.#jobs.delete(job);
      job.settle.reject(tooMany());
    }, this.#limits.waitMs);
    this.#jobs.add(job);
    this.#next();
    return job.settle.promise;
  }

  /** Gives the paper that waits longest to a thread without work, or to a new one. */
  #next(): void {
    const [job] = this.#jobs;
    if (job === undefined || this.#closed) return;
    const free = [...this.#threads].find((one) => one.job === null);
    if (free === undefined && this.#threads.size >= this.#limits.threads) return;
    this.#jobs.delete(job);
    clearTimeout(job.timer);
    const thread = free ?? this.#begin();
    clearTimeout(thread.idle);
    thread.job = job;
    thread.worker.ref();
    job.timer = setTimeout(() => this.#lose(thread, 'drawing takes too long'), this.#limits.drawMs);
    thread.worker.postMessage(job.order, []);
  }

  #begin(): Thread {
    const worker = new Worker(this.#file, {
      execArgv: [],
      workerData: 'drawing',
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.heapMiB, maxYoungGenerationSizeMb: 16 },
    });
    const thread: Thread = { worker, job: null, idle: undefined };
    worker.on('message', (drawn: Drawn) => this.#end(thread, drawn));
    worker.on('error', (error) => this.#lose(thread, 'the drawing thread ended', error));
    worker.on('exit', () => this.#lose(thread, 'the drawing thread ended'));
    this.#threads.add(thread);
    return thread;
  }

  #end(thread: Thread, drawn: Drawn): void {
    const { job, worker } = thread;
    if (job === null || job.order.id !== drawn.id) return;
    clearTimeout(job.timer);
    thread.job = null;
    worker.unref();
    thread.idle = setTimeout(() => void worker.terminate(), this.#limits.idleMs).unref();
    if ('bytes' in drawn) job.settle.resolve(drawn.bytes);
    else job.settle.reject(drawn.error);
    this.#next();
  }

  /** The thread is given up, and with it what it draws. What waits is drawn by the next. */
  #lose(thread: Thread, sentence: string, error?: unknown): void {
    if (!this.#threads.delete(thread)) return;
    clearTimeout(thread.idle);
    const { job } = thread;
    if (job !== null) {
      clearTimeout(job.timer);
      this.#log.error({ err: error, paper: job.order.paper }, sentence);
      job.settle.reject(new Busy('drawing.lost', AGAIN_SECONDS));
    }
    void thread.worker.terminate();
    this.#next();
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#jobs) {
      clearTimeout(job.timer);
      job.settle.reject(tooMany());
    }
    this.#jobs.clear();
    const threads = [...this.#threads];
    this.#threads.clear();
    for (const { job, idle } of threads) {
      clearTimeout(idle);
      clearTimeout(job?.timer);
      job?.settle.reject(tooMany());
    }
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }
}

function tooMany(): Busy {
  return new Busy('drawing.too-many', AGAIN_SECONDS);
}
