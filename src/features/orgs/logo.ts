import { createHash } from 'node:crypto';

/** The part of a logo's address that changes with its picture: half of an MD5's length of its SHA-256. */
export function logoVersion(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
