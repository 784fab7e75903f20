import { randomBytes } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';

type RequestLog = { info(facts: Readonly<Record<string, unknown>>, sentence: string): void };

/**
 * One line for each answer: method, route pattern, status, milliseconds, request id. The pattern and not the path, since
 * paths hold tokens and numbers of customers. The id is also in the answer, so that a person can quote it.
 */
export function requestLog(log: RequestLog): MiddlewareHandler {
  return async (c, next) => {
    const beganMs = performance.now();
    const requestId = randomBytes(9).toString('base64url');
    await next();
    c.res.headers.set('X-Request-Id', requestId);
    const facts = {
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: Math.round((performance.now() - beganMs) * 10) / 10,
      request_id: requestId,
    };
    log.info(facts, 'answered');
  };
}
