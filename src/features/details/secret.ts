import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { paths } from '../../kernel/paths.ts';
import { linkToken } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { Secret, SecretReference } from '../deliveries/index.ts';
import { reachCode } from './reach-change.ts';

type Office = StaffActor | SystemActor;

/** The link or PIN that confirms a new address, for its message. */
export async function newAddressSecret(
  services: Services,
  tx: Tx,
  actor: Office,
  { id }: SecretReference,
): Promise<Secret | null> {
  const live = await isLive(services, tx, actor, id);
  if (live === null) return null;
  const url = services.baseUrl + paths.confirmAddress(linkToken(services.keys, 'reach-confirm', id, 1));
  return {
    generation: 1,
    live,
    values: { confirm_link: { kind: 'link', url }, reach_code: { kind: 'code', code: reachCode(services, id) } },
  };
}

/** The link that stops a change, for the message to the present address. */
export async function oldAddressSecret(
  services: Services,
  tx: Tx,
  actor: Office,
  { id }: SecretReference,
): Promise<Secret | null> {
  const live = await isLive(services, tx, actor, id);
  if (live === null) return null;
  const url = services.baseUrl + paths.stopChange(linkToken(services.keys, 'reach-stop', id, 1));
  return { generation: 1, live, values: { stop_link: { kind: 'link', url } } };
}

async function isLive(services: Services, tx: Tx, actor: Office, id: string): Promise<boolean | null> {
  const row = await tx
    .selectFrom('reach_changes')
    .select(['confirmed_at', 'cancelled_at', 'expires_at'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const isOpen = row.confirmed_at === null && row.cancelled_at === null;
  return isOpen && Temporal.Instant.compare(row.expires_at, services.now()) > 0;
}
