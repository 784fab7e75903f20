export { keyFingerprint, keysFrom, newSecret, sameText, sha256, type KeyPurpose, type Keys } from './keys.ts';
export { claimedId, linkToken, sixDigits, tokenMatches } from './tokens.ts';
export { hashingWith, type Hashing } from './hashing.ts';
export { openSealed, sealText } from './sealing.ts';
