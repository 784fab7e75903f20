import { sql } from 'kysely';
import type { SystemActor } from '../../kernel/actor.ts';
import { isStaffRole, staffMay } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import { announceCounts } from '../../platform/live/index.ts';
import type { Services } from '../../platform/services.ts';
import type { PastEvent } from '../audit/index.ts';
import { mailNotice } from './mail-notice.ts';
import { rightFor, type Telling } from './notice.ts';
import { tellingOf } from './tellings.ts';

/** Tells the office of an event, each member of staff as they chose. */
export async function tellStaff(tx: Tx, actor: SystemActor, event: PastEvent, services: Services): Promise<void> {
  const telling = await tellingOf(tx, actor, event);
  if (telling !== null) await tell(tx, actor, telling, services);
}

/** More than this many people in one office would be another product. */
const MOST_STAFF = 1000;

/**
 * Writes the notice for everybody who may do something about it and wants to hear of it. One that is unread already
 * counts on instead, and sends no second e-mail.
 */
export async function tell(
  tx: Tx,
  actor: SystemActor,
  telling: Telling,
  services: Pick<Services, 'now' | 'baseUrl'>,
): Promise<void> {
  const now = services.now();
  const people = (await hearing(tx, actor, telling)).filter(({ choice }) => choice !== 'none');
  if (people.length === 0) return;
  const { kind, group, customerId, subject, data } = telling;
  const written = await tx
    .insertInto('staff_notices')
    .values(
      people.map(({ id }) => ({
        org_id: actor.orgId,
        staff_id: id,
        kind,
        group_key: group.slice(0, 120),
        customer_id: customerId,
        subject_kind: subject?.kind ?? null,
        subject_id: subject?.id ?? null,
        data: JSON.stringify(data),
        first_at: now,
        last_at: now,
      })),
    )
    .onConflict((on) =>
      on
        .columns(['org_id', 'staff_id', 'group_key'])
        .where('read_at', 'is', null)
        .doUpdateSet((eb) => ({
          times: eb('staff_notices.times', '+', 1),
          last_at: now,
          data: eb.ref('excluded.data'),
          subject_kind: eb.ref('excluded.subject_kind'),
          subject_id: eb.ref('excluded.subject_id'),
        })),
    )
    .returning(['staff_id', 'times'])
    .execute();
  await announceCounts(
    tx,
    actor.orgId,
    written.map((row) => row.staff_id),
  );
  const fresh = new Set(written.filter(({ times }) => times === 1).map((row) => row.staff_id));
  for (const person of people) {
    if (person.choice === 'email' && fresh.has(person.id)) await mailNotice(tx, actor, person, telling, services);
  }
}

async function hearing(tx: Tx, actor: SystemActor, { kind, only, not }: Telling) {
  const rows = await tx
    .selectFrom('staff as s')
    .leftJoin('notice_choices as n', (on) =>
      on.onRef('n.org_id', '=', 's.org_id').onRef('n.staff_id', '=', 's.id').on('n.kind', '=', kind),
    )
    .select(['s.id', 's.name', 's.email', 's.role', sql<string>`coalesce(n.choice, 'office')`.as('choice')])
    .where('s.org_id', '=', actor.orgId)
    .where('s.archived_at', 'is', null)
    .$if(only !== undefined, (query) => query.where('s.id', '=', only ?? ''))
    .$if(not !== undefined, (query) => query.where('s.id', '<>', not ?? ''))
    .orderBy('s.id')
    .limit(MOST_STAFF)
    .execute();
  return rows.filter(({ role }) => isStaffRole(role) && staffMay(role, rightFor(kind)));
}
