import { sql } from 'kysely';
import type { z } from 'zod';
import { system, type SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../db/index.ts';

/** A payload names its org, the one its handler then works for; the rest is ids and small facts. */
type Payload = { readonly org_id: string };

export type TaskContext<S> = {
  /** For `inScope`: the background's rights in the payload's org. */
  readonly actor: SystemActor;
  readonly services: S;
  /** The same for every try of this task: what the outside world is given as its idempotency key. */
  readonly taskId: string;
  /** 1 for the first try. */
  readonly attempt: number;
};

export type Task<P extends Payload, S> = {
  readonly name: string;
  readonly schema: z.ZodType<P>;
  run(payload: unknown, context: Omit<TaskContext<S>, 'actor'>): Promise<void>;
};

/**
 * A piece of work for the background. It runs at least once: a crash after the work and before the note that it is done
 * runs it again, so the handler must come to the same end twice. A handler that throws is tried again, later each time.
 *
 * The name must also be in `doorstep_private.task_names`, by a migration.
 */
export function defineTask<P extends Payload, S>(
  name: string,
  schema: z.ZodType<P>,
  handler: (payload: P, context: TaskContext<S>) => Promise<void>,
): Task<P, S> {
  return {
    name,
    schema,
    async run(raw, context) {
      const payload = schema.parse(raw);
      await handler(payload, { ...context, actor: system(payload.org_id, name) });
    },
  };
}

export type TaskOptions = {
  /** While a task with this key waits, adding another one replaces it. Unique over all orgs, so it begins with an id. */
  readonly jobKey?: string;
  /** Not before this moment; at once when absent. */
  readonly runAt?: Temporal.Instant;
  /** Tries before it is given up; 25, which is about three days. */
  readonly maxAttempts?: number;
  /** Tasks of one queue run one after the other. */
  readonly queue?: string;
};

/**
 * Adds a task within the transaction, whatever role it runs under: if that is rolled back, there is no task. `task` is
 * the task, or its name where the feature that owns it may not be imported. Throws when the name is unknown, when the
 * payload is of another org than the transaction, or is bigger than 16 KiB.
 */
export async function addTask<P extends Payload>(
  tx: Tx,
  task: string | Pick<Task<P, never>, 'name' | 'schema'>,
  payload: P,
  options: TaskOptions = {},
): Promise<void> {
  const name = typeof task === 'string' ? task : task.name;
  const checked = typeof task === 'string' ? payload : task.schema.parse(payload);
  await sql`select doorstep_private.add_task(
    task_name => ${name}, payload => ${JSON.stringify(checked)}::jsonb, job_key => ${options.jobKey ?? null}::text,
    run_at => ${options.runAt?.toString() ?? null}::timestamptz, max_attempts => ${options.maxAttempts ?? null}::int,
    queue_name => ${options.queue ?? null}::text)`.execute(tx);
}
