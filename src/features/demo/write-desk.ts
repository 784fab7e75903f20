import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { sendLink } from '../links/index.ts';
import type { Calendar } from './calendar.ts';
import type { DemoOrg } from './content.ts';
import type { People } from './write-people.ts';

/** So many links of the demo world were sent by us; the others were handed over. */
const LINKS_SENT = 6;

interface Parts {
  readonly demo: DemoOrg;
  readonly people: People;
  readonly calendar: Calendar;
}

/** What lies on the desk: messages that went out, notices read and unread, and the team's ways to look at a list. */
export async function writeDesk(tx: Tx, actor: SystemActor, org: OrgRow, parts: Parts): Promise<void> {
  await writeSent(tx, actor, org);
  await writeNotices(tx, org.id, parts);
  const filters = parts.demo.filters.map((filter, position) => ({
    org_id: org.id,
    ...filter,
    position,
    created_by_staff_id: parts.people.staff.get(parts.demo.staff[0]?.key ?? '') ?? null,
    created_at: parts.calendar.past(-40, 9),
  }));
  if (filters.length > 0) await tx.insertInto('saved_filters').values(filters).execute();
}

/** Written as the office writes them, and then said to have gone: the demo world reaches nobody. */
async function writeSent(tx: Tx, actor: SystemActor, org: OrgRow): Promise<void> {
  const links = await tx
    .selectFrom('links')
    .selectAll()
    .where('org_id', '=', org.id)
    .where('disabled_at', 'is', null)
    .where('open_count', '>', 0)
    .orderBy('activated_at', 'desc')
    .limit(LINKS_SENT)
    .execute();
  for (const link of links) {
    const now = link.activated_at.add({ seconds: 20 });
    if (!(await sendLink(tx, actor, org, link, { kind: 'portal_link', now }))) continue;
    await tx
      .updateTable('deliveries')
      .set({ state: 'sent', attempts: 1, sent_at: now.add({ seconds: 4 }), secret_generation: link.generation })
      .where('org_id', '=', org.id)
      .where('state', '=', 'queued')
      .where('secret_id', '=', link.id)
      .execute();
  }
}

async function writeNotices(tx: Tx, orgId: string, { demo, people, calendar }: Parts): Promise<void> {
  const told = demo.staff.filter(({ signsIn, role }) => signsIn && role !== 'viewer');
  for (const { kind, customer, contact, day, hour, isRead, data } of demo.notices) {
    const at = calendar.past(day, hour);
    const customerId = customer === undefined ? null : (people.customers.get(customer) ?? null);
    const subject =
      customer !== undefined && contact !== undefined
        ? { subject_kind: 'contact', subject_id: people.contact(customer, contact) }
        : kind === 'message'
          ? await lastThread(tx, orgId, customerId)
          : {};
    const rows = told.map((member) => ({
      org_id: orgId,
      staff_id: people.staff.get(member.key) ?? '',
      kind,
      group_key: `demo ${kind} ${customer ?? day}`,
      customer_id: customerId,
      ...subject,
      data: JSON.stringify(data),
      first_at: at,
      last_at: at,
      read_at: isRead === true ? at.add({ seconds: 30 }) : null,
    }));
    await tx.insertInto('staff_notices').values(rows).execute();
  }
}

/** Where a customer wrote last. */
async function lastThread(tx: Tx, orgId: string, customerId: string | null) {
  const thread = await tx
    .selectFrom('threads')
    .select('id')
    .where('org_id', '=', orgId)
    .where('customer_id', '=', customerId)
    .orderBy('last_at', 'desc')
    .executeTakeFirst();
  return thread === undefined ? {} : { subject_kind: 'thread', subject_id: thread.id };
}
