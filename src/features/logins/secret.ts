import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { paths } from '../../kernel/paths.ts';
import { linkToken } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { Secret, SecretReference } from '../deliveries/index.ts';

/** The link with which a contact sets its password, for its message. */
export async function passwordLinkSecret(
  services: Services,
  tx: Tx,
  actor: StaffActor | SystemActor,
  { id }: SecretReference,
): Promise<Secret | null> {
  const link = await tx
    .selectFrom('password_links')
    .select(['used_at', 'expires_at'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!link) return null;
  const url = services.baseUrl + paths.setPassword(linkToken(services.keys, 'password-link', id, 1));
  return {
    generation: 1,
    live: link.used_at === null && Temporal.Instant.compare(link.expires_at, services.now()) > 0,
    values: { password_link: { kind: 'link', url } },
  };
}
