import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { tag, type Block } from '../../platform/letters/index.ts';
import { formatDayFull, formatTime } from '../../ui/index.ts';
import type { WordKey } from '../../words/index.ts';
import { readerVoice } from '../access/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { answerMessage, type AnswerNotice } from './answer-notice.ts';
import { greeting, type Writer } from './letter-writer.ts';
import { statementMessage, type StatementNotice } from './statement-notice.ts';
import { reachMessage, type ReachNotice } from './reach-notice.ts';
import { queueDelivery, type NewDelivery, type Recipient } from '../deliveries/index.ts';

/** A link, as its message needs it. */
interface NoticeLink {
  readonly id: string;
  readonly expires_at: Temporal.Instant;
}

/** A message the product itself writes, with what it is about. */
export type Notice =
  /** A standing link, because staff pressed *Send link* or because an ended one was asked for again. */
  | { readonly kind: 'portal_link' | 'link_renewal'; readonly link: NoticeLink; readonly about: LinkAbout }
  /** A colleague's own link, because an admin of the same customer invited them. */
  | { readonly kind: 'invitation'; readonly link: NoticeLink; readonly invitedBy: string }
  /** The link and PIN somebody asked for on the sign-in page; `device`: after a right PIN on an unknown device. */
  | { readonly kind: 'sign_in' | 'device'; readonly request: NoticeLink }
  /** The PIN that shows once more who sits in a session. */
  | { readonly kind: 'step_up'; readonly stepUp: NoticeLink }
  | { readonly kind: 'staff_reset' | 'staff_invitation'; readonly staffLink: NoticeLink }
  /** A username, with the link to set its password. */
  | {
      readonly kind: 'login_invitation' | 'login_reset';
      readonly passwordLink: NoticeLink;
      readonly username: string;
      /** Where one signs in with it. */
      readonly address: string;
    }
  /** A standing PIN that staff had made anew. */
  | { readonly kind: 'pin'; readonly contactId: string }
  | StatementNotice
  | ReachNotice
  | AnswerNotice;

export type LinkAbout =
  | { readonly kind: 'customer' | 'contact' }
  | { readonly kind: 'job'; readonly jobId: string; readonly number: string }
  | { readonly kind: 'invoice'; readonly invoiceId: string; readonly number: string };

/** Writes one of the product's own messages in the recipient's language, to be sent on commit. Returns its id. */
export async function queueNotice(
  tx: Tx,
  actor: StaffActor | SystemActor,
  org: Pick<OrgRow, 'name' | 'time_zone'>,
  notice: Notice,
  to: Recipient,
  now: Temporal.Instant,
): Promise<string> {
  const { t, locale } = await readerVoice(tx, actor.orgId, to);
  const write: Writer = { t, locale, sms: to.channel === 'sms', named: to.name !== null };
  const values = { org_name: org.name, ...(to.name === null ? {} : { recipient_name: to.name }) };
  const message = messageOf(notice, write, org.time_zone);
  return queueDelivery(tx, actor, to, { ...message, language: locale, values: { ...values, ...message.values } }, now);
}

function messageOf(notice: Notice, write: Writer, zone: string): Omit<NewDelivery, 'language'> {
  if (notice.kind === 'pin') return pinMessage(notice.contactId, write);
  if (notice.kind === 'answer') return answerMessage(notice, write);
  if (notice.kind === 'statement') return statementMessage(notice, write);
  return messageFor(notice, write, endOf(notice), zone);
}

type Dated = Exclude<Notice, { kind: 'pin' | 'answer' | 'statement' }>;

function endOf(notice: Dated): Temporal.Instant {
  if ('link' in notice) return notice.link.expires_at;
  if ('stepUp' in notice) return notice.stepUp.expires_at;
  if ('change' in notice) return notice.change.expires_at;
  if ('passwordLink' in notice) return notice.passwordLink.expires_at;
  return 'request' in notice ? notice.request.expires_at : notice.staffLink.expires_at;
}

