import { gate, system, type StaffActor, type SystemActor } from '../../kernel/actor.ts';
import { paths } from '../../kernel/paths.ts';
import { claimedId, linkToken, tokenMatches } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { endStaffSessions, orgRow, type OrgRow } from '../sessions/index.ts';
import { record } from '../audit/index.ts';
import { queueNotice } from '../letters/index.ts';
import type { Secret, SecretReference } from '../deliveries/index.ts';

export const RESET_HOURS = 1;
export const INVITATION_DAYS = 7;

/** Writes a link with which a member chooses a password, and the message with it. Earlier ones end. */
export async function sendStaffLink(
  tx: Tx,
  actor: StaffActor | SystemActor,
  {
    org,
    member,
    purpose,
  }: {
    org: OrgRow;
    member: { readonly id: string; readonly name: string; readonly email: string };
    purpose: 'reset' | 'invitation';
  },
  now: Temporal.Instant,
): Promise<void> {
  if (purpose === 'invitation') await endStaffLinks(tx, org.id, member.id, now);
  const link = await tx
    .insertInto('staff_links')
    .values({
      org_id: org.id,
      staff_id: member.id,
      purpose,
      created_at: now,
      expires_at: now.add(purpose === 'reset' ? { hours: RESET_HOURS } : { hours: 24 * INVITATION_DAYS }),
    })
    .returning(['id', 'expires_at'])
    .executeTakeFirstOrThrow();
  const to = { channel: 'email', address: member.email, name: member.name, staffId: member.id } as const;
  const kind = purpose === 'reset' ? 'staff_reset' : 'staff_invitation';
  await queueNotice(tx, actor, org, { kind, staffLink: link }, to, now);
}

/** Ends every open link of a member: a withdrawn invitation opens nothing. */
export async function endStaffLinks(tx: Tx, orgId: string, staffId: string, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('staff_links')
    .set({ expires_at: now })
    .where('org_id', '=', orgId)
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .execute();
}

export interface StaffLink {
  readonly orgId: string;
  readonly staffId: string;
  readonly id: string;
  readonly org: OrgRow;
  readonly name: string;
  readonly email: string;
}

/** The open invitation or reset link of a token, or null. Looking uses nothing up. */
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
  const actor = system(link.orgId, 'link for a new password');
  await services.db.inScope(actor, async (tx) => {
    const isFirst = await hasNoPassword(tx, link);
    await setPassword(tx, actor, { staffId: link.staffId, hash, now });
    // Whoever chooses a first password has accepted the invitation.
    if (isFirst) await record(tx, actor, 'staff.joined', { now, subject: { kind: 'staff', id: link.staffId } });
    await endStaffLinks(tx, link.orgId, link.staffId, now);
    // Whoever knew the old password is out.
    await endStaffSessions(tx, link.orgId, { staffId: link.staffId }, now);
  });
  return true;
}

async function hasNoPassword(tx: Tx, { orgId, staffId }: StaffLink): Promise<boolean> {
  const { password_hash } = await tx
    .selectFrom('staff')
    .select('password_hash')
    .where('org_id', '=', orgId)
    .where('id', '=', staffId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return password_hash === null;
}

/** Stores a password's hash. Its owner decides about the other sessions. */
export async function setPassword(
  tx: Tx,
  actor: StaffActor | SystemActor,
  { staffId, hash, now }: { staffId: string; hash: string; now: Temporal.Instant },
): Promise<void> {
  await tx
    .updateTable('staff')
    .set({ password_hash: hash })
    .where('org_id', '=', actor.orgId)
    .where('id', '=', staffId)
    .execute();
  await record(tx, actor, 'staff.password_set', { now, subject: { kind: 'staff', id: staffId } });
}

/** The link for a new password, for its message. */
export async function staffLinkSecret(
  services: Services,
  tx: Tx,
  actor: StaffActor | SystemActor,
  { id }: SecretReference,
): Promise<Secret | null> {
  const link = await tx
    .selectFrom('staff_links')
    .select(['used_at', 'expires_at'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!link) return null;
  const url = services.officeUrl + paths.office.password(linkToken(services.keys, 'staff-link', id, 1));
  const isOpen = link.used_at === null && Temporal.Instant.compare(link.expires_at, services.now()) > 0;
  return { generation: 1, live: isOpen, values: { password_link: { kind: 'link', url } } };
}
