import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { tag, type Block } from '../../platform/letters/index.ts';
import { formatDayFull, formatTime } from '../../ui/index.ts';
import { readerVoice } from '../access/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { queueDelivery, type Recipient } from '../deliveries/index.ts';

/** What a member is told about how they sign in, in case it was not them. */
export const STAFF_NEWS = [
  'new_device',
  'password_changed',
  'second_step_on',
  'second_step_off',
  'second_step_reset',
  'passkey_added',
] as const;
export type StaffNews = (typeof STAFF_NEWS)[number];

/** Writes such a message, to be sent on commit. There is no link in it: whoever gets it knows the way. */
export async function queueStaffNews(
  tx: Tx,
  actor: SystemActor,
  org: Pick<OrgRow, 'name' | 'time_zone'>,
  { what, device, at }: { what: StaffNews; device: string; at: Temporal.Instant },
  { to, now }: { to: Recipient & { readonly name: string }; now: Temporal.Instant },
): Promise<void> {
  const { t, locale } = await readerVoice(tx, actor.orgId, to);
  const day = formatDayFull(at.toZonedDateTimeISO(org.time_zone).toPlainDate(), locale);
  const tags = { org: tag('org_name'), device: tag('device'), time: tag('time') };
  const blocks: Block[] = [
    { kind: 'heading', text: t(`staffnews.${what}-heading`, tags) },
    { kind: 'text', text: t('letters.dear', { name: tag('recipient_name') }) },
    { kind: 'text', text: t(`staffnews.${what}-text`, tags) },
    { kind: 'text', text: t('staffnews.not-you', tags) },
  ];
  const message = {
    kind: `staff_${what}`,
    language: locale,
    subject: t(`staffnews.${what}-subject`, tags),
    blocks,
    values: {
      org_name: org.name,
      recipient_name: to.name,
      device,
      time: `${day}, ${formatTime(at, org.time_zone, locale)}`,
    },
    secret: null,
    notAfter: null,
  };
  await queueDelivery(tx, actor, to, message, now);
}
