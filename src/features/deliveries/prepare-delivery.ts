import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { UnfilledTag } from '../../platform/letters/index.ts';
import { smsRefusal, smsSegments, type SmsRefusal } from '../../platform/sms/index.ts';
import { orgRow, type OrgRow } from '../sessions/index.ts';
import {
  isTooLate,
  MOST_SEGMENTS,
  MOST_SMS_A_DAY,
  MOST_TRIES,
  type Delivery,
  type DeliveryReason,
} from './delivery.ts';
import { renderDelivery, type Rendered } from './render-delivery.ts';
import { isSecretKind, type ResolveSecret, type Secret } from './secrets.ts';

/** A message put together. */
export interface Ready {
  readonly kind: 'ready';
  readonly org: OrgRow;
  readonly secret: Secret | null;
  readonly message: Rendered;
}

/** Why a message doesn't go out: `failed` is our side's end, `suppressed` a decision not to send. */
export interface Stop {
  readonly kind: 'stop';
  readonly state: 'failed' | 'suppressed';
  readonly reason: DeliveryReason;
}

const failed = (reason: DeliveryReason): Stop => ({ kind: 'stop', state: 'failed', reason });
const suppressed = (reason: DeliveryReason): Stop => ({ kind: 'stop', state: 'suppressed', reason });

/** The message as it goes out, or why it doesn't. */
export async function prepareDelivery(
  tx: Tx,
  actor: SystemActor,
  delivery: Delivery,
  resolveSecret: ResolveSecret,
  now: Temporal.Instant,
): Promise<Ready | Stop> {
  if (isTooLate(delivery, now)) return failed('deliveries.reason-too-late');
  if (delivery.attempts > MOST_TRIES) return failed('deliveries.reason-gave-up');
  const [org, archived, secret, smsToday] = await Promise.all([
    orgRow(tx, actor.orgId),
    recipientArchived(tx, delivery),
    secretOf(tx, actor, delivery, resolveSecret),
    delivery.channel === 'sms' ? sentWithinADay(tx, delivery, now) : 0,
  ]);
  if (!org) throw new Error('a message without an org');
  if (archived) return suppressed('deliveries.reason-archived');
  if (delivery.secret_kind !== null && !secret?.live) return suppressed('deliveries.reason-secret-ended');
  if (delivery.channel === 'sms') {
    if (smsToday >= MOST_SMS_A_DAY) return suppressed('deliveries.reason-too-many');
    const countries = org.sms_countries.length > 0 ? org.sms_countries : [org.country];
    const refusal = smsRefusal(delivery.recipient, countries);
    if (refusal !== null) return suppressed(SMS_REASONS[refusal]);
  }
  return rendered(delivery, org, secret);
}

const SMS_REASONS: Readonly<Record<SmsRefusal, DeliveryReason>> = {
  'not-a-number': 'deliveries.reason-number',
  'country-not-allowed': 'deliveries.reason-country',
  'kind-not-allowed': 'deliveries.reason-number-kind',
};

function rendered(delivery: Delivery, org: OrgRow, secret: Secret | null): Ready | Stop {
  try {
    const message = renderDelivery(delivery, org, secret?.values ?? {});
    const tooLong = message.channel === 'sms' && smsSegments(message.text).segments > MOST_SEGMENTS;
    return tooLong ? failed('deliveries.reason-too-long') : { kind: 'ready', org, secret, message };
  } catch (error) {
    if (error instanceof UnfilledTag) return failed('deliveries.reason-unfilled');
    throw error;
  }
}

async function secretOf(
  tx: Tx,
  actor: SystemActor,
  { secret_kind, secret_id }: Delivery,
  resolve: ResolveSecret,
): Promise<Secret | null> {
  if (secret_id === null || !isSecretKind(secret_kind)) return null;
  return resolve(tx, actor, { kind: secret_kind, id: secret_id, generation: null });
}

async function recipientArchived(tx: Tx, { org_id, customer_id, contact_id }: Delivery): Promise<boolean> {
  if (customer_id === null) return false;
  const row = await tx
    .selectFrom('customers as c')
    .leftJoin('contacts as p', (on) => on.onRef('p.org_id', '=', 'c.org_id').on('p.id', '=', contact_id))
    .select(['c.archived_at', 'p.archived_at as contact_archived_at'])
    .where('c.org_id', '=', org_id)
    .where('c.id', '=', customer_id)
    .executeTakeFirst();
  return !row || row.archived_at !== null || row.contact_archived_at !== null;
}

async function sentWithinADay(tx: Tx, { org_id, recipient }: Delivery, now: Temporal.Instant): Promise<number> {
  const row = await tx
    .selectFrom('deliveries')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
    .where('org_id', '=', org_id)
    .where('recipient', '=', recipient)
    .where('queued_at', '>', now.subtract({ hours: 24 }))
    .where('state', '=', 'sent')
    .executeTakeFirst();
  return row?.count ?? 0;
}
