import { sql } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { TeamFacts, TeamMember } from './member.ts';

/** More people than a page of the team shows. */
const MOST = 500;

function members(tx: Tx, actor: StaffActor) {
  return tx
    .selectFrom('staff as s')
    .select((eb) => [
      's.id',
      's.name',
      's.email',
      's.role',
      's.public_name',
      's.archived_at',
      's.last_signed_in_at',
      sql<boolean>`s.password_hash is not null or exists (select from passkeys p where p.org_id = s.org_id and p.staff_id = s.id)`.as(
        'signs_in',
      ),
      sql<boolean>`exists (select from staff_second_steps t where t.org_id = s.org_id and t.staff_id = s.id and t.confirmed_at is not null)`.as(
        'has_step',
      ),
      sql<boolean>`exists (select from passkeys p where p.org_id = s.org_id and p.staff_id = s.id)`.as('has_passkey'),
      eb
        .selectFrom('staff_links as l')
        .select((inner) => inner.fn.max('l.expires_at').as('until'))
        .whereRef('l.org_id', '=', 's.org_id')
        .whereRef('l.staff_id', '=', 's.id')
        .where('l.purpose', '=', 'invitation')
        .where('l.used_at', 'is', null)
        .as('invited_until'),
    ])
    .where('s.org_id', '=', actor.orgId);
}

/** Everybody who works here or did, owners first, those who are gone last. */
export async function teamOf(tx: Tx, actor: StaffActor): Promise<readonly TeamMember[]> {
  return members(tx, actor)
    .orderBy(sql`s.archived_at is not null`)
    .orderBy((eb) =>
      eb
        .case()
        .when('s.role', '=', 'owner')
        .then(1)
        .when('s.role', '=', 'manager')
        .then(2)
        .when('s.role', '=', 'agent')
        .then(3)
        .else(4)
        .end(),
    )
    .orderBy('s.name')
    .orderBy('s.id')
    .limit(MOST)
    .execute();
}

/** One of them. @throws NotFound */
export async function memberOf(tx: Tx, actor: StaffActor, id: string): Promise<TeamMember> {
  if (!isUuid(id)) throw new NotFound();
  const member = await members(tx, actor).where('s.id', '=', id).executeTakeFirst();
  if (!member) throw new NotFound();
  return member;
}

/**
 * A member and what the rules need to know, with the org's row locked: two owners who take each other's role away at
 * the same moment come one after the other. @throws NotFound
 */
export async function lockedMember(tx: Tx, actor: StaffActor, id: string): Promise<TeamMember & TeamFacts> {
  await tx.selectFrom('orgs').select('id').where('id', '=', actor.orgId).forUpdate().execute();
  const member = await memberOf(tx, actor, id);
  const team = await members(tx, actor).where('s.role', '=', 'owner').where('s.archived_at', 'is', null).execute();
  const others = team.filter((one) => one.id !== id && one.signs_in);
  return { ...member, otherOwners: others.length };
}
