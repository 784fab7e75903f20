import { Hono } from 'hono';

export type Readiness = {
  /** Why no traffic should come here just now ("draining", "database"), or null when all is well. */
  notReady(): Promise<string | null>;
};

/**
 * `/healthz` says that the process answers; `/readyz` that it can do its work, for whoever decides where to send
 * traffic. Neither tells a stranger more than that.
 */
export function healthRoutes(readiness: Readiness): Hono {
  const routes = new Hono();
  routes.get('/healthz', (c) => c.text('ok\n', 200, { 'Cache-Control': 'no-store' }));
  routes.get('/readyz', async (c) => {
    const reason = await readiness.notReady();
    return c.text(reason === null ? 'ready\n' : `not ready: ${reason}\n`, reason === null ? 200 : 503, {
      'Cache-Control': 'no-store',
    });
  });
  return routes;
}
