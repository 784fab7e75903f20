import { EventEmitter } from 'node:events';
import { Logger, run, runOnce, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { errorCode } from '../explained.ts';
import type { ConnectionTarget } from '../db/connection.ts';
import { tasksRole } from '../db/roles.ts';
import { scheduleOf, type Chore } from './chore.ts';
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
};

export type TaskRunner = {
  /** Takes no more tasks and waits for those under way; what is cut off runs again at the next start. */
  stop(): Promise<void>;
};

/** Runs tasks until stopped: a new one starts within milliseconds, by the database's own notification. */
export async function startTaskRunner<S>(options: TaskRunnerOptions<S>): Promise<TaskRunner> {
  const pool = tasksPool(options);
  const runner = await run({
    pgPool: pool,
    taskList: taskList(options),
    concurrency: options.concurrency,
    pollInterval: 5_000,
    noHandleSignals: true,
    parsedCronItems: scheduleOf(options.chores ?? []),
    logger: quietLogger(options.log),
    events: tellFailures(options.log),
  });
  // Rejects when the runner ends by itself, which only a lost database brings about.
  runner.promise.catch((error: unknown) => options.log.error({ err: error }, 'the task runner stopped'));
  return {
    async stop() {
      await runner.stop();
      await pool.end();
    },
  };
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
