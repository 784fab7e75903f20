import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

interface CookieOptions {
  readonly sameSite: 'Lax' | 'Strict';
  /** Null ends with the browser. */
  readonly maxAgeSeconds: number | null;
}

/**
 * Cookies of ours: not readable by scripts, for the whole host only. Over https they carry the `__Host-` prefix, which
 * keeps a neighbouring subdomain from planting one; plain http has no such protection to offer.
 */
export function cookiesOf(c: Context, baseUrl: string) {
  const secure = baseUrl.startsWith('https://');
  const full = (name: string) => (secure ? `__Host-${name}` : name);
  return {
    get: (name: string): string | undefined => getCookie(c, full(name)),
    set(name: string, value: string, { sameSite, maxAgeSeconds }: CookieOptions): void {
      setCookie(c, full(name), value, {
        path: '/',
        httpOnly: true,
        secure,
        sameSite,
        ...(maxAgeSeconds === null ? {} : { maxAge: maxAgeSeconds }),
      });
    },
    remove: (name: string): void => {
      deleteCookie(c, full(name), { path: '/', secure });
    },
  };
}

/**
 * Signing out: the browser drops the pages it kept and what scripts stored. Cookies it keeps: it would clear those of
 * every host beneath the same domain, and with them what makes this a known device.
 */
export function forgetPages(c: Context): void {
  c.header('Clear-Site-Data', '"cache", "storage"');
}
