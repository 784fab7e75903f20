import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Explained, errorCode } from '../explained.ts';
import type { Config } from './config.ts';

/**
 * The installation's secret key: SECRET_KEY, or a generated one kept in DATA_DIR/secret-key, readable by this account
 * only. Whoever has it can open every link, so it is never in the database. Throws `Explained`.
 */
export function ensureSecretKey(config: Pick<Config, 'secretKey' | 'dataDir'>): string {
  if (config.secretKey !== null) return config.secretKey;
  const file = join(config.dataDir, 'secret-key');
  const mine = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(config.dataDir, { recursive: true });
    // Written whole, then linked: of two first starts at once, both read the one that was first.
    writeFileSync(mine, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
    linkSync(mine, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST')
      throw new Explained(`The secret key cannot be kept in ${file} (${errorCode(error)}).`);
  } finally {
    rmSync(mine, { force: true });
  }
  const key = readFileSync(file, 'utf8').trim();
  if (key.length < 32)
    throw new Explained(`${file} is damaged: restore it from a copy, or every link sent so far is void.`);
  return key;
}

/** The secret key that there is, without making one; null on a new installation. */
export function secretKeyIfThere(config: Pick<Config, 'secretKey' | 'dataDir'>): string | null {
  if (config.secretKey !== null) return config.secretKey;
  return existsSync(join(config.dataDir, 'secret-key')) ? ensureSecretKey(config) : null;
}
