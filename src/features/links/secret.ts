import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { Secret, SecretReference } from '../deliveries/index.ts';
import { linkState, linkUrl } from './link.ts';
import { findLinkById } from './queries.ts';

/** The address of a link for a message: of the generation that was sent, or the present one when it is sent now. */
export async function linkSecret(
  services: Services,
  tx: Tx,
  actor: StaffActor | SystemActor,
  { id, generation }: SecretReference,
): Promise<Secret | null> {
  const link = await findLinkById(tx, actor, id);
  if (link === null) return null;
  const meant = generation ?? link.generation;
  const url = linkUrl(services.keys, services.baseUrl, { id, generation: meant });
  const live = meant === link.generation && linkState(link, services.now()) === 'on';
  return { generation: meant, live, values: { portal_link: { kind: 'link', url } } };
}
