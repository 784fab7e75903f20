import type { Context } from 'hono';
import { isUuid } from '../../kernel/ids.ts';
import { ownPath } from '../../kernel/paths.ts';
import { sameText } from '../../platform/crypto/index.ts';
import { cookiesOf } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import type { OrgRow } from '../sessions/index.ts';

/** Which sign-in request a browser is in the middle of, and where it wanted to go. */
interface Holder {
  readonly c: Context;
  readonly services: Services;
  readonly org: OrgRow;
}

/** The cookie is bound to the browser by a keyed hash, so nobody walks in on a request proved elsewhere. */
export function keepRequest(holder: Holder & { browser: string }, id: string, next: string): void {
  const value = [id, proofOf(holder, id), Buffer.from(next).toString('base64url')].join('.');
  cookiesOf(holder.c, holder.services.baseUrl).set(cookieName(holder), value, { sameSite: 'Lax', maxAgeSeconds: 3600 });
}

export function keptRequest(holder: Holder & { browser: string }): { id: string; next: string } | null {
  const cookie = cookiesOf(holder.c, holder.services.baseUrl).get(cookieName(holder)) ?? '';
  const [id = '', proof = '', next = ''] = cookie.split('.');
  if (!isUuid(id) || !sameText(proof, proofOf(holder, id))) return null;
  return { id, next: ownPath(Buffer.from(next, 'base64url').toString()) ?? '' };
}

export function forgetRequest(holder: Holder): void {
  cookiesOf(holder.c, holder.services.baseUrl).remove(cookieName(holder));
}

function cookieName({ org }: Holder): string {
  return `request_${org.slug}`;
}

function proofOf({ services, browser }: Holder & { browser: string }, id: string): string {
  return services.keys.mac('csrf', `request:${id}:${browser}`).subarray(0, 16).toString('base64url');
}
