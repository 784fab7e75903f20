import { randomUUID } from 'node:crypto';
import type { SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { sendStaffLink } from '../staff-signin/index.ts';
import type { Calendar } from './calendar.ts';
import type { DemoOrg } from './content.ts';
import type { People } from './write-people.ts';

/** Days back, hour, what happened, on which device. */
const SIGN_INS = [
  [-13, 8.1, 'in', 'Chrome, Windows'],
  [-12, 8.05, 'in', 'Chrome, Windows'],
  [-9, 7.9, 'in', 'Chrome, Windows'],
  [-6, 8.2, 'wrong', 'Chrome, Windows'],
  [-6, 8.21, 'in', 'Chrome, Windows'],
  [-4, 19.4, 'wrong', 'Firefox, Linux'],
  [-4, 19.42, 'wrong', 'Firefox, Linux'],
  [-2, 8, 'in', 'Safari, iPhone'],
  [-1, 7.95, 'in', 'Chrome, Windows'],
] as const;

/** How the staff signed in of late, and somebody who is invited and hasn't come yet. */
export async function writeTeam(
  tx: Tx,
  actor: SystemActor,
  org: OrgRow,
  { demo, people, calendar }: { demo: DemoOrg; people: People; calendar: Calendar },
): Promise<void> {
  const signing = demo.staff.filter((member) => member.signsIn).map(({ key }) => people.staff.get(key) ?? '');
  const tries = signing.flatMap((staffId, nth) =>
    SIGN_INS.slice(nth * 2).map(([day, hour, outcome, device]) => ({
      org_id: org.id,
      id: randomUUID(),
      staff_id: staffId,
      way: 'password',
      outcome,
      device,
      network: outcome === 'wrong' && device.startsWith('Firefox') ? '198.51.100.0/24' : '203.0.113.0/24',
      tried_at: calendar.past(day, hour + nth * 0.3),
    })),
  );
  if (tries.length > 0) await tx.insertInto('staff_tries').values(tries).execute();
  for (const [nth, id] of signing.entries()) {
    // Whoever tries the demo comes in as the owner, on a first device.
    if (nth === 0) continue;
    const last = SIGN_INS.slice(nth * 2).findLast(([, , outcome]) => outcome === 'in');
    if (last === undefined) continue;
    await tx
      .updateTable('staff')
      .set({ last_signed_in_at: calendar.past(last[0], last[1] + nth * 0.3) })
      .where('org_id', '=', org.id)
      .where('id', '=', id)
      .execute();
  }
  if (demo.invited === undefined) return;
  const invited = calendar.past(-2, 15);
  const member = await tx
    .insertInto('staff')
    .values({ org_id: org.id, ...demo.invited, created_at: invited })
    .returning(['id', 'name', 'email'])
    .executeTakeFirstOrThrow();
  await sendStaffLink(tx, actor, { org, member, purpose: 'invitation' }, invited);
}
