import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Keys for one purpose each, derived from the installation's secret key, which is never in the database. */
export interface Keys {
  /** HMAC-SHA-256 of `message` under the key of `purpose`. */
  mac(purpose: KeyPurpose, message: string): Buffer;
  /** A server-side pepper for password and PIN hashes: 32 bytes. */
  readonly pepper: Buffer;
}

export type KeyPurpose =
  | 'link'
  | 'sign-in-link'
  | 'sign-in-code'
  | 'step-up-code'
  | 'staff-link'
  | 'password-link'
  | 'reach-confirm'
  | 'reach-code'
  | 'reach-stop'
  | 'csrf'
  | 'carried'
  | 'limit'
  | 'pin'
  | 'setup'
  | 'passkey'
  | 'fingerprint'
  | 'totp'
  | 'recovery-code';

/** `secretKey` must hold at least 32 bytes of randomness; it is stretched, not checked for quality. */
export function keysFrom(secretKey: string): Keys {
  if (secretKey.length < 32) throw new RangeError('the secret key is shorter than 32 characters');
  const derive = (info: string) => Buffer.from(hkdfSync('sha256', secretKey, 'doorstep', info, 32));
  const known = new Map<string, Buffer>();
  return {
    mac(purpose, message) {
      let key = known.get(purpose);
      if (!key) known.set(purpose, (key = derive(`mac:${purpose}`)));
      return createHmac('sha256', key).update(message).digest();
    },
    pepper: derive('pepper'),
  };
}

/** By which a secret key is known again without telling anything of it: 16 hexadecimal digits. */
export function keyFingerprint(keys: Keys): string {
  return keys.mac('fingerprint', 'secret key').toString('hex').slice(0, 16);
}

/** A new 256-bit secret for a cookie, as 43 URL-safe characters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Equal, in time that doesn't depend on where they differ. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

export function sameText(a: string, b: string): boolean {
  return sameBytes(sha256(a), sha256(b));
}
