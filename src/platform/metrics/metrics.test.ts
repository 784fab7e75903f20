import { expect, test } from 'vitest';
import { metricsRoutes, metricsText, openMetrics } from './index.ts';

const token = 'a-token-of-some-length';

test.each([
  [{ token: null, isBehindProxy: false }, '127.0.0.1', '', 200],
  [{ token: null, isBehindProxy: false }, '::1', '', 200],
  [{ token: null, isBehindProxy: false }, '::ffff:127.0.0.1', '', 200],
  [{ token: null, isBehindProxy: false }, '192.0.2.7', '', 404],
  [{ token: null, isBehindProxy: true }, '127.0.0.1', '', 404],
  [{ token, isBehindProxy: true }, '192.0.2.7', `Bearer ${token}`, 200],
  [{ token, isBehindProxy: false }, '127.0.0.1', `Bearer ${token}x`, 404],
  [{ token, isBehindProxy: false }, '127.0.0.1', '', 404],
])('%o, asked from %s with "%s": %i', async (door, remoteAddress, authorization, status) => {
  const routes = metricsRoutes({ ...door, text: async () => 'numbers\n' });
  const answer = await routes.request(
    '/metrics',
    { headers: { authorization } },
    { incoming: { socket: { remoteAddress } } },
  );
  expect(answer.status).toBe(status);
});

test('readings of several processes are one text, in which each name is described once', async () => {
  const processes = ['main', 'web-1'].map((name) => openMetrics(name));
  for (const metrics of processes) {
    metrics.taskEnded({ task: 'send-delivery', result: 'done', seconds: 0.5 });
    metrics.watch('doorstep_things', 'How many "things".', () => 3);
  }
  const text = metricsText(await Promise.all(processes.map((metrics) => metrics.read())));
  expect(text.match(/# TYPE doorstep_things gauge/g)).toHaveLength(1);
  for (const name of ['main', 'web-1']) {
    expect(text).toContain(`doorstep_things{process="${name}"} 3\n`);
    expect(text).toContain(
      `doorstep_task_seconds_bucket{le="1",task="send-delivery",result="done",process="${name}"} 1`,
    );
    expect(text).toContain(`doorstep_task_seconds_sum{task="send-delivery",result="done",process="${name}"} 0.5`);
  }
  expect(
    text
      .split('\n')
      .filter((line) => line !== '' && !/^(# (HELP|TYPE) |[a-z0-9_]+(\{.*\})? [-+.\deNaIinf]+$)/.test(line)),
  ).toEqual([]);
});

test('a number that cannot be looked up is left out, and that is counted', async () => {
  const metrics = openMetrics('main');
  metrics.watchBy('doorstep_lost', 'Nobody knows.', 'kind', () => Promise.reject(new Error('the database is away')));
  metrics.watchBy('doorstep_found', 'Known.', 'kind', async () => new Map([['a', 1]]));
  await metrics.read();
  const text = metricsText([await metrics.read()]);
  expect(text).toContain('doorstep_found{kind="a",process="main"} 1');
  expect(text).not.toContain('doorstep_lost{');
  expect(text).toMatch(/doorstep_metrics_failures_total\{process="main"\} [12]/);
});
