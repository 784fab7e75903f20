import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { freshDatabase } from '../../../test/setup/database.ts';
import { gate, system } from '../../kernel/actor.ts';
import { connect, withClient } from '../db/connection.ts';
import { database, openPool } from '../db/index.ts';
import { addTask, defineTask, runDueTasks, startTaskRunner } from './index.ts';

const fresh = await freshDatabase();
const orgId = '0198c000-0000-7000-8000-000000000001';
const otherOrg = '0198c000-0000-7000-8000-000000000002';
const db = database(openPool({ connection: fresh.app, size: 4, onError: () => {} }));
afterAll(() => db.close());
const failures: string[] = [];
const log = { info: () => {}, warn: (_: unknown, text: string) => failures.push(text), error: () => {} };

await withClient(fresh.admin, { name: 'test' }, (client) =>
  client.query(`insert into doorstep_private.task_names values ('try-it'), ('fail-once')`),
);

type Done = { readonly note: string; readonly actor: string };
const schema = z.object({ org_id: z.uuid(), note: z.string().max(100_000) });
const tryIt = defineTask('try-it', schema, async ({ note }, { actor, services }: Context) => {
  services.push({ note, actor: `${actor.kind} ${actor.orgId}` });
});
type Context = Parameters<Parameters<typeof defineTask<z.infer<typeof schema>, Done[]>>[2]>[1];
const failOnce = defineTask('fail-once', schema, async ({ note }, { services, attempt, actor }: Context) => {
  if (attempt === 1) throw new Error('the mail server said no to jo@example.com');
  services.push({ note, actor: actor.name });
});

async function drain(): Promise<Done[]> {
  const done: Done[] = [];
  await runDueTasks({ database: fresh.app, tasks: [tryIt, failOnce], services: done, log });
  return done;
}

test('a task added in a transaction runs for its org, and not when the transaction is rolled back', async () => {
  await db.inScope(system(orgId, 'test'), (tx) => addTask(tx, tryIt, { org_id: orgId, note: 'kept' }));
  const rolledBack = db.inScope(system(orgId, 'test'), async (tx) => {
    await addTask(tx, tryIt, { org_id: orgId, note: 'lost' });
    throw new Error('changed my mind');
  });
  await expect(rolledBack).rejects.toThrow('changed my mind');
  expect(await drain()).toEqual([{ note: 'kept', actor: `system ${orgId}` }]);
});

test('a visitor who has not signed in may add one too', async () => {
  await db.inScope(gate(orgId), (tx) => addTask(tx, 'try-it', { org_id: orgId, note: 'from the gate' }));
  expect(await drain()).toMatchObject([{ note: 'from the gate' }]);
});

test('the same key twice is one task, with the later payload', async () => {
  for (const note of ['first', 'second']) {
    await db.inScope(gate(orgId), (tx) => addTask(tx, tryIt, { org_id: orgId, note }, { jobKey: `${orgId}:same` }));
  }
  expect(await drain()).toMatchObject([{ note: 'second' }]);
});

test('no task is added for another org, under an unknown name, or with a payload beyond 16 KiB', async () => {
  const add = (name: string, payload: { org_id: string; note: string }) =>
    db.inScope(gate(orgId), (tx) => addTask(tx, name, payload));
  await expect(add('try-it', { org_id: otherOrg, note: 'x' })).rejects.toThrow('only be added for the org');
  await expect(add('drop-tables', { org_id: orgId, note: 'x' })).rejects.toThrow('there is no task "drop-tables"');
  const room = 16_384 - JSON.stringify({ org_id: orgId, note: '' }, null, 1).replaceAll('\n', '').length;
  await expect(add('try-it', { org_id: orgId, note: 'x'.repeat(room + 10) })).rejects.toThrow('16 KiB');
  await add('try-it', { org_id: orgId, note: 'x'.repeat(room - 10) });
  expect(await drain()).toHaveLength(1);
});

