import type { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type ConnectionTarget } from '../db/connection.ts';
import { tasksRole } from '../db/roles.ts';

/*
 * graphile-worker keeps a task for the runner that took it for four hours, however soon that runner dies. Here every runner
 * holds an advisory lock under its name for as long as its process lives; the others look every few seconds whose tasks are
 * held by nobody that is alive, and let go of them.
 */

/** Any fixed number, the first half of each lock; the second is made of the runner's name. */
const lockClass = 730_511_822;
const lookEveryMs = 5_000;
/** After a restart of the database every lock is gone, and the living have to take theirs again first. */
const quietSeconds = 10;
/** How long a task that has ended may take to be written off by the runner itself, which tries again when it can't. */
const writeOffMs = 60_000;

type Warn = (facts: Readonly<Record<string, unknown>>, sentence: string) => void;

export type Register = {
  /** A runner of this process begins. */
  enter(runner: string): Promise<void>;
  began(taskId: string): void;
  ended(taskId: string): void;
  /** Lets go of what this process still holds, so that others can take it up at once. */
  close(): Promise<void>;
};

export async function openRegister(database: ConnectionTarget, warn: Warn): Promise<Register> {
  const own = new Set<string>();
  const running = new Map<string, NodeJS.Timeout | null>();
  const state = { closed: false };
  let client = await hello();
  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();

  async function hello(): Promise<Client> {
    const next = await connect(database, { name: 'doorstep tasks, register', role: tasksRole });
    next.once('end', () => void again());
    for (const runner of own) await take(next, runner);
    return next;
  }

  async function again(): Promise<void> {
    for (let tries = 0; !state.closed; tries++) {
      await pause(Math.min(2_000, 100 * 2 ** tries));
      try {
        if (!state.closed) client = await hello();
        return;
      } catch {
        // The database is away; the runner tells of it, and we ask again.
      }
    }
  }

  async function look(): Promise<void> {
    try {
      const { rows } = await client.query<{ id: string; task: string }>(letGo, [
        [...own],
        [...running.keys()],
        lockClass,
        quietSeconds,
      ]);
      for (const { id, task } of rows) warn({ task_id: id, task }, 'a task that was cut off is taken up again');
    } catch {
      // Asked again in a moment, on a new connection if this one is broken.
    }
  }

  return {
    async enter(runner) {
      own.add(runner);
      await take(client, runner);
      await look();
    },
    began: (taskId) => void running.set(taskId, null),
    ended: (taskId) => void running.set(taskId, setTimeout(() => running.delete(taskId), writeOffMs).unref()),
    async close() {
      clearInterval(timer);
      running.clear();
      await look();
      state.closed = true;
      await client.end().catch(() => {});
    },
  };
}

async function take(client: Client, runner: string): Promise<void> {
  await client.query('select pg_advisory_lock_shared($1, hashtext($2))', [lockClass, runner]);
}

/**
 * $1 our runners, $2 the tasks they are at, $3 the class of the locks, $4 seconds of quiet after a start of the database. What
 * is held by ourselves and not worked at was cut off by a failure of the database.
 */
const letGo = `
  with alive as (
    select objid::bigint as hash from pg_locks
     where locktype = 'advisory' and granted and objsubid = 2 and classid::bigint = $3
       and database = (select oid from pg_database where datname = current_database())
  ), gone as (
    select distinct h.name from (
      select locked_by as name from graphile_worker._private_jobs where locked_at is not null
      union select locked_by from graphile_worker._private_job_queues where locked_at is not null
    ) h where not h.name = any ($1) and (hashtext(h.name)::bigint & 4294967295) not in (select hash from alive)
       and pg_postmaster_start_time() < now() - make_interval(secs => $4)
  ), queues as (
    update graphile_worker._private_job_queues set locked_at = null, locked_by = null
     where locked_by in (select name from gone)
        or (locked_by = any ($1) and not exists (
              select from graphile_worker._private_jobs j where j.job_queue_id = _private_job_queues.id and j.id::text = any ($2)))
  )
  update graphile_worker._private_jobs j set locked_at = null, locked_by = null
    from graphile_worker._private_tasks t
   where t.id = j.task_id and (j.locked_by in (select name from gone)
         or (j.locked_by = any ($1) and not j.id::text = any ($2) and j.locked_at < now() - interval '2 seconds'))
  returning j.id::text as id, t.identifier as task`;
