import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger, run, runOnce, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { errorCode } from '../explained.ts';
import type { ConnectionTarget } from '../db/connection.ts';
import { tasksRole } from '../db/roles.ts';
import { scheduleOf, type Chore } from './chore.ts';
import { openRegister } from './register.ts';
import type { Task } from './task.ts';

type Log = {
  info(facts: Readonly<Record<string, unknown>>, sentence: string): void;
  warn(facts: Readonly<Record<string, unknown>>, sentence: string): void;
  error(facts: Readonly<Record<string, unknown>>, sentence: string): void;
};

export type TaskRunnerOptions<S> = {
  readonly database: ConnectionTarget;
  readonly tasks: readonly Task<{ readonly org_id: string }, S>[];
  /** What comes back by itself; none in tests of single tasks. */
  readonly chores?: readonly Chore<S>[];
  readonly services: S;
  readonly log: Log;
  /** How many tasks run at once. */
  readonly concurrency: number;
  /** Told when a task has ended, and how. */
  readonly onTask?: (end: TaskEnd) => void;
};

export type TaskResult = 'done' | 'failed' | 'given up';
export type TaskEnd = { readonly task: string; readonly result: TaskResult; readonly seconds: number };

export type TaskRunner = {
  /** Takes no more tasks and waits for those under way; what is cut off runs again at the next start. */
  stop(): Promise<void>;
};

/** How long tasks under way may take to end when the process is told to stop; then others take them up. */
const patienceMs = 20_000;
const restMs = 5_000;

/**
 * Runs tasks until stopped: a new one starts within milliseconds, by the database's own notification. What a process that was
 * killed had begun is taken up again within seconds (`register.ts`).
 */
export async function startTaskRunner<S>(options: TaskRunnerOptions<S>): Promise<TaskRunner> {
  const { log } = options;
  const pool = tasksPool(options);
  const register = await openRegister(options.database, (facts, sentence) => log.warn(facts, sentence));
  let stopping = false;
  let runner = await begin();

  async function begin(): Promise<Runner> {
    const entered = Promise.withResolvers<void>();
    const events = tellFailures(log);
    events.once('pool:create', ({ workerPool }) => register.enter(workerPool.id).then(entered.resolve, entered.reject));
    events.on('job:start', ({ job }) => register.began(job.id));
    events.on('job:complete', ({ job }) => register.ended(job.id));
    countTasks(events, options.onTask);
    const begun = await run({
      pgPool: pool,
      taskList: taskList(options),
      concurrency: options.concurrency,
      pollInterval: 5_000,
      noHandleSignals: true,
      parsedCronItems: scheduleOf(options.chores ?? []),
      logger: quietLogger(log),
      events,
    });
    await entered.promise;
    const onEnd = (error: unknown) => void goOn(error);
    begun.promise.then(() => onEnd(null), onEnd);
    return begun;
  }

  /** A runner ends by itself when the database is away for long. */
  async function goOn(error: unknown): Promise<void> {
    if (stopping) return;
    log.error({ err: error }, 'the task runner stopped and is started again');
    await pause(restMs);
    if (stopping) return;
    try {
      runner = await begin();
    } catch (again) {
      await goOn(again);
    }
  }

  return {
    async stop() {
      stopping = true;
      await Promise.race([runner.stop().catch(() => undefined), pause(patienceMs, undefined, { ref: false })]);
      await register.close();
      await Promise.race([pool.end(), pause(1_000, undefined, { ref: false })]);
    },
  };
}

/** Counts how tasks end, for the metrics. */
function countTasks(events: WorkerEvents, onTask: TaskRunnerOptions<never>['onTask']): void {
  const beganMs = new Map<string, number>();
  const end = (job: { id: string; task_identifier: string }, result: TaskResult) => {
    const seconds = (performance.now() - (beganMs.get(job.id) ?? performance.now())) / 1000;
    beganMs.delete(job.id);
    onTask?.({ task: job.task_identifier, result, seconds });
  };
  events.on('job:start', ({ job }) => beganMs.set(job.id, performance.now()));
  events.on('job:success', ({ job }) => end(job, 'done'));
  events.on('job:error', ({ job }) => end(job, job.attempts >= job.max_attempts ? 'given up' : 'failed'));
}

/** Runs what is due now and returns when nothing is left: for tests and for the command line. */
export async function runDueTasks<S>(options: Omit<TaskRunnerOptions<S>, 'concurrency'>): Promise<void> {
  const pool = tasksPool({ ...options, concurrency: 1 });
  try {
    await runOnce({
      pgPool: pool,
      taskList: taskList(options),
      noHandleSignals: true,
      logger: quietLogger(options.log),
      events: tellFailures(options.log),
    });
  } finally {
    await pool.end();
  }
}

function tasksPool<S>({ database, concurrency, log }: TaskRunnerOptions<S>): pg.Pool {
  const pool = new pg.Pool({
    ...database,
    // One more to listen with, one to hand back tasks while every other is taken.
    max: concurrency + 2,
    connectionTimeoutMillis: 10_000,
    application_name: 'doorstep tasks',
    options: `-c role=${tasksRole} -c timezone=UTC`,
  });
  // The pool tells of idle clients only; one that is in use tells for itself (brianc/node-postgres #3202).
  const onError = (error: Error) => {
    // A closed pool's connections end a moment after it, and then a stopping database may end them first.
    if (!pool.ending) log.warn({ code: errorCode(error) }, 'a task connection was lost');
  };
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

function taskList<S>({
  tasks,
  chores = [],
  services,
}: Pick<TaskRunnerOptions<S>, 'tasks' | 'chores' | 'services'>): TaskList {
  const list: TaskList = {};
  for (const task of tasks)
    list[task.name] = async (payload, helpers) => {
      await task.run(payload, { services, taskId: helpers.job.id, attempt: helpers.job.attempts });
    };
  for (const chore of chores) list[chore.name] = () => chore.run(services);
  return list;
}

/** Errors of mail servers and their like quote addresses, so a failure is told by kind, not by message. */
function tellFailures(log: Log): WorkerEvents {
  const events: WorkerEvents = new EventEmitter();
  events.on('job:error', ({ job, error }) => {
    const facts = {
      task: job.task_identifier,
      task_id: job.id,
      attempt: job.attempts,
      of: job.max_attempts,
      ...kindOf(error),
    };
    log.warn(facts, 'a task failed');
  });
  events.on('job:failed', ({ job, error }) => {
    log.error({ task: job.task_identifier, task_id: job.id, ...kindOf(error) }, 'a task is given up');
  });
  return events;
}

function kindOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const where = error.stack
    ?.split('\n')
    .find((line) => line.includes('    at '))
    ?.trim();
  return { error: error.name, code: 'code' in error ? error.code : undefined, where };
}

/** The runner's own words, without those about single tasks, which `tellFailures` tells. */
function quietLogger(log: Log): Logger {
  return new Logger((scope) => (level, message) => {
    if (scope.jobId !== undefined) return;
    if (level === 'error') log.error({}, message);
    if (level === 'warning') log.warn({}, message);
  });
}
