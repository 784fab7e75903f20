import { gate, system } from '../../kernel/actor.ts';
import { NIL_ID } from '../../kernel/ids.ts';
import { claimedId, tokenMatches } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { beginSession, orgRow, withinLimit, type Limit, type OrgRow } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { sendStaffLinkTask } from './tasks.ts';

const PER_ADDRESS: Limit = { name: 'staff-address', most: 10, seconds: 900 };
const PER_CLIENT: Limit = { name: 'staff-client', most: 30, seconds: 900 };
const RESET_PER_ADDRESS: Limit = { name: 'staff-reset', most: 3, seconds: 3600 };

/** More offices than this behind one address would make a try cost too much. */
const MOST_OFFICES = 5;

export interface Member {
  readonly orgId: string;
  readonly staffId: string;
  readonly name: string;
  readonly passwordHash: string | null;
}

/**
 * The offices in which this address has this password. Tries are counted before anything is hashed, and somebody
 * unknown takes as long as somebody known.
 */
export async function membersWith(
  services: Services,
  { email, password, client }: { email: string; password: string; client: string },
): Promise<readonly Member[]> {
  const now = services.now();
  const allowed = await services.db.inScope(gate(null), async (tx) => {
    const counted = await Promise.all([
      withinLimit(tx, services.keys, { limit: PER_ADDRESS, of: email, orgId: null, now }),
      withinLimit(tx, services.keys, { limit: PER_CLIENT, of: client, orgId: null, now }),
    ]);
    return counted.every(Boolean);
  });
  const members = allowed ? await membersWithAddress(services, email) : [];
  const right: Member[] = [];
  for (const member of members) {
    if (member.passwordHash === null) await services.hashing.pretend(password);
    else if (await services.hashing.verify(member.passwordHash, password)) right.push(member);
  }
  if (members.length === 0) await services.hashing.pretend(password);
  return right;
}

export async function membersWithAddress(services: Services, email: string): Promise<readonly Member[]> {
  const rows = await services.db.inReadScope(gate(null, { email }), (tx) =>
    tx
      .selectFrom('staff')
      .select(['org_id', 'id', 'name', 'password_hash'])
      .where('email', '=', email)
      .where('archived_at', 'is', null)
      .orderBy('org_id')
      .limit(MOST_OFFICES)
      .execute(),
  );
  return rows.map((row) => ({ orgId: row.org_id, staffId: row.id, name: row.name, passwordHash: row.password_hash }));
}

/** Begins an office session for a member whose password was right. */
export async function enterOffice(services: Services, member: Member, device: string) {
  const now = services.now();
  return services.db.inScope(gate(member.orgId), async (tx) => {
    const org = await orgRow(tx, member.orgId);
    if (!org) throw new Error('a member of staff without an org');
    await tx
      .updateTable('staff')
      .set({ last_signed_in_at: now })
      .where('org_id', '=', member.orgId)
      .where('id', '=', member.staffId)
      .execute();
    await record(tx, gate(member.orgId), 'staff.signed_in', { now, subject: { kind: 'staff', id: member.staffId } });
    return beginSession(tx, org, { kind: 'office', beganBy: 'password', staffId: member.staffId }, { now, device });
  });
}

/**
 * Takes a wish for a new password. Nobody is looked up here, so the answer is the same, and takes as long, for an address
 * nobody has; a task finds the members and writes to them.
 */
export async function askForPassword(
  services: Services,
  { email, client }: { email: string; client: string },
): Promise<void> {
  const now = services.now();
  await services.db.inScope(gate(NIL_ID), async (tx) => {
    const counted = await Promise.all([
      withinLimit(tx, services.keys, { limit: RESET_PER_ADDRESS, of: email, orgId: null, now }),
      withinLimit(tx, services.keys, { limit: PER_CLIENT, of: client, orgId: null, now }),
    ]);
    if (counted.every(Boolean)) await addTask(tx, sendStaffLinkTask, { org_id: NIL_ID, email });
  });
}

export interface StaffLink {
  readonly orgId: string;
  readonly staffId: string;
  readonly id: string;
  readonly org: OrgRow;
  readonly name: string;
  readonly email: string;
}

/** The open set-up or reset link of a token, or null. Looking uses nothing up. */
export async function findStaffLink(services: Services, token: string): Promise<StaffLink | null> {
  const id = claimedId(token);
  if (id === null || !tokenMatches(services.keys, 'staff-link', token, id, 1)) return null;
  const link = await services.db.inReadScope(gate(null, { subjectId: id }), (tx) =>
    tx
      .selectFrom('staff_links')
      .select(['org_id', 'id', 'staff_id'])
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('expires_at', '>', services.now())
      .executeTakeFirst(),
  );
  if (!link) return null;
  return services.db.inReadScope(gate(link.org_id), async (tx) => {
    const [org, member] = await Promise.all([
      orgRow(tx, link.org_id),
      tx
        .selectFrom('staff')
        .select(['name', 'email', 'archived_at'])
        .where('org_id', '=', link.org_id)
        .where('id', '=', link.staff_id)
        .executeTakeFirst(),
    ]);
    if (!org || !member || member.archived_at !== null) return null;
    return { orgId: link.org_id, staffId: link.staff_id, id, org, name: member.name, email: member.email };
  });
}

/**
 * Sets a member's password by a link: uses the link up, ends every session of the member, tells the audit log. False
 * when the link was used in the meantime.
 */
export async function setPasswordByLink(services: Services, link: StaffLink, password: string): Promise<boolean> {
  const now = services.now();
  const hash = await services.hashing.hash(password);
  const used = await services.db.inScope(gate(link.orgId, { subjectId: link.id }), async (tx) => {
    const claimed = await tx
      .updateTable('staff_links')
      .set({ used_at: now })
      .where('org_id', '=', link.orgId)
      .where('id', '=', link.id)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    return claimed.numUpdatedRows === 1n;
  });
  if (!used) return false;
  await services.db.inScope(system(link.orgId, 'password reset'), (tx) =>
    setPassword(tx, { orgId: link.orgId, staffId: link.staffId, hash, now }),
  );
  return true;
}

/** Stores the hash and ends the member's sessions; whoever knew the old password is out. */
export async function setPassword(
  tx: Tx,
  { orgId, staffId, hash, now }: { orgId: string; staffId: string; hash: string; now: Temporal.Instant },
): Promise<void> {
  await tx
    .updateTable('staff')
    .set({ password_hash: hash })
    .where('org_id', '=', orgId)
    .where('id', '=', staffId)
    .execute();
  await tx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('org_id', '=', orgId)
    .where('staff_id', '=', staffId)
    .where('ended_at', 'is', null)
    .execute();
  await record(tx, system(orgId, 'password'), 'staff.password_set', { now, subject: { kind: 'staff', id: staffId } });
}
