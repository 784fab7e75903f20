import { isUuid } from '../../kernel/ids.ts';
import { ownPath } from '../../kernel/paths.ts';
import { sameText } from '../../platform/crypto/index.ts';
import { cookiesOf } from '../../platform/http/index.ts';
import type { Arrival } from './arrival.tsx';

type Holder = Pick<Arrival, 'c' | 'services' | 'browser'>;

const COOKIE = 'second_step';

/** Which sign-in a browser is in the middle of, and where it wanted to go; bound to the browser by a keyed hash. */
export function keepSignIn(holder: Holder, id: string, next: string): void {
  const value = [id, proofOf(holder, id), Buffer.from(next).toString('base64url')].join('.');
  cookiesOf(holder.c, holder.services.baseUrl).set(COOKIE, value, { sameSite: 'Strict', maxAgeSeconds: 600 });
}

export function keptSignIn(holder: Holder): { id: string; next: string } | null {
  const cookie = cookiesOf(holder.c, holder.services.baseUrl).get(COOKIE) ?? '';
  const [id = '', proof = '', next = ''] = cookie.split('.');
  if (!isUuid(id) || !sameText(proof, proofOf(holder, id))) return null;
  return { id, next: ownPath(Buffer.from(next, 'base64url').toString()) ?? '' };
}

export function forgetSignIn({ c, services }: Holder): void {
  cookiesOf(c, services.baseUrl).remove(COOKIE);
}

function proofOf({ services, browser }: Holder, id: string): string {
  return services.keys.mac('csrf', `second step:${id}:${browser}`).subarray(0, 16).toString('base64url');
}
