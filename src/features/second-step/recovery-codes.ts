import { randomBytes } from 'node:crypto';
import { gate } from '../../kernel/actor.ts';
import type { Keys } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { Holder } from './totp.ts';

const RECOVERY_CODES = 10;

/** Digits and letters that look like no other (Crockford's base32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** Sixteen characters, 80 bits, in groups of four. */
function newCode(): string {
  const characters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % 32] ?? '0');
  return characters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** As typed by a person: small letters, other gaps, O for 0. Null when it can be no code. */
function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return code.length === LENGTH && [...code].every((one) => ALPHABET.includes(one)) ? code : null;
}

/** 80 bits under a key outside the database: neither a stolen database nor guessing leads to a code. */
function hashOf(keys: Keys, { orgId, staffId }: Holder, code: string): Buffer {
  return keys.mac('recovery-code', `${orgId}:${staffId}:${code}`);
}

/** Makes a new set and returns it, the only time it can be read. The old set opens nothing any more. */
export async function makeRecoveryCodes(
  tx: Tx,
  keys: Keys,
  holder: Holder,
  now: Temporal.Instant,
): Promise<readonly string[]> {
  const { orgId, staffId } = holder;
  const codes = Array.from({ length: RECOVERY_CODES }, newCode);
  await tx.deleteFrom('staff_recovery_codes').where('org_id', '=', orgId).where('staff_id', '=', staffId).execute();
  await tx
    .insertInto('staff_recovery_codes')
    .values(
      codes.map((code) => ({
        org_id: orgId,
        staff_id: staffId,
        code_hash: hashOf(keys, holder, code.replaceAll('-', '')),
        created_at: now,
      })),
    )
    .execute();
  return codes;
}

/** Uses a code up: true for exactly one caller. The caller counts tries. */
export async function useRecoveryCode(services: Services, holder: Holder, typed: string): Promise<boolean> {
  const code = readCode(typed);
  if (code === null) return false;
  const used = await services.db.inScope(gate(holder.orgId), (tx) =>
    tx
      .updateTable('staff_recovery_codes')
      .set({ used_at: services.now() })
      .where('org_id', '=', holder.orgId)
      .where('staff_id', '=', holder.staffId)
      .where('code_hash', '=', hashOf(services.keys, holder, code))
      .where('used_at', 'is', null)
      .executeTakeFirst(),
  );
  return used.numUpdatedRows === 1n;
}
