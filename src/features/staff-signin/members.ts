import { gate } from '../../kernel/actor.ts';
import type { Services } from '../../platform/services.ts';
import { withinLimit, type Limit } from '../limits/index.ts';
import type { Member } from './member.ts';
import { noteFailure, type Place } from './tries.ts';

const PER_ADDRESS: Limit = { name: 'staff-address', most: 10, seconds: 900 };
const PER_CLIENT: Limit = { name: 'staff-client', most: 30, seconds: 900 };
/** Past the limits the history says so once, not with every try. */
const LOCK_NOTED: Limit = { name: 'staff-locked', most: 1, seconds: 900 };

/** More offices than this behind one address would make a try cost too much. */
const MOST_OFFICES = 5;

/**
 * The offices in which this address has this password. Tries are counted before anything is hashed, and somebody
 * unknown takes as long as somebody known. A failure is noted by a task that looks for whom it concerns, so that too
 * is the same for everybody.
 */
export async function membersWith(
  services: Services,
  { email, password, place }: { email: string; password: string; place: Place },
): Promise<readonly Member[]> {
  const allowed = await mayTry(services, email, place);
  const members = allowed ? await membersWithAddress(services, email) : [];
  const right: Member[] = [];
  for (const { password_hash, ...member } of members) {
    if (password_hash === null) await services.hashing.pretend(password);
    else if (await services.hashing.verify(password_hash, password)) right.push(member);
  }
  if (members.length === 0) await services.hashing.pretend(password);
  if (allowed && right.length === 0) await noteFailure(services, { email, way: 'password', outcome: 'wrong', place });
  return right;
}

async function mayTry(services: Services, email: string, place: Place): Promise<boolean> {
  const now = services.now();
  const { allowed, isNews } = await services.db.inScope(gate(null), async (tx) => {
    const counted = await Promise.all([
      withinLimit(tx, services.keys, { limit: PER_ADDRESS, of: email, orgId: null, now }),
      withinLimit(tx, services.keys, { limit: PER_CLIENT, of: place.client, orgId: null, now }),
    ]);
    if (counted.every(Boolean)) return { allowed: true, isNews: false };
    return {
      allowed: false,
      isNews: await withinLimit(tx, services.keys, { limit: LOCK_NOTED, of: email, orgId: null, now }),
    };
  });
  if (isNews) await noteFailure(services, { email, way: 'password', outcome: 'locked', place });
  return allowed;
}

async function membersWithAddress(services: Services, email: string) {
  const rows = await services.db.inReadScope(gate(null, { email }), (tx) =>
    tx
      .selectFrom('staff')
      .select(['org_id', 'id', 'password_hash'])
      .where('email', '=', email)
      .where('archived_at', 'is', null)
      .orderBy('org_id')
      .limit(MOST_OFFICES)
      .execute(),
  );
  return rows.map((row) => ({ orgId: row.org_id, staffId: row.id, password_hash: row.password_hash }));
}

/** Whether a member is still there: a passkey outlives its owner's place in the office. */
export async function isMember(services: Services, { orgId, staffId }: Member): Promise<boolean> {
  const row = await services.db.inReadScope(gate(orgId), (tx) =>
    tx
      .selectFrom('staff')
      .select('id')
      .where('org_id', '=', orgId)
      .where('id', '=', staffId)
      .where('archived_at', 'is', null)
      .executeTakeFirst(),
  );
  return row !== undefined;
}

/** The names of several offices, for whoever has the password of all of them. */
export async function officeName(services: Services, orgId: string): Promise<string> {
  const row = await services.db.inReadScope(gate(orgId), (tx) =>
    tx.selectFrom('orgs').select('name').where('id', '=', orgId).executeTakeFirst(),
  );
  return row?.name ?? '';
}
