import { tag, type Block } from '../../platform/letters/index.ts';
import { greeting, type Writer } from './letter-writer.ts';
import type { NewDelivery } from '../deliveries/index.ts';

interface WaitingChange {
  readonly id: string;
  readonly expires_at: Temporal.Instant;
}

/** A new e-mail address or phone number, to be confirmed there and made known where the person is reached now. */
export type ReachNotice =
  | { readonly kind: 'new_address'; readonly change: WaitingChange }
  | {
      readonly kind: 'old_address';
      readonly change: WaitingChange;
      readonly of: 'email' | 'sms';
      /** The new address, as much of it as its owner needs to know it. */
      readonly masked: string;
    };

export function reachMessage(notice: ReachNotice, write: Writer, until: string): Omit<NewDelivery, 'language'> {
  return notice.kind === 'new_address' ? newMessage(notice.change, write, until) : oldMessage(notice, write, until);
}

function newMessage(change: WaitingChange, { t, sms, named }: Writer, until: string): Omit<NewDelivery, 'language'> {
  const tags = { org: tag('org_name'), code: tag('reach_code'), until: tag('end_time') };
  const blocks: Block[] = sms
    ? [{ kind: 'text', text: t('details.letter-new-sms', tags) }]
    : [
        { kind: 'heading', text: t('details.letter-new-heading', tags) },
        { kind: 'text', text: greeting(t, named) },
        { kind: 'text', text: t('details.letter-new-text', tags) },
        { kind: 'button', text: t('details.confirm-button'), link: 'confirm_link' },
        { kind: 'small', text: t('details.letter-new-once', tags) },
      ];
  return {
    kind: 'new_address',
    subject: sms ? null : t('details.letter-new-subject', tags),
    blocks,
    values: { end_time: until },
    secret: { kind: 'new_address', id: change.id },
    notAfter: change.expires_at,
  };
}

function oldMessage(
  { change, of, masked }: ReachNotice & { kind: 'old_address' },
  { t, sms, named }: Writer,
  until: string,
): Omit<NewDelivery, 'language'> {
  const tags = { org: tag('org_name'), to: tag('new_address'), link: tag('stop_link'), until: tag('end_time') };
  const blocks: Block[] = sms
    ? [{ kind: 'text', text: t('details.letter-old-sms', { ...tags, of }) }]
    : [
        { kind: 'heading', text: t('details.letter-old-heading', { of }) },
        { kind: 'text', text: greeting(t, named) },
        { kind: 'text', text: t('details.letter-old-text', { ...tags, of }) },
        { kind: 'text', text: t('details.letter-old-stop') },
        { kind: 'button', text: t('details.stop-button'), link: 'stop_link' },
        { kind: 'small', text: t('details.letter-old-until', tags) },
      ];
  return {
    kind: 'old_address',
    subject: sms ? null : t('details.letter-old-subject', { ...tags, of }),
    blocks,
    values: { end_time: until, new_address: masked },
    secret: { kind: 'old_address', id: change.id },
    notAfter: change.expires_at,
  };
}
