import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { blocksSchema, tagsIn, tagsOf, UnfilledTag, type Block } from '../../platform/letters/index.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { record } from '../audit/index.ts';
import type { Channel } from './delivery.ts';
import { SECRET_TAGS, type SecretReference } from './secrets.ts';

/** Whom a message goes to: always exactly one, since it may carry the key to a portal. */
export interface Recipient {
  readonly channel: Channel;
  /** An e-mail address, or a phone number as E.164. */
  readonly address: string;
  readonly name: string | null;
  readonly customerId?: string | null;
  readonly contactId?: string | null;
  readonly staffId?: string | null;
}

export interface NewDelivery {
  /** Which message it is: lower case, with underscores. */
  readonly kind: string;
  /** BCP 47. */
  readonly language: string;
  /** A template; null for a text message. */
  readonly subject: string | null;
  readonly blocks: readonly Block[];
  /** What fills the tags that no secret fills. Put in as they are, once. */
  readonly values: Readonly<Record<string, string>>;
  readonly secret: Pick<SecretReference, 'kind' | 'id'> | null;
  /** After this the message is of no use any more. */
  readonly notAfter: Temporal.Instant | null;
  readonly jobId?: string | null;
  readonly invoiceId?: string | null;
}

/**
 * Writes a message to be sent when the transaction is committed, and never when it is rolled back. Returns its id.
 * @throws UnfilledTag when a tag can't be filled, or a secret would stand in the subject
 */
export async function queueDelivery(
  tx: Tx,
  actor: StaffActor | SystemActor,
  to: Recipient,
  message: NewDelivery,
  now: Temporal.Instant,
): Promise<string> {
  checkTags(message);
  const { id } = await tx
    .insertInto('deliveries')
    .values({
      org_id: actor.orgId,
      channel: to.channel,
      kind: message.kind,
      language: message.language,
      recipient: to.address,
      recipient_name: to.name?.slice(0, 200) ?? null,
      customer_id: to.customerId ?? null,
      contact_id: to.contactId ?? null,
      staff_id: to.staffId ?? null,
      job_id: message.jobId ?? null,
      invoice_id: message.invoiceId ?? null,
      queued_by_staff_id: actor.kind === 'staff' ? actor.staffId : null,
      subject: to.channel === 'email' ? message.subject : null,
      blocks: JSON.stringify(blocksSchema.parse(message.blocks)),
      merge_values: JSON.stringify(message.values),
      secret_kind: message.secret?.kind ?? null,
      secret_id: message.secret?.id ?? null,
      due_at: now,
      not_after: message.notAfter,
      queued_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addTask(tx, 'send-delivery', { org_id: actor.orgId, delivery_id: id });
  await record(tx, actor, 'delivery.queued', {
    now,
    ...(to.customerId ? { customerId: to.customerId } : {}),
    subject: { kind: 'delivery', id },
    data: { kind: message.kind, channel: to.channel },
  });
  return id;
}

function checkTags({ subject, blocks, values, secret }: NewDelivery): void {
  const secretTags = secret === null ? [] : SECRET_TAGS[secret.kind];
  const known = new Set([...Object.keys(values), ...secretTags]);
  for (const name of tagsOf(subject, blocks)) if (!known.has(name)) throw new UnfilledTag(name);
  // A subject is shown on locked screens and kept in logs of mail servers.
  for (const name of tagsIn(subject ?? '')) if (secretTags.includes(name)) throw new UnfilledTag(name);
}
