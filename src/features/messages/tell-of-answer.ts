import { z } from 'zod';
import { sql } from 'kysely';
import type { SystemActor } from '../../kernel/actor.ts';
import { effectivePermissions } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { addTask, defineTask } from '../../platform/tasks/index.ts';
import { orgRow, type OrgRow } from '../sessions/index.ts';
import { queueNotice } from '../letters/index.ts';
import type { Recipient } from '../deliveries/index.ts';
import { findLink, linkState } from '../links/index.ts';
import { excerpt } from './thread.ts';

const Payload = z.strictObject({ org_id: z.uuid(), thread_id: z.uuid() });

/**
 * Tells the contacts of a thread that there is an answer, if they have not read it by now. At most once in a while per
 * thread and person: what comes in between is told together, later, unless it has been read by then.
 */
export const tellOfAnswerTask = defineTask<z.infer<typeof Payload>, Services>(
  'tell-of-answer',
  Payload,
  async ({ thread_id }, { actor, services }) => {
    const now = services.now();
    await services.db.inScope(actor, async (tx) => {
      const [org, thread] = await Promise.all([orgRow(tx, actor.orgId), lockThread(tx, actor, thread_id)]);
      if (!org || !thread || org.answer_notice === 'off' || !org.portal_open) return;
      const answer = await lastAnswer(tx, actor, thread_id);
      if (!answer) return;
      let again: Temporal.Instant | null = null;
      const today = now.toZonedDateTimeISO(org.time_zone).toPlainDate();
      for (const person of await peopleOf(tx, actor, thread, today)) {
        if (!mayRead(org, person) || person.read_to >= thread.office_position) continue;
        const rest = restsUntil(org, person);
        if (rest !== null && Temporal.Instant.compare(rest, now) > 0) {
          // Told of an answer lately, and not of this one: nothing newer than the notice needs none.
          if (person.told_at !== null && Temporal.Instant.compare(answer.sent_at, person.told_at) > 0) again = rest;
          continue;
        }
        if (person.told_at !== null && Temporal.Instant.compare(answer.sent_at, person.told_at) <= 0) continue;
        await tell(tx, actor, { org, thread, person, text: answer.body, now });
      }
      if (again !== null) {
        const options = { jobKey: `${thread_id}:tell-of-answer`, runAt: again };
        await addTask(tx, 'tell-of-answer', { org_id: actor.orgId, thread_id }, options);
      }
    });
  },
);

type Thread = NonNullable<Awaited<ReturnType<typeof lockThread>>>;

async function lockThread(tx: Tx, actor: SystemActor, id: string) {
  return tx
    .selectFrom('threads')
    .select(['id', 'customer_id', 'office_position', 'job_id', 'invoice_id'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

async function lastAnswer(tx: Tx, actor: SystemActor, threadId: string) {
  return tx
    .selectFrom('messages')
    .select(['body', 'sent_at'])
    .where('org_id', '=', actor.orgId)
    .where('thread_id', '=', threadId)
    .where('side', '=', 'office')
    .where('internal', '=', false)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
}

type Person = Awaited<ReturnType<typeof peopleOf>>[number];

/** Whoever takes part; of a thread that nobody known began, the main contact. */
async function peopleOf(tx: Tx, actor: SystemActor, thread: Thread, today: Temporal.PlainDate) {
  const rows = await tx
    .selectFrom('contacts as p')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'p.org_id').onRef('c.id', '=', 'p.customer_id'))
    .leftJoin('thread_contacts as k', (on) =>
      on.onRef('k.org_id', '=', 'p.org_id').onRef('k.contact_id', '=', 'p.id').on('k.thread_id', '=', thread.id),
    )
    .leftJoin('thread_reads as r', (on) =>
      on.onRef('r.org_id', '=', 'p.org_id').onRef('r.reader_id', '=', 'p.id').on('r.thread_id', '=', thread.id),
    )
    .select([
      'p.id',
      'p.first_name',
      'p.last_name',
      'p.email',
      'p.phone',
      'p.answers_by',
      'p.permissions',
      'p.is_main',
      'c.permissions as customer_permissions',
      'k.contact_id as takes_part',
      'k.told_at',
      sql<number>`coalesce(r.read_to, 0)`.as('read_to'),
    ])
    .where('p.org_id', '=', actor.orgId)
    .where('p.customer_id', '=', thread.customer_id)
    .where('p.archived_at', 'is', null)
    .where('c.archived_at', 'is', null)
    .where((eb) => eb.or([eb('p.access_ends_on', 'is', null), eb('p.access_ends_on', '>=', today)]))
    .where((eb) => eb.or([eb('k.contact_id', 'is not', null), eb('p.is_main', '=', true)]))
    .orderBy('p.id')
    .execute();
  const taking = rows.filter((row) => row.takes_part !== null);
  return taking.length > 0 ? taking : rows;
}

/** Nobody is told of what they may not read. */
function mayRead(org: OrgRow, person: Person): boolean {
  const layers = { org: org.permissions, customer: person.customer_permissions, contact: person.permissions };
  const { portal, messages } = effectivePermissions(layers);
  return portal === 'yes' && (messages === 'all' || (messages === 'own' && person.takes_part !== null));
}

function restsUntil(org: OrgRow, { told_at }: Person): Temporal.Instant | null {
  return told_at === null ? null : told_at.add({ minutes: org.answer_notice_minutes });
}

interface Telling {
  readonly org: OrgRow;
  readonly thread: Thread;
  readonly person: Person;
  readonly text: string;
  readonly now: Temporal.Instant;
}

async function tell(tx: Tx, actor: SystemActor, { org, thread, person, text, now }: Telling): Promise<void> {
  const to = recipientOf(person.answers_by ?? org.answer_notice, thread, person);
  if (to === null) return;
  const found = await findLink(tx, actor, { kind: 'contact', customerId: thread.customer_id, contactId: person.id });
  // A link that the office never made or has taken back is not made here.
  const link = found !== null && linkState(found, now) === 'on' ? found : null;
  const about = { jobId: thread.job_id, invoiceId: thread.invoice_id };
  await queueNotice(tx, actor, org, { kind: 'answer', link, about, text: excerpt(text, 200) }, to, now);
  await tx
    .insertInto('thread_contacts')
    .values({
      org_id: actor.orgId,
      thread_id: thread.id,
      contact_id: person.id,
      customer_id: thread.customer_id,
      told_at: now,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'thread_id', 'contact_id']).doUpdateSet({ told_at: now }))
    .execute();
}

function recipientOf(notice: string, thread: Thread, person: Person): Recipient | null {
  const name = [person.first_name, person.last_name].filter(Boolean).join(' ') || null;
  const about = { customerId: thread.customer_id, contactId: person.id, name };
  const mail = person.email === null ? null : ({ ...about, channel: 'email', address: person.email } as const);
  const text = person.phone === null ? null : ({ ...about, channel: 'sms', address: person.phone } as const);
  switch (notice) {
    case 'email':
      return mail;
    case 'sms':
      return text;
    case 'email_else_sms':
      return mail ?? text;
    case 'sms_else_email':
      return text ?? mail;
    default:
      return null;
  }
}
