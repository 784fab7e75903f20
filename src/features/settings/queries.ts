import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';

/** More people than a page of settings shows. */
const MOST = 200;

/** Who works here, owners first; people who left are not in it. */
export async function teamOf(tx: Tx, actor: StaffActor) {
  return tx
    .selectFrom('staff')
    .select([
      'id',
      'name',
      'email',
      'role',
      'public_name',
      'last_signed_in_at',
      sql<boolean>`password_hash is not null`.as('signs_in'),
    ])
    .where('org_id', '=', actor.orgId)
    .where('archived_at', 'is', null)
    .orderBy((eb) => eb.case().when('role', '=', 'owner').then(1).when('role', '=', 'manager').then(2).else(3).end())
    .orderBy('name')
    .limit(MOST)
    .execute();
}

/** What changing one's own password needs to know. */
export async function ownRow(tx: Tx, actor: StaffActor) {
  return tx
    .selectFrom('staff')
    .select(['email', 'password_hash'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', actor.staffId)
    .executeTakeFirstOrThrow();
}
