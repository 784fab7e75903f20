import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { MergeValue } from '../../platform/letters/index.ts';
import type { Services } from '../../platform/services.ts';
import type { OrgRow } from '../sessions/index.ts';
import {
  maySeeSecrets,
  renderDelivery,
  type Rendered,
  hidden,
  isSecretKind,
  SECRET_TAGS,
  type ResolveSecret,
  type Secret,
} from '../deliveries/index.ts';
import type { DeliveryRecord } from './queries.ts';

export interface Shown {
  readonly message: Rendered;
  /** Addresses in it that open something. */
  readonly links: readonly string[];
  readonly note: 'deliveries.hidden' | 'deliveries.hidden-role' | 'deliveries.secret-ended' | null;
}

/**
 * The message as its recipient gets it. Its links and codes are shown only while this mailbox is how they reach
 * anybody (nothing sends messages of its channel), and only to staff who may share links.
 */
export async function showDelivery(
  tx: Tx,
  actor: StaffActor,
  org: OrgRow,
  delivery: DeliveryRecord,
  { senders, resolveSecret }: { senders: Services['senders']; resolveSecret: ResolveSecret },
): Promise<Shown> {
  const secret = await secretOf(tx, actor, delivery, resolveSecret);
  if (secret === null) return { message: renderDelivery(delivery, org, gone(delivery)), links: [], note: null };
  if (maySeeSecrets(actor, delivery, senders)) {
    const links = Object.values(secret.values).flatMap((value) => (value.kind === 'link' ? [value.url] : []));
    return {
      message: renderDelivery(delivery, org, secret.values),
      links: secret.live ? links : [],
      note: secret.live ? null : 'deliveries.secret-ended',
    };
  }
  const byRole = maySeeSecrets({ ...actor, role: 'owner' }, delivery, senders);
  return {
    message: renderDelivery(delivery, org, hidden(secret.values)),
    links: [],
    note: byRole ? 'deliveries.hidden-role' : 'deliveries.hidden',
  };
}

async function secretOf(
  tx: Tx,
  actor: StaffActor,
  { secret_kind, secret_id, secret_generation }: DeliveryRecord,
  resolve: ResolveSecret,
): Promise<Secret | null> {
  if (secret_id === null || !isSecretKind(secret_kind)) return null;
  return resolve(tx, actor, { kind: secret_kind, id: secret_id, generation: secret_generation });
}

/** What the secret was derived from has been cleared away: dots stand for it. */
function gone({ secret_kind }: DeliveryRecord): Secret['values'] {
  if (!isSecretKind(secret_kind)) return {};
  const dots: MergeValue = { kind: 'hidden', text: '••••••' };
  return Object.fromEntries(SECRET_TAGS[secret_kind].map((name) => [name, dots]));
}
