import type { SystemActor } from '../../kernel/actor.ts';
import { paths } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import { tag } from '../../platform/letters/index.ts';
import type { Services } from '../../platform/services.ts';
import { readerVoice } from '../access/index.ts';
import { queueDelivery } from '../deliveries/index.ts';
import type { Telling } from './notice.ts';
import { noticeWords } from './words.ts';

export interface Reader {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** One notice by e-mail, at once. It says what happened and where to look; what was written is read in the office. */
export async function mailNotice(
  tx: Tx,
  actor: SystemActor,
  reader: Reader,
  telling: Telling,
  services: Pick<Services, 'now' | 'baseUrl'>,
): Promise<void> {
  const { t } = await readerVoice(tx, actor.orgId, { staffId: reader.id });
  const line = noticeWords({ kind: telling.kind, times: 1, data: telling.data }, t);
  await mail(tx, actor, reader, { subject: line, lines: [line] }, services);
}

/** Several in one, in the morning. */
export async function mailSummary(
  tx: Tx,
  actor: SystemActor,
  reader: Reader,
  lines: readonly string[],
  services: Pick<Services, 'now' | 'baseUrl'>,
): Promise<void> {
  const { t } = await readerVoice(tx, actor.orgId, { staffId: reader.id });
  await mail(tx, actor, reader, { subject: t('notices.summary-subject', { count: lines.length }), lines }, services);
}

async function mail(
  tx: Tx,
  actor: SystemActor,
  reader: Reader,
  { subject, lines }: { subject: string; lines: readonly string[] },
  { now, baseUrl }: Pick<Services, 'now' | 'baseUrl'>,
): Promise<void> {
  const { t, locale } = await readerVoice(tx, actor.orgId, { staffId: reader.id });
  // Names are values, never templates: a customer may be called {{link}}.
  const values = Object.fromEntries(lines.map((line, at) => [`line_${at}`, line]));
  await queueDelivery(
    tx,
    actor,
    { channel: 'email', address: reader.email, name: reader.name, staffId: reader.id },
    {
      kind: 'staff_notice',
      language: locale,
      subject: tag('subject'),
      blocks: [
        { kind: 'heading', text: tag('subject') },
        ...(lines.length > 1 ? lines.map((_, at) => ({ kind: 'text' as const, text: `– ${tag(`line_${at}`)}` })) : []),
        { kind: 'text', text: t('notices.mail-look', { url: tag('office_url') }) },
        { kind: 'small', text: t('notices.mail-choose') },
      ],
      values: { subject: subject.slice(0, 400), office_url: `${baseUrl}${paths.office.notices}`, ...values },
      secret: null,
      notAfter: null,
    },
    now(),
  );
}
