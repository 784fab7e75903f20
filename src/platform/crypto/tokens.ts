import { sameBytes, type KeyPurpose, type Keys } from './keys.ts';

const MAC_BYTES = 16;

/**
 * A link's token: its id and 128 bits of HMAC over purpose, id and generation, as 43 URL-safe characters. Nothing of
 * it is stored, so a stolen database opens no link, and staff can copy a live link again at any time.
 */
export function linkToken(keys: Keys, purpose: KeyPurpose, id: string, generation: number): string {
  return Buffer.concat([idBytes(id), tokenMac(keys, purpose, id, generation)]).toString('base64url');
}

/** The id a token claims, before anything is proved; null when it has not even the shape of one. */
export function claimedId(token: string): string | null {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
  const hex = Buffer.from(token, 'base64url').subarray(0, 16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Whether the token is that of this id and generation. Constant time. */
export function tokenMatches(keys: Keys, purpose: KeyPurpose, token: string, id: string, generation: number): boolean {
  const bytes = Buffer.from(token, 'base64url');
  return (
    bytes.length === 16 + MAC_BYTES &&
    // Base64url has spare bits in the last character: only the canonical spelling counts.
    bytes.toString('base64url') === token &&
    sameBytes(bytes.subarray(16), tokenMac(keys, purpose, id, generation))
  );
}

/** A code of six digits, derived like a token. 2^64 mod 10^6 leaves a bias below 10^-13. */
export function sixDigits(keys: Keys, purpose: KeyPurpose, id: string, generation: number): string {
  const number = keys.mac(purpose, `${id}:${generation}`).readBigUInt64BE(0) % 1_000_000n;
  return number.toString().padStart(6, '0');
}

function tokenMac(keys: Keys, purpose: KeyPurpose, id: string, generation: number): Buffer {
  return keys.mac(purpose, `${id}:${generation}`).subarray(0, MAC_BYTES);
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}
