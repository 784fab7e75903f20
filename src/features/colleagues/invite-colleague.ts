import { sql } from 'kysely';
import type { ContactActor } from '../../kernel/actor.ts';
import { Invalid, Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { addTask } from '../../platform/tasks/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { record } from '../audit/index.ts';
import { keptChoices, MOST_INVITATIONS_A_DAY } from './colleague.ts';
import { giveSites } from './give-sites.ts';
import { holdColleagues } from './hold-colleagues.ts';
import type { GivenAccess, InvitedPerson } from './read-colleague.ts';
import { MOST_CONTACTS } from '../contacts/index.ts';

/**
 * Makes a contact of the admin's own customer, with no more rights than the admin has, and has the invitation sent. The
 * same form sent twice invites once. Returns the contact's id. @throws Invalid for an address that a colleague has already
 */
export async function inviteColleague(
  tx: Tx,
  actor: ContactActor,
  org: OrgRow,
  { person, access, id }: { person: InvitedPerson; access: GivenAccess; id: string },
  now: Temporal.Instant,
): Promise<string> {
  await holdColleagues(tx, actor, org, now);
  if (await isThere(tx, actor, id)) return id;
  await checkCounts(tx, actor, now);
  await checkUnknown(tx, actor, person);
  await tx
    .insertInto('contacts')
    .values({
      org_id: actor.orgId,
      id,
      customer_id: actor.customerId,
      ...person,
      permissions: JSON.stringify(keptChoices(actor, { ...access.choices, portal: 'yes' })),
      access_ends_on: access.lastDay,
      invited_by_contact_id: actor.contactId,
      invited_at: now,
      created_at: now,
      updated_at: now,
    })
    .execute();
  await giveSites(tx, actor, { id, siteIds: [] }, access.siteIds);
  await record(tx, actor, 'contact.invited', {
    now,
    customerId: actor.customerId,
    subject: { kind: 'contact', id },
    data: { ...access.choices },
  });
  await sendInvitation(tx, actor, id, now);
  return id;
}

/** Has the contact's own link made, if there is none, and sent to the address on file. */
export async function sendInvitation(tx: Tx, actor: ContactActor, id: string, now: Temporal.Instant): Promise<void> {
  await addTask(tx, 'tell-colleague', {
    org_id: actor.orgId,
    contact_id: id,
    deed: 'invite',
    by: actor.name,
    asked_at: now.toString(),
  });
}

async function isThere(tx: Tx, actor: ContactActor, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('contacts')
    .select('id')
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', actor.customerId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

/** @throws Refused past the most contacts of a customer, and past the most messages of a day */
async function checkCounts(tx: Tx, actor: ContactActor, now: Temporal.Instant): Promise<void> {
  const { contacts } = await tx
    .selectFrom('contacts')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('contacts'))
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', actor.customerId)
    .executeTakeFirstOrThrow();
  if (contacts >= MOST_CONTACTS) throw new Refused('colleagues.refused-too-many', { most: MOST_CONTACTS });
  await checkToday(tx, actor, now);
}

/** Every invitation costs the business a message and may land with a stranger. @throws Refused */
export async function checkToday(tx: Tx, actor: ContactActor, now: Temporal.Instant): Promise<void> {
  const { today } = await tx
    .selectFrom('contacts')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('today'))
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', actor.customerId)
    .where('invited_at', '>', now.subtract({ hours: 24 }))
    .executeTakeFirstOrThrow();
  if (today >= MOST_INVITATIONS_A_DAY) throw new Refused('colleagues.refused-today', { most: MOST_INVITATIONS_A_DAY });
}

/** @throws Invalid beside the address that somebody here has already */
async function checkUnknown(tx: Tx, actor: ContactActor, { email, phone }: InvitedPerson): Promise<void> {
  const known = await tx
    .selectFrom('contacts')
    .select(['email', 'phone'])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', actor.customerId)
    .where('archived_at', 'is', null)
    .where(sql<boolean>`(email = ${email} or phone = ${phone})`)
    .executeTakeFirst();
  if (!known) return;
  const field = email !== null && known.email === email ? 'email' : 'phone';
  throw new Invalid([{ field, key: 'colleagues.problem-known' }]);
}
