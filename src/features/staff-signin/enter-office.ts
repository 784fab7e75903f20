import type { Context } from 'hono';
import { gate } from '../../kernel/actor.ts';
import { newSecret, sha256 } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { cookiesOf } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { beginSession, giveCookie, OFFICE_COOKIE, orgRow, type OrgRow } from '../sessions/index.ts';
import { record } from '../audit/index.ts';
import { secondStepOf } from '../second-step/index.ts';
import type { Member } from './member.ts';
import { openSignIn } from './open-sign-in.ts';
import { tellStaffTask } from './tell-staff.ts';
import { noteTry, placeOf, type Place, type Way } from './tries.ts';

const DEVICE_COOKIE = 'office_device';
/** A browser is remembered for so long after its last sign-in. */
const DEVICE_DAYS = 400;

/** What a member still has to do after a right password. */
interface Due {
  readonly org: OrgRow;
  /** A second step is switched on, or the office wants one and there is a passkey for it. */
  readonly asks: boolean;
  /** The office wants one and there is none. */
  readonly missing: boolean;
}

/**
 * Goes on after a right password: into the office, or to the second step, for which the id of the open sign-in is
 * returned; null means the member is in.
 */
export async function passwordWasRight(
  c: Context,
  services: Services,
  member: Member,
  browser: string,
): Promise<string | null> {
  const place = placeOf(c, services);
  const due = await services.db.inReadScope(gate(member.orgId), (tx) => dueOf(tx, member));
  if (due.asks) {
    return services.db.inScope(gate(member.orgId), async (tx) => {
      await noteTry(tx, member, { way: 'password', outcome: 'half', place }, services.now());
      return openSignIn(tx, member, { browser, now: services.now() });
    });
  }
  await enterOffice(c, services, member, 'password', { secondStepDue: due.missing });
  return null;
}

async function dueOf(tx: Tx, member: Member): Promise<Due> {
  const [org, step, passkey] = await Promise.all([
    orgRow(tx, member.orgId),
    secondStepOf(tx, member),
    hasPasskey(tx, member),
  ]);
  if (!org) throw new Error('a member of staff without an org');
  const wanted = org.staff_second_step;
  return { org, asks: step.on || (wanted && passkey), missing: wanted && !step.on && !passkey };
}

export async function hasPasskey(tx: Tx, { orgId, staffId }: Member): Promise<boolean> {
  const row = await tx
    .selectFrom('passkeys')
    .select('id')
    .where('org_id', '=', orgId)
    .where('staff_id', '=', staffId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Begins an office session, remembers the browser, and tells the member when it is a new one. */
export async function enterOffice(
  c: Context,
  services: Services,
  member: Member,
  way: Way,
  { secondStepDue = false }: { secondStepDue?: boolean } = {},
): Promise<void> {
  const now = services.now();
  const place = placeOf(c, services);
  const cookies = cookiesOf(c, services.baseUrl);
  const known = cookies.get(DEVICE_COOKIE);
  const device = known !== undefined && /^[A-Za-z0-9_-]{43}$/.test(known) ? known : newSecret();
  const session = await services.db.inScope(gate(member.orgId), async (tx) => {
    const org = await orgRow(tx, member.orgId);
    if (!org) throw new Error('a member of staff without an org');
    await rememberDevice(tx, member, { secret: device, place, now });
    await tx
      .updateTable('staff')
      .set({ last_signed_in_at: now })
      .where('org_id', '=', member.orgId)
      .where('id', '=', member.staffId)
      .execute();
    await record(tx, gate(member.orgId), 'staff.signed_in', {
      now,
      subject: { kind: 'staff', id: member.staffId },
      data: { way },
    });
    await noteTry(tx, member, { way, outcome: 'in', place }, now);
    return beginSession(
      tx,
      org,
      { kind: 'office', beganBy: way, staffId: member.staffId, secondStepDue },
      { now, device: place.device },
    );
  });
  giveCookie(c, services, OFFICE_COOKIE, session);
  cookies.set(DEVICE_COOKIE, device, { sameSite: 'Lax', maxAgeSeconds: DEVICE_DAYS * 86_400 });
}

/** Every browser but a member's first is news to them. */
async function rememberDevice(
  tx: Tx,
  { orgId, staffId }: Member,
  { secret, place, now }: { secret: string; place: Place; now: Temporal.Instant },
): Promise<void> {
  const hash = sha256(secret);
  const seen = await tx
    .updateTable('staff_devices')
    .set({ last_seen_at: now })
    .where('org_id', '=', orgId)
    .where('staff_id', '=', staffId)
    .where('secret_hash', '=', hash)
    .executeTakeFirst();
  if (seen.numUpdatedRows > 0n) return;
  const before = await tx
    .selectFrom('staff')
    .select('last_signed_in_at')
    .where('org_id', '=', orgId)
    .where('id', '=', staffId)
    .executeTakeFirst();
  await tx
    .insertInto('staff_devices')
    .values({
      org_id: orgId,
      staff_id: staffId,
      secret_hash: hash,
      label: place.device,
      first_seen_at: now,
      last_seen_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (before === undefined || before.last_signed_in_at === null) return;
  const facts = { org_id: orgId, staff_id: staffId, device: place.device, at: now.toString() };
  await addTask(tx, tellStaffTask, { ...facts, what: 'new_device' });
}