test('no request role reads or writes the queue by itself', async () => {
  const client = await connect(fresh.app, { name: 'test' });
  for (const role of ['gate', 'portal', 'staff', 'system']) {
    await client.query(`set role doorstep_${role}`);
    await expect(client.query('select from graphile_worker.jobs')).rejects.toThrow('permission denied');
    await expect(client.query(`insert into doorstep_private.task_names values ('mine')`)).rejects.toThrow(
      'permission denied',
    );
    await client.query('reset role');
  }
  await client.end();
});

test('a task that failed is tried again, and the log does not quote what the outside world said', async () => {
  failures.length = 0;
  await db.inScope(gate(orgId), (tx) => addTask(tx, failOnce, { org_id: orgId, note: 'again' }));
  expect(await drain()).toEqual([]);
  expect(failures).toEqual(['a task failed']);
  await withClient(fresh.admin, { name: 'test' }, (client) =>
    client.query(`update graphile_worker._private_jobs set run_at = now()`),
  );
  expect(await drain()).toEqual([{ note: 'again', actor: 'fail-once' }]);
});

test('the runner starts a task as soon as it is committed, and stops in order', async () => {
  const done: Done[] = [];
  const arrived = Promise.withResolvers<void>();
  const services = { push: (item: Done) => (arrived.resolve(), done.push(item)) };
  const told = defineTask('try-it', schema, async ({ note }, context: { services: typeof services }) => {
    context.services.push({ note, actor: '' });
  });
  const runner = await startTaskRunner({ database: fresh.app, tasks: [told], services, log, concurrency: 2 });
  await db.inScope(gate(orgId), (tx) => addTask(tx, told, { org_id: orgId, note: 'now' }));
  await arrived.promise;
  await runner.stop();
  expect(done).toEqual([{ note: 'now', actor: '' }]);
});

test('a chore that was missed overnight is made up for at the next start, by one of two runners', async () => {
  const done: string[] = [];
  const swept = Promise.withResolvers<void>();
  const chores = [
    { name: 'sweep', when: '0 3 * * *', run: async (services: string[]) => (services.push('swept'), swept.resolve()) },
  ];
  const start = () => startTaskRunner({ database: fresh.app, tasks: [], chores, services: done, log, concurrency: 1 });
  // The first start only gets to know the schedule.
  await (await start()).stop();
  await withClient(fresh.admin, { name: 'test' }, (client) =>
    client.query(`update graphile_worker._private_known_crontabs
                     set known_since = now() - interval '2 days', last_execution = now() - interval '2 days'`),
  );
  const runners = await Promise.all([start(), start()]);
  await swept.promise;
  await Promise.all(runners.map((runner) => runner.stop()));
  expect(done).toEqual(['swept']);
});

test('what a process that is gone had begun is taken up again, and what another one is at is left to it', async () => {
  const done = Promise.withResolvers<string>();
  const notes: string[] = [];
  const services = { push: (item: Done) => (notes.push(item.note), done.resolve(item.note)) };
  const again = defineTask('try-it', schema, async ({ note }, context: { services: typeof services }) => {
    context.services.push({ note, actor: '' });
  });
  for (const note of ['of the dead', 'of the living'])
    await db.inScope(gate(orgId), (tx) => addTask(tx, again, { org_id: orgId, note }));
  const alive = await connect(fresh.app, { name: 'test' });
  await alive.query(`select pg_advisory_lock_shared(730511822, hashtext('alive'))`);
  await withClient(fresh.admin, { name: 'test' }, (client) =>
    client.query(`update graphile_worker._private_jobs
      set locked_at = now(), locked_by = case payload ->> 'note' when 'of the dead' then 'dead' else 'alive' end`),
  );
  const runner = await startTaskRunner({ database: fresh.app, tasks: [again], services, log, concurrency: 2 });
  expect(await done.promise).toBe('of the dead');
  await runner.stop();
  expect(notes).toEqual(['of the dead']);
  await alive.end();
}, 40_000);
