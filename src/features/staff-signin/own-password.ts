import { TooMany } from '../../kernel/errors.ts';
import type { OfficeVisit } from '../access/index.ts';
import { withinLimit, type Limit } from '../limits/index.ts';

/** Whoever sits down at an open office may not try out the password of its owner. */
const TRIES: Limit = { name: 'own-password', most: 10, seconds: 900 };

/** Whether this is the password of whoever is signed in. Counted before anything is hashed. @throws TooMany */
export async function isOwnPassword(visit: OfficeVisit, password: string): Promise<boolean> {
  const { services, actor, now } = visit;
  const member = await visit.write(async (tx) => {
    const allowed = await withinLimit(tx, services.keys, { limit: TRIES, of: actor.staffId, orgId: actor.orgId, now });
    if (!allowed) return null;
    return tx
      .selectFrom('staff')
      .select('password_hash')
      .where('org_id', '=', actor.orgId)
      .where('id', '=', actor.staffId)
      .executeTakeFirstOrThrow();
  });
  if (member === null) throw new TooMany(TRIES.seconds);
  return member.password_hash !== null && (await services.hashing.verify(member.password_hash, password));
}
