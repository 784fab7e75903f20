import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { tag } from '../../platform/letters/index.ts';
import type { Services } from '../../platform/services.ts';
import { formatDayFull } from '../../ui/index.ts';
import { readerVoice } from '../access/index.ts';
import { onceOnly } from '../audit/index.ts';
import { queueDelivery, type Recipient } from '../deliveries/index.ts';
import { orgRow } from '../sessions/index.ts';

/** Mails where an org's log ends to whoever the operator chose, once a day, so that a copy lies in somebody else's hands. */
export async function mailHead(
  tx: Tx,
  actor: SystemActor,
  line: string,
  { logHeadsTo, now }: Pick<Services, 'logHeadsTo' | 'now'>,
): Promise<void> {
  const org = await orgRow(tx, actor.orgId);
  if (!org || logHeadsTo === null) return;
  const today = now().toZonedDateTimeISO('UTC').toPlainDate();
  if (!(await onceOnly(tx, actor, `${today.toString()} log-head`, now()))) return;
  for (const to of await readers(tx, actor, logHeadsTo)) {
    const { t, locale } = await readerVoice(tx, actor.orgId, to);
    const values = { org_name: org.name, line: line.trim(), day: formatDayFull(today, locale) };
    const tags = { org: tag('org_name'), day: tag('day') };
    const message = {
      kind: 'log_head',
      language: locale,
      subject: t('audit.head-subject', tags),
      blocks: [
        { kind: 'heading', text: t('audit.head-subject', tags) },
        { kind: 'text', text: t('audit.head-text', tags) },
        { kind: 'text', text: tag('line') },
        { kind: 'small', text: t('audit.head-how') },
      ],
      values,
      secret: null,
      notAfter: null,
    } as const;
    await queueDelivery(tx, actor, to, message, now());
  }
}

async function readers(tx: Tx, actor: SystemActor, chosen: string): Promise<readonly Recipient[]> {
  if (chosen !== 'owners') return [{ channel: 'email', address: chosen, name: null }];
  const owners = await tx
    .selectFrom('staff')
    .select(['id', 'name', 'email'])
    .where('org_id', '=', actor.orgId)
    .where('role', '=', 'owner')
    .where('archived_at', 'is', null)
    .orderBy('id')
    .execute();
  return owners.map(({ id, name, email }) => ({ channel: 'email', address: email, name, staffId: id }));
}
