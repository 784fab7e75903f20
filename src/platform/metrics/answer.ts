import { Hono, type Context } from 'hono';
import { sameText } from '../crypto/index.ts';
import { socketAddress } from '../http/index.ts';

export type MetricsDoor = {
  /** The text of all processes. */
  readonly text: () => Promise<string>;
  readonly token: string | null;
  /** Whether a proxy stands in front: then everybody seems to come from this machine, and a token is asked for. */
  readonly isBehindProxy: boolean;
};

/** `GET /metrics`, for whoever has the token, or for this machine while nothing stands in front. Nobody else finds anything. */
export function metricsRoutes(door: MetricsDoor): Hono {
  const routes = new Hono();
  routes.get('/metrics', async (c) => {
    if (!mayRead(c, door)) return c.text('Not found\n', 404, { 'Cache-Control': 'no-store' });
    const headers = { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' };
    return c.body(await door.text(), 200, headers);
  });
  return routes;
}

function mayRead(c: Context, { token, isBehindProxy }: MetricsDoor): boolean {
  const [, given] = /^Bearer (.{1,200})$/.exec(c.req.header('authorization') ?? '') ?? [];
  if (token !== null) return given !== undefined && sameText(given, token);
  return !isBehindProxy && isThisMachine(socketAddress(c.env));
}

function isThisMachine(address: string | undefined): boolean {
  return address !== undefined && /^(::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/.test(address);
}
