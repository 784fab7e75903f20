import { IncomingMessage } from 'node:http';
import type { Context, MiddlewareHandler } from 'hono';
import { BadRequest } from './forms.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses every write that another site started, whatever its content type: `hono/csrf` looks at form types only and
 * lets a cross-site JSON POST through. A browser says where a request comes from in Sec-Fetch-Site, older ones in
 * Origin; a request with neither is refused. `ownOrigin`: the configured one of the host that was asked.
 */
export function sameOriginOnly(ownOrigin: (c: Context) => string): MiddlewareHandler {
  return async (c, next) => {
    if (!READS.has(c.req.method) && !fromOurselves(c, ownOrigin(c)))
      throw new BadRequest(403, 'sent from another site');
    await next();
  };
}

function fromOurselves(c: Context, own: string): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  return c.req.header('origin') === own;
}

/** Refuses addresses that hold a NUL or broken percent signs: nothing of ours does, and PostgreSQL takes neither. */
export const soundAddressOnly: MiddlewareHandler = async (c, next) => {
  const { url } = c.req.raw;
  if (/%(?![0-9a-f]{2})/i.test(url) || url.includes('%00') || url.length > MOST_URL) {
    throw new BadRequest(400, 'the address is malformed');
  }
  await next();
};
const MOST_URL = 8_000;

/**
 * Refuses a request that names two hosts: in two Host headers, or in one and, otherwise, in its address. A proxy in front
 * could go by the other one.
 */
export const oneHostOnly: MiddlewareHandler = async (c, next) => {
  const { rawHeaders = [], url = '/' } = incomingOf(c.env) ?? {};
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;
  const own = `//${c.req.header('host') ?? ''}`.toLowerCase();
  const named = /^[a-z]+:(\/\/[^/?#]*)/i.exec(url)?.[1]?.toLowerCase() ?? own;
  if (hosts > 1 || named !== own) throw new BadRequest(400, 'the request names two hosts');
  await next();
};

/**
 * The headers of every answer. Pages may load nothing from elsewhere, run no inline script, and be framed by nobody;
 * routes that are to be framed say so themselves. `formOrigins`: where a form's answer may lead besides our own host.
 */
export function safeHeaders(baseUrl: string, formOrigins: readonly string[] = []): MiddlewareHandler {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    ['form-action', "'self'", ...formOrigins].join(' '),
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    // Our own parts that say they may be framed, such as the preview of a mail; no page is one.
    "frame-src 'self'",
    "manifest-src 'self'",
  ].join('; ');
  const secure = baseUrl.startsWith('https://');
  return async (c, next) => {
    await next();
    const headers = c.res.headers;
    const preset = (name: string, value: string) => {
      if (!headers.has(name)) headers.set(name, value);
    };
    preset('Content-Security-Policy', policy);
    preset('X-Content-Type-Options', 'nosniff');
    preset('Referrer-Policy', 'same-origin');
    preset('Cross-Origin-Opener-Policy', 'same-origin');
    preset('Cross-Origin-Resource-Policy', 'same-origin');
    preset('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()');
    preset('Cache-Control', 'no-store');
    if (secure) preset('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  };
}

/**
 * The visitor's network address, for counting tries. Behind `trustedProxies` proxies it is the entry of
 * X-Forwarded-For that the outermost trusted one wrote; anything further left could be invented.
 */
export function clientAddress(c: Context, trustedProxies: number): string {
  if (trustedProxies > 0) {
    const hops = (c.req.header('x-forwarded-for') ?? '')
      .split(',')
      .map((hop) => hop.trim())
      .filter(Boolean);
    const named = hops.at(-trustedProxies);
    if (named !== undefined) return named;
  }
  return socketAddress(c.env) ?? 'unknown';
}

/** Where a connection comes from: a proxy, if there is one. Undefined without a connection, as in tests of pages. */
export function socketAddress(env: unknown): string | undefined {
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return undefined;
  const { incoming } = env;
  if (typeof incoming !== 'object' || incoming === null || !('socket' in incoming)) return undefined;
  const { socket } = incoming;
  if (typeof socket !== 'object' || socket === null || !('remoteAddress' in socket)) return undefined;
  return typeof socket.remoteAddress === 'string' ? socket.remoteAddress : undefined;
}

/** The request as Node read it; undefined in tests of pages, which have no connection. */
function incomingOf(env: unknown): IncomingMessage | undefined {
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return undefined;
  return env.incoming instanceof IncomingMessage ? env.incoming : undefined;
}
