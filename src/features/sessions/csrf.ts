import type { Context } from 'hono';
import { type Keys, newSecret, sameText } from '../../platform/crypto/index.ts';
import { BadRequest, cookiesOf, type TypedForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';

/** The token that a session's forms carry: without it a form isn't from a page of ours. */
export function csrfToken(keys: Keys, holder: string): string {
  return keys.mac('csrf', holder).subarray(0, 16).toString('base64url');
}

/** @throws BadRequest 403 when the form doesn't carry its holder's token */
export function checkCsrf(keys: Keys, holder: string, form: TypedForm): void {
  if (!isCsrfToken(keys, holder, form.text('csrf'))) throw new BadRequest(403, 'the form is not from this session');
}

export function isCsrfToken(keys: Keys, holder: string, token: string): boolean {
  return sameText(token, csrfToken(keys, holder));
}

const BROWSER_COOKIE = 'browser';

/** The secret of a browser nobody has signed in with yet, which its sign-in forms are bound to. Made when missing. */
export function browserSecret(c: Context, services: Services): string {
  const cookies = cookiesOf(c, services.baseUrl);
  const known = knownBrowserSecret(c, services);
  if (known !== null) return known;
  const fresh = newSecret();
  cookies.set(BROWSER_COOKIE, fresh, { sameSite: 'Lax', maxAgeSeconds: 86_400 });
  return fresh;
}

export function knownBrowserSecret(c: Context, services: Services): string | null {
  const value = cookiesOf(c, services.baseUrl).get(BROWSER_COOKIE);
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
}
