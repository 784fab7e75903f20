import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { sixDigits } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { Secret, SecretReference } from '../deliveries/index.ts';

/** The PIN of a step-up, for its message. */
export async function stepUpSecret(
  services: Services,
  tx: Tx,
  actor: StaffActor | SystemActor,
  { id }: SecretReference,
): Promise<Secret | null> {
  const row = await tx
    .selectFrom('step_ups')
    .select(['proved_at', 'expires_at'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  return {
    generation: 1,
    live: row.proved_at === null && Temporal.Instant.compare(row.expires_at, services.now()) > 0,
    values: { step_up_code: { kind: 'code', code: stepUpCode(services, id) } },
  };
}

export function stepUpCode({ keys }: Pick<Services, 'keys'>, id: string): string {
  return sixDigits(keys, 'step-up-code', id, 1);
}
