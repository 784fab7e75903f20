import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { SendResult } from '../../platform/sending/index.ts';
import type { Services } from '../../platform/services.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { record } from '../audit/index.ts';
import { CLAIM_MINUTES, nextTry, type Delivery } from './delivery.ts';
import { prepareDelivery, type Ready, type Stop } from './prepare-delivery.ts';
import type { ResolveSecret, Secret } from './secrets.ts';

/** What `sendDelivery` needs of the world. */
export interface Post {
  readonly services: Pick<Services, 'db' | 'now' | 'senders'>;
  readonly resolveSecret: ResolveSecret;
}

/**
 * Sends a message that was queued. In the normal case exactly once: whoever claims the row sends it, and the claim is one
 * statement. When a sender was killed between sending and writing that down, the claim runs out and the message is sent
 * again under the same id and marked `maybe_sent`. Comes to the same end however often it runs.
 */
export async function sendDelivery(post: Post, actor: SystemActor, id: string): Promise<void> {
  const { db, now } = post.services;
  const claimed = await db.inScope(actor, (tx) => claim(tx, actor, id, post));
  if (claimed === null) return;
  const prepared = await db.inReadScope(actor, (tx) => prepareDelivery(tx, actor, claimed, post.resolveSecret, now()));
  if (prepared.kind === 'stop') {
    await db.inScope(actor, (tx) => stop(tx, actor, claimed, prepared, now()));
    return;
  }
  const result = await handOver(post, claimed, prepared);
  await db.inScope(actor, (tx) => settle(tx, actor, claimed, prepared, result, now()));
}

/** Takes a message for this try, or null when it is sent, somebody else is at it, or nothing can send it. */
async function claim(tx: Tx, actor: SystemActor, id: string, { services }: Post): Promise<Delivery | null> {
  const now = services.now();
  const found = await tx
    .selectFrom('deliveries')
    .select(['channel', 'state', 'claimed_at'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) return null;
  const cutOff = found.state === 'sending' && isCutOff(found.claimed_at, now);
  if (found.state !== 'queued' && !cutOff) return null;
  if (senderFor(services, found.channel) === null && !cutOff) {
    await update(tx, actor, id, { state: 'held', reason: 'deliveries.reason-no-sender' });
    return null;
  }
  // Runs when this process has been killed in the middle; else it finds the message sent and does nothing.
  const watch = { jobKey: `${id}:watch`, runAt: now.add({ minutes: CLAIM_MINUTES, seconds: 30 }) };
  await addTask(tx, 'send-delivery', { org_id: actor.orgId, delivery_id: id }, watch);
  return tx
    .updateTable('deliveries')
    .set((eb) => ({
      state: 'sending',
      claimed_at: now,
      attempts: eb('attempts', '+', 1),
      ...(cutOff ? { maybe_sent: true } : {}),
    }))
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

function isCutOff(claimedAt: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return claimedAt !== null && Temporal.Instant.compare(claimedAt.add({ minutes: CLAIM_MINUTES }), now) <= 0;
}

function senderFor({ senders }: Post['services'], channel: string) {
  return channel === 'email' ? senders.mail : senders.sms;
}

/** The outside world: no transaction is open meanwhile. */
async function handOver({ services }: Post, delivery: Delivery, { org, message }: Ready): Promise<SendResult> {
  const { mail, sms } = services.senders;
  if (message.channel === 'sms' && sms !== null) {
    return sms.send({ id: delivery.id, to: delivery.recipient, text: message.text });
  }
  if (message.channel === 'email' && mail !== null) {
    return mail.send({
      id: delivery.id,
      to: delivery.recipient,
      from_name: org.name,
      reply_to: delivery.staff_id === null ? org.email : null,
      subject: message.subject,
      text: message.text,
      html: message.html,
      language: delivery.language,
    });
  }
  return { outcome: 'temporary', answer: '' };
}

/** Writes down how a try went, and plans the next one. A try that was overtaken meanwhile changes nothing. */
async function settle(
  tx: Tx,
  actor: SystemActor,
  delivery: Delivery,
  { secret }: Ready,
  { outcome, answer }: SendResult,
  now: Temporal.Instant,
): Promise<void> {
  const told = { provider_answer: withoutSecrets(answer, secret), secret_generation: secret?.generation ?? null };
  if (outcome === 'sent') {
    await end(tx, actor, delivery, { ...told, state: 'sent', sent_at: now }, 'delivery.sent', now);
    return;
  }
  const maybe = outcome === 'unsure' ? { maybe_sent: true } : {};
  const again = outcome === 'permanent' ? null : nextTry(delivery.attempts, now);
  if (again === null) {
    const reason = outcome === 'permanent' ? 'deliveries.reason-refused' : 'deliveries.reason-gave-up';
    await end(tx, actor, delivery, { ...told, ...maybe, state: 'failed', reason }, 'delivery.failed', now);
    return;
  }
  const back = await update(tx, actor, delivery.id, { ...told, ...maybe, state: 'queued', due_at: again }, delivery);
  if (back) {
    await addTask(tx, 'send-delivery', { org_id: actor.orgId, delivery_id: delivery.id }, { runAt: again });
  }
}

async function stop(
  tx: Tx,
  actor: SystemActor,
  delivery: Delivery,
  { state, reason }: Stop,
  now: Temporal.Instant,
): Promise<void> {
  await end(tx, actor, delivery, { state, reason }, `delivery.${state}`, now);
}

async function end(
  tx: Tx,
  actor: SystemActor,
  delivery: Delivery,
  change: Change,
  event: 'delivery.sent' | 'delivery.failed' | 'delivery.suppressed',
  now: Temporal.Instant,
): Promise<void> {
  if (!(await update(tx, actor, delivery.id, change, delivery))) return;
  await record(tx, actor, event, {
    now,
    ...(delivery.customer_id === null ? {} : { customerId: delivery.customer_id }),
    subject: { kind: 'delivery', id: delivery.id },
    data: { kind: delivery.kind, channel: delivery.channel, reason: change.reason ?? null },
  });
}

type Change = Partial<
  Pick<Delivery, 'state' | 'reason' | 'provider_answer' | 'secret_generation' | 'maybe_sent' | 'sent_at' | 'due_at'>
>;

/** `during`: only while that try is the present one. */
async function update(
  tx: Tx,
  actor: SystemActor,
  id: string,
  change: Change,
  during?: Pick<Delivery, 'attempts'>,
): Promise<boolean> {
  const result = await tx
    .updateTable('deliveries')
    .set(change)
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .$if(during !== undefined, (query) =>
      query.where('state', '=', 'sending').where('attempts', '=', during?.attempts ?? 0),
    )
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** A provider may quote the message it refuses. */
function withoutSecrets(answer: string, secret: Secret | null): string {
  let clean = answer;
  for (const value of Object.values(secret?.values ?? {})) {
    const key = value.kind === 'link' ? value.url.split('/').at(-1) : value.kind === 'code' ? value.code : undefined;
    if (key) clean = clean.replaceAll(key, '••••••');
  }
  return clean;
}
