import type { Context, Hono } from 'hono';
import type { Carried } from './step-up.ts';

/**
 * Sends a kept form where it was going, as the browser would have, and answers what is answered there. The session's
 * cookie has just changed, so the request carries the fresh one.
 */
export async function carryOut(
  app: Hono,
  c: Context,
  { path, fields }: Carried,
  { csrf, secret }: { csrf: string; secret: { readonly old: string; readonly fresh: string } },
): Promise<Response> {
  const body = new URLSearchParams([...fields.map(([name, value]) => [name, value]), ['csrf', csrf]]);
  const headers = new Headers(c.req.raw.headers);
  headers.delete('content-length');
  headers.set('content-type', 'application/x-www-form-urlencoded');
  headers.set('cookie', (headers.get('cookie') ?? '').replaceAll(secret.old, secret.fresh));
  const request = new Request(new URL(path, c.req.url), { method: 'POST', headers, body });
  const answer = await app.fetch(request, c.env);
  return c.newResponse(answer.body, answer);
}
