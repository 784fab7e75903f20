import type { Pool } from 'pg';
import { tasksRole } from '../db/roles.ts';
import type { Metrics } from './metrics.ts';

/** What the database tells of the whole installation; one process of it watches. */
export function watchHouse(metrics: Metrics, pool: Pool): void {
  const counted = async (sql: string): Promise<ReadonlyMap<string, number>> => {
    const client = await pool.connect();
    try {
      await client.query(`begin read only; set local role ${tasksRole}`);
      const { rows } = await client.query<{ label: string; count: number }>(sql);
      await client.query('commit');
      client.release();
      return new Map(rows.map(({ label, count }) => [label, count]));
    } catch (error) {
      client.release(error instanceof Error ? error : true);
      throw error;
    }
  };
  metrics.watchBy(
    'doorstep_tasks_waiting',
    'Background tasks that are due and wait to be taken up, by name.',
    'task',
    () => counted(tasksWhere('locked_at is null and run_at <= now() and attempts < max_attempts')),
  );
  metrics.watchBy('doorstep_tasks_given_up', 'Background tasks that failed too often, by name.', 'task', () =>
    counted(tasksWhere('locked_at is null and attempts >= max_attempts')),
  );
  metrics.watchBy('doorstep_deliveries', 'Messages that are not sent, by state.', 'state', () =>
    counted('select state as label, messages::int as count from doorstep_private.unsent_messages()'),
  );
}

function tasksWhere(condition: string): string {
  return `select t.identifier as label, count(*)::int as count from graphile_worker._private_jobs j
            join graphile_worker._private_tasks t on t.id = j.task_id where ${condition} group by 1`;
}
