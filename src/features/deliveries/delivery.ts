import type { Selectable } from 'kysely';
import type { Deliveries } from '../../../db/types.ts';
import type { WordKey } from '../../words/index.ts';

export type Delivery = Selectable<Deliveries>;
export type Channel = 'email' | 'sms';

export const CHANNELS: readonly Channel[] = ['email', 'sms'];
export const STATES = ['queued', 'sending', 'sent', 'held', 'failed', 'suppressed'] as const;
export type DeliveryState = (typeof STATES)[number];

/** Why a message isn't on its way. */
export type DeliveryReason = Extract<WordKey, `deliveries.reason-${string}`>;

/** A try that has no end after this was cut off: no sender is waited for longer than 15 s. */
export const CLAIM_MINUTES = 5;

/** Longer texts cost too much for what they say. */
export const MOST_SEGMENTS = 6;

/** So many text messages a number gets within 24 hours; more is a mistake or somebody's joke. */
export const MOST_SMS_A_DAY = 20;

/** Waits after failed tries: about two days in all, dense at first, because most outages are short. */
const PAUSES_MINUTES = [1, 5, 15, 60, 180, 360, 720, 1440] as const;
export const MOST_TRIES = PAUSES_MINUTES.length + 1;

/** When to try again after so many tries, or null to give up. */
export function nextTry(attempts: number, now: Temporal.Instant): Temporal.Instant | null {
  const minutes = PAUSES_MINUTES[attempts - 1];
  return minutes === undefined ? null : now.add({ minutes });
}

/** Whether a message is of no use any more. */
export function isTooLate(delivery: Pick<Delivery, 'not_after'>, now: Temporal.Instant): boolean {
  return delivery.not_after !== null && Temporal.Instant.compare(delivery.not_after, now) <= 0;
}

/** Why this message can't be sent again, or null when it can. */
export function retryRefusal(
  delivery: Pick<Delivery, 'state' | 'not_after'>,
  hasSender: boolean,
  now: Temporal.Instant,
): 'deliveries.refused-on-its-way' | 'deliveries.refused-no-sender' | 'deliveries.refused-too-late' | null {
  if (delivery.state !== 'failed' && delivery.state !== 'held') return 'deliveries.refused-on-its-way';
  if (!hasSender) return 'deliveries.refused-no-sender';
  return isTooLate(delivery, now) ? 'deliveries.refused-too-late' : null;
}
