import { paths } from '../../kernel/paths.ts';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { linkToken, sixDigits } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { Secret, SecretReference } from '../deliveries/index.ts';

type Office = StaffActor | SystemActor;

/** Link and PIN of a sign-in request, for its message. */
export async function signInSecret(
  services: Services,
  tx: Tx,
  actor: Office,
  { id }: SecretReference,
): Promise<Secret | null> {
  const request = await tx
    .selectFrom('sign_in_requests')
    .select(['used_at', 'expires_at'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!request) return null;
  const { keys, baseUrl } = services;
  const url = baseUrl + paths.signInLink(linkToken(keys, 'sign-in-link', id, 1));
  return {
    generation: 1,
    live: isOpen(request, services.now()),
    values: {
      sign_in_link: { kind: 'link', url },
      sign_in_code: { kind: 'code', code: sixDigits(keys, 'sign-in-code', id, 1) },
    },
  };
}

/** The standing PIN that was made for a contact, for its message. */
export async function pinSecret(
  services: Services,
  tx: Tx,
  actor: Office,
  reference: SecretReference,
): Promise<Secret | null> {
  const pin = await tx
    .selectFrom('contact_pins')
    .select(['generation', 'set_by'])
    .where('org_id', '=', actor.orgId)
    .where('contact_id', '=', reference.id)
    .executeTakeFirst();
  if (!pin) return null;
  const generation = reference.generation ?? pin.generation;
  const live = generation === pin.generation && pin.set_by === 'staff';
  return {
    generation,
    live,
    values: { pin: { kind: 'code', code: sixDigits(services.keys, 'pin', reference.id, generation) } },
  };
}

function isOpen(
  row: { used_at: Temporal.Instant | null; expires_at: Temporal.Instant },
  now: Temporal.Instant,
): boolean {
  return row.used_at === null && Temporal.Instant.compare(row.expires_at, now) > 0;
}
