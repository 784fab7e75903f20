import { sql } from 'kysely';
import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import type { Chore } from '../../platform/tasks/index.ts';
import { readerVoice } from '../access/index.ts';
import { onceOnly } from '../audit/index.ts';
import { forEachOrg } from '../orgs/index.ts';
import { mailSummary } from './mail-notice.ts';
import { factsOf } from './queries.ts';
import { tell } from './tell-staff.ts';
import { noticeWords } from './words.ts';

/** By when an office opens: the morning's notices and summaries are there before. */
const MORNING_HOUR = 7;
/** Links that end within this many days are told of, once a day. */
const ENDING_DAYS = 7;
/** Told for this long; then a notice is removed, read or not. */
const KEEP_DAYS = 90;
const CLAIMS_KEEP_DAYS = 31;
const MOST_SUMMED = 30;

/** Every hour: the orgs in whose zone the morning has come, each once a day. */
export const morningChore: Chore<Services> = {
  name: 'staff-notices-in-the-morning',
  when: '5 * * * *',
  run: (services) =>
    forEachOrg(services, 'notices', async (actor, org) => {
      const local = services.now().toZonedDateTimeISO(org.time_zone);
      if (local.hour >= MORNING_HOUR) await morning(services, actor, local.toPlainDate());
    }),
};

/** Every five minutes: PINs that died of wrong tries. Noticed from here, a try takes no longer for a PIN that exists. */
export const deadPinsChore: Chore<Services> = {
  name: 'staff-notices-of-dead-pins',
  when: '*/5 * * * *',
  run: (services) =>
    forEachOrg(services, 'notices', (actor) => services.db.inScope(actor, (tx) => tellDeadPins(tx, actor, services))),
};

export async function morning(services: Services, actor: SystemActor, today: Temporal.PlainDate): Promise<void> {
  await services.db.inScope(actor, async (tx) => {
    if (!(await onceOnly(tx, actor, `${today.toString()} morning`, services.now()))) return;
    await tellOverdue(tx, actor, services, today);
    await tellEnding(tx, actor, services);
    await sendSummaries(tx, actor, services);
    await forget(tx, actor, services.now());
  });
}

/** Invoices whose day was yesterday and that aren't paid: told once, on the first morning they are late. */
async function tellOverdue(tx: Tx, actor: SystemActor, services: Services, today: Temporal.PlainDate): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from invoices i
    where i.org_id = ${actor.orgId} and i.state = 'issued' and i.due_on = ${today.subtract({ days: 1 })}::date
      and i.total_minor > i.paid_minor`.execute(tx);
  const count = rows[0]?.count ?? 0;
  if (count === 0) return;
  await tell(
    tx,
    actor,
    { kind: 'overdue', group: `overdue ${today.toString()}`, customerId: null, subject: null, data: { count } },
    services,
  );
}

/** Links that end in exactly a week, so that each is told once. */
async function tellEnding(tx: Tx, actor: SystemActor, services: Services): Promise<void> {
  const until = services.now().add({ hours: 24 * ENDING_DAYS });
  const { count } = await tx
    .selectFrom('links as l')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'l.org_id').onRef('c.id', '=', 'l.customer_id'))
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
    .where('l.org_id', '=', actor.orgId)
    .where('c.org_id', '=', actor.orgId)
    .where('c.archived_at', 'is', null)
    .where('l.disabled_at', 'is', null)
    .where('l.expires_at', '>', until.subtract({ hours: 24 }))
    .where('l.expires_at', '<=', until)
    .executeTakeFirstOrThrow();
  if (count === 0) return;
  const telling = {
    kind: 'link_ending',
    group: 'link-ending',
    customerId: null,
    subject: null,
    data: { count },
  } as const;
  await tell(tx, actor, telling, services);
}

async function tellDeadPins(tx: Tx, actor: SystemActor, services: Services): Promise<void> {
  const now = services.now();
  const pins = await tx
    .selectFrom('contact_pins as p')
    .innerJoin('contacts as k', (on) => on.onRef('k.org_id', '=', 'p.org_id').onRef('k.id', '=', 'p.contact_id'))
    .select(['p.contact_id', 'p.generation', 'k.customer_id', 'k.first_name', 'k.last_name', 'k.email', 'k.phone'])
    .where('p.org_id', '=', actor.orgId)
    .where('k.org_id', '=', actor.orgId)
    .where('k.archived_at', 'is', null)
    .where('p.fails', '>=', 5)
    .where('p.fails_since', '>=', now.subtract({ hours: 24 }))
    .orderBy('p.contact_id')
    .limit(200)
    .execute();
  for (const pin of pins) {
    if (!(await onceOnly(tx, actor, `pin ${pin.contact_id} ${pin.generation}`, now))) continue;
    const name = [pin.first_name, pin.last_name].filter(Boolean).join(' ') || pin.email || pin.phone || '';
    await tell(
      tx,
      actor,
      {
        kind: 'pin_dead',
        group: `pin ${pin.contact_id}`,
        customerId: pin.customer_id,
        subject: { kind: 'contact', id: pin.contact_id },
        data: { name },
      },
      services,
    );
  }
}

/** What is unread and was told in no summary yet, to whoever wants one. */
async function sendSummaries(tx: Tx, actor: SystemActor, services: Services): Promise<void> {
  const rows = await tx
    .selectFrom('staff_notices as n')
    .innerJoin('notice_choices as p', (on) =>
      on.onRef('p.org_id', '=', 'n.org_id').onRef('p.staff_id', '=', 'n.staff_id').onRef('p.kind', '=', 'n.kind'),
    )
    .innerJoin('staff as s', (on) => on.onRef('s.org_id', '=', 'n.org_id').onRef('s.id', '=', 'n.staff_id'))
    .select(['n.id', 'n.kind', 'n.times', 'n.data', 's.id as staff_id', 's.name', 's.email'])
    .where('n.org_id', '=', actor.orgId)
    .where('p.org_id', '=', actor.orgId)
    .where('s.org_id', '=', actor.orgId)
    .where('s.archived_at', 'is', null)
    .where('p.choice', '=', 'daily')
    .where('n.read_at', 'is', null)
    .where('n.summed_at', 'is', null)
    .orderBy('n.last_at', 'desc')
    .limit(5000)
    .execute();
  for (const [, mine] of Map.groupBy(rows, (row) => row.staff_id)) {
    const [first] = mine;
    if (!first) continue;
    const { t } = await readerVoice(tx, actor.orgId, { staffId: first.staff_id });
    const lines = mine.slice(0, MOST_SUMMED).map((row) => noticeWords({ ...row, data: factsOf(row.data) }, t));
    await mailSummary(tx, actor, { id: first.staff_id, name: first.name, email: first.email }, lines, services);
  }
  if (rows.length === 0) return;
  await tx
    .updateTable('staff_notices')
    .set({ summed_at: services.now() })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', sql<string>`any(${rows.map((row) => row.id)}::uuid[])`)
    .execute();
}

async function forget(tx: Tx, actor: SystemActor, now: Temporal.Instant): Promise<void> {
  const before = (days: number) => now.subtract({ hours: 24 * days });
  await tx
    .deleteFrom('staff_notices')
    .where('org_id', '=', actor.orgId)
    .where('last_at', '<', before(KEEP_DAYS))
    .execute();
  await tx
    .deleteFrom('done_once')
    .where('org_id', '=', actor.orgId)
    .where('done_at', '<', before(CLAIMS_KEEP_DAYS))
    .execute();
  await tx.deleteFrom('undo_offers').where('org_id', '=', actor.orgId).where('offered_at', '<', before(1)).execute();
}