function messageFor(notice: Dated, write: Writer, end: Temporal.Instant, zone: string): Omit<NewDelivery, 'language'> {
  const day = formatDayFull(end.toZonedDateTimeISO(zone).toPlainDate(), write.locale);
  const time = formatTime(end, zone, write.locale);
  switch (notice.kind) {
    case 'invitation':
      return invitationMessage(notice.link, notice.invitedBy, write, day);
    case 'portal_link':
    case 'link_renewal':
      return linkMessage(notice.kind, notice.link, notice.about, write, day);
    case 'sign_in':
    case 'device':
      return signInMessage(notice.kind, notice.request, write, time);
    case 'step_up':
      return stepUpMessage(notice.stepUp, write, time);
    case 'new_address':
    case 'old_address':
      return reachMessage(notice, write, `${day}, ${time}`);
    case 'login_invitation':
    case 'login_reset':
      return loginMessage(notice, write, `${day}, ${time}`);
    case 'staff_reset':
    case 'staff_invitation':
      return staffMessage(notice.kind, notice.staffLink, write, `${day}, ${time}`);
  }
}

function linkMessage(
  kind: 'portal_link' | 'link_renewal',
  link: NoticeLink,
  about: LinkAbout,
  { t, sms, named }: Writer,
  day: string,
): Omit<NewDelivery, 'language'> {
  const what = about.kind === 'job' ? 'job' : about.kind === 'invoice' ? 'invoice' : 'portal';
  const tags = { org: tag('org_name'), number: tag('subject_number'), link: tag('portal_link'), day: tag('end_day') };
  const blocks: Block[] = sms
    ? [{ kind: 'text', text: t(`letters.${what}-link-sms`, tags) }]
    : [
        { kind: 'heading', text: t(`letters.${what}-link-heading`, tags) },
        { kind: 'text', text: greeting(t, named) },
        ...(kind === 'link_renewal' ? [{ kind: 'text' as const, text: t('letters.link-renewed') }] : []),
        { kind: 'text', text: t(`letters.${what}-link-text`, tags) },
        { kind: 'button', text: t(`letters.${what}-link-button`, tags), link: 'portal_link' },
        { kind: 'small', text: t('letters.link-keep', tags) },
      ];
  return {
    kind,
    subject: sms ? null : t(`letters.${what}-link-subject`, tags),
    blocks,
    values: { end_day: day, ...('number' in about ? { subject_number: about.number } : {}) },
    secret: { kind: 'link', id: link.id },
    notAfter: link.expires_at,
    ...(about.kind === 'job' ? { jobId: about.jobId } : {}),
    ...(about.kind === 'invoice' ? { invoiceId: about.invoiceId } : {}),
  };
}

function invitationMessage(
  link: NoticeLink,
  invitedBy: string,
  { t, sms, named }: Writer,
  day: string,
): Omit<NewDelivery, 'language'> {
  const tags = { org: tag('org_name'), who: tag('inviter_name'), link: tag('portal_link'), day: tag('end_day') };
  const blocks: Block[] = sms
    ? [{ kind: 'text', text: t('colleagues.letter-sms', tags) }]
    : [
        { kind: 'heading', text: t('colleagues.letter-heading', tags) },
        { kind: 'text', text: greeting(t, named) },
        { kind: 'text', text: t('colleagues.letter-text', tags) },
        { kind: 'button', text: t('letters.portal-link-button', tags), link: 'portal_link' },
        { kind: 'small', text: t('letters.link-keep', tags) },
      ];
  return {
    kind: 'invitation',
    subject: sms ? null : t('colleagues.letter-subject', tags),
    blocks,
    values: { end_day: day, inviter_name: invitedBy },
    secret: { kind: 'link', id: link.id },
    notAfter: link.expires_at,
  };
}

function signInMessage(
  kind: 'sign_in' | 'device',
  request: NoticeLink,
  { t, sms, named }: Writer,
  time: string,
): Omit<NewDelivery, 'language'> {
  const tags = { org: tag('org_name'), link: tag('sign_in_link'), code: tag('sign_in_code'), time: tag('end_time') };
  const lead: WordKey = kind === 'device' ? 'letters.device-text' : 'letters.sign-in-text';
  const blocks: Block[] = sms
    ? [{ kind: 'text', text: t(kind === 'device' ? 'letters.device-sms' : 'letters.sign-in-sms', tags) }]
    : [
        { kind: 'heading', text: t('letters.sign-in-heading', tags) },
        { kind: 'text', text: greeting(t, named) },
        { kind: 'text', text: t(lead, tags) },
        { kind: 'code', text: tag('sign_in_code') },
        { kind: 'button', text: t('letters.sign-in-button', tags), link: 'sign_in_link' },
        { kind: 'small', text: t('letters.sign-in-once', tags) },
        { kind: 'small', text: t('letters.sign-in-not-you', tags) },
      ];
  return {
    kind,
    subject: sms ? null : t('letters.sign-in-subject', tags),
    blocks,
    values: { end_time: time },
    secret: { kind: 'sign_in', id: request.id },
    notAfter: request.expires_at,
  };
}

