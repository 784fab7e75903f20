import type { StaffActor } from '../../kernel/actor.ts';
import { staffMay } from '../../kernel/permissions.ts';
import type { Services } from '../../platform/services.ts';
import type { Delivery } from './delivery.ts';

/** Messages to staff hold the way into the office, so only its owners see them. */
export function maySee(actor: StaffActor, delivery: Pick<Delivery, 'staff_id'>): boolean {
  return delivery.staff_id === null || staffMay(actor.role, 'own');
}

/**
 * Whether links and codes in a message are shown to this member of staff: only while nothing sends messages of its
 * channel, when this mailbox is how they reach anybody; and then to those who may share links at all.
 */
export function maySeeSecrets(
  actor: StaffActor,
  delivery: Pick<Delivery, 'channel' | 'staff_id'>,
  senders: Services['senders'],
): boolean {
  return !hasSender(senders, delivery.channel) && maySee(actor, delivery) && staffMay(actor.role, 'write');
}

export function hasSender(senders: Services['senders'], channel: string): boolean {
  return (channel === 'email' ? senders.mail : senders.sms) !== null;
}