function stepUpMessage(stepUp: NoticeLink, { t, sms, named }: Writer, time: string): Omit<NewDelivery, 'language'> {
  const tags = { org: tag('org_name'), code: tag('step_up_code'), time: tag('end_time') };
  const blocks: Block[] = sms
    ? [{ kind: 'text', text: t('confirm.letter-sms', tags) }]
    : [
        { kind: 'heading', text: t('confirm.letter-heading', tags) },
        { kind: 'text', text: greeting(t, named) },
        { kind: 'text', text: t('confirm.letter-text', tags) },
        { kind: 'code', text: tag('step_up_code') },
        { kind: 'small', text: t('confirm.letter-not-you', tags) },
      ];
  return {
    kind: 'step_up',
    subject: sms ? null : t('confirm.letter-subject', tags),
    blocks,
    values: { end_time: time },
    secret: { kind: 'step_up', id: stepUp.id },
    notAfter: stepUp.expires_at,
  };
}

function loginMessage(
  notice: Notice & { kind: 'login_invitation' | 'login_reset' },
  { t, sms, named }: Writer,
  until: string,
): Omit<NewDelivery, 'language'> {
  const tags = {
    org: tag('org_name'),
    username: tag('username'),
    link: tag('password_link'),
    address: tag('sign_in_address'),
    until: tag('end_time'),
  };
  const what = notice.kind === 'login_invitation' ? 'invitation' : 'reset';
  const blocks: Block[] = sms
    ? [{ kind: 'text', text: t(`logins.letter-${what}-sms`, tags) }]
    : [
        { kind: 'heading', text: t(`logins.letter-${what}-heading`, tags) },
        { kind: 'text', text: greeting(t, named) },
        { kind: 'text', text: t(`logins.letter-${what}-text`, tags) },
        { kind: 'text', text: t('logins.letter-username', tags) },
        { kind: 'button', text: t('logins.letter-button', tags), link: 'password_link' },
        { kind: 'small', text: t('logins.letter-once', tags) },
        { kind: 'small', text: t('logins.letter-address', tags) },
      ];
  return {
    kind: notice.kind,
    subject: sms ? null : t(`logins.letter-${what}-subject`, tags),
    blocks,
    values: { end_time: until, username: notice.username, sign_in_address: notice.address },
    secret: { kind: 'contact_password', id: notice.passwordLink.id },
    notAfter: notice.passwordLink.expires_at,
  };
}

function pinMessage(contactId: string, { t, sms, named }: Writer): Omit<NewDelivery, 'language'> {
  const tags = { org: tag('org_name'), pin: tag('pin') };
  const blocks: Block[] = sms
    ? [{ kind: 'text', text: t('letters.pin-sms', tags) }]
    : [
        { kind: 'heading', text: t('letters.pin-heading', tags) },
        { kind: 'text', text: greeting(t, named) },
        { kind: 'text', text: t('letters.pin-text', tags) },
        { kind: 'code', text: tag('pin') },
        { kind: 'small', text: t('letters.pin-keep', tags) },
      ];
  return {
    kind: 'pin',
    subject: sms ? null : t('letters.pin-subject', tags),
    blocks,
    values: {},
    secret: { kind: 'pin', id: contactId },
    notAfter: null,
  };
}

function staffMessage(
  kind: 'staff_reset' | 'staff_invitation',
  staffLink: NoticeLink,
  { t, named }: Writer,
  until: string,
): Omit<NewDelivery, 'language'> {
  const tags = { org: tag('org_name'), until: tag('end_time') };
  const what = kind === 'staff_reset' ? 'staff-reset' : 'staff-invitation';
  return {
    kind,
    subject: t(`letters.${what}-subject`, tags),
    blocks: [
      { kind: 'heading', text: t(`letters.${what}-heading`, tags) },
      { kind: 'text', text: greeting(t, named) },
      { kind: 'text', text: t(`letters.${what}-text`, tags) },
      { kind: 'button', text: t('letters.staff-button'), link: 'password_link' },
      { kind: 'small', text: t('letters.staff-once', tags) },
    ],
    values: { end_time: until },
    secret: { kind: 'staff_link', id: staffLink.id },
    notAfter: staffLink.expires_at,
  };
}
