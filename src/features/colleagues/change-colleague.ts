import type { ContactActor } from '../../kernel/actor.ts';
import { NotFound, refuse, Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { addTask } from '../../platform/tasks/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { record, type EventName } from '../audit/index.ts';
import { choiceChanges, knownChoices } from '../permissions/index.ts';
import { changeRefusal, keptChoices, PAUSE_MINUTES, rightsOf, type Colleague } from './colleague.ts';
import { giveSites } from './give-sites.ts';
import { holdColleagues } from './hold-colleagues.ts';
import { checkToday, sendInvitation } from './invite-colleague.ts';
import { findColleague, ownSiteIds } from './queries.ts';
import type { GivenAccess } from './read-colleague.ts';

export interface Deed {
  readonly actor: ContactActor;
  readonly org: OrgRow;
  readonly id: string;
  readonly now: Temporal.Instant;
}

/** Changes what an invited colleague may do, where, and until when. */
export async function changeAccess(tx: Tx, deed: Deed, access: GivenAccess): Promise<void> {
  const { actor, now } = deed;
  const colleague = await changeable(tx, deed);
  const { portal } = rightsOf(actor, colleague.permissions);
  const next = keptChoices(actor, { ...access.choices, portal });
  const data = choiceChanges(colleague.permissions, next);
  const lastDay = (day: Temporal.PlainDate | null) => day?.toString() ?? '–';
  const isLater = lastDay(colleague.access_ends_on) !== lastDay(access.lastDay);
  await giveSites(tx, actor, colleague, access.siteIds);
  if (Object.keys(data).length > 0 || isLater)
    await write(tx, deed, { permissions: JSON.stringify(next), access_ends_on: access.lastDay, updated_at: now });
  if (Object.keys(data).length > 0) await tell(tx, deed, 'contact.permissions_changed', data);
  if (isLater)
    await tell(tx, deed, 'contact.access_ends', {
      from: lastDay(colleague.access_ends_on),
      to: lastDay(access.lastDay),
    });
}

/** Takes the way in away: from the next request on, nothing opens. The link and open sessions end for good. */
export async function takeAccess(tx: Tx, deed: Deed): Promise<void> {
  const colleague = await changeable(tx, deed);
  if (rightsOf(deed.actor, colleague.permissions).portal === 'no') return;
  await write(tx, deed, { permissions: withPortal(colleague, 'no'), updated_at: deed.now });
  await tell(tx, deed, 'contact.access_taken');
  const { actor, id, now } = deed;
  await addTask(tx, 'tell-colleague', {
    org_id: actor.orgId,
    contact_id: id,
    deed: 'withdraw',
    by: actor.name,
    asked_at: now.toString(),
  });
}

/** Lets a colleague in again, with a fresh link. */
export async function giveAccess(tx: Tx, deed: Deed): Promise<void> {
  const colleague = await changeable(tx, deed);
  if (rightsOf(deed.actor, colleague.permissions).portal === 'yes') return;
  await checkToday(tx, deed.actor, deed.now);
  await write(tx, deed, { permissions: withPortal(colleague, 'yes'), invited_at: deed.now, updated_at: deed.now });
  await tell(tx, deed, 'contact.access_given');
  await sendInvitation(tx, deed.actor, deed.id, deed.now);
}

/** Sends the invitation once more. @throws Refused when one was sent a moment ago, or too many today */
export async function inviteAgain(tx: Tx, deed: Deed): Promise<void> {
  const { actor, now, id } = deed;
  const colleague = await changeable(tx, deed);
  if (rightsOf(actor, colleague.permissions).portal === 'no') throw new Refused('colleagues.refused-no-access');
  const { invited_at: last } = colleague;
  if (last !== null && Temporal.Instant.compare(last.add({ minutes: PAUSE_MINUTES }), now) > 0)
    throw new Refused('colleagues.refused-pause', { minutes: PAUSE_MINUTES });
  await checkToday(tx, actor, now);
  await write(tx, deed, { invited_at: now });
  await tell(tx, deed, 'contact.invited_again');
  await sendInvitation(tx, actor, id, now);
}

/** The colleague, if this admin may change them. @throws NotFound, Refused */
async function changeable(tx: Tx, { actor, org, id, now }: Deed): Promise<Colleague> {
  await holdColleagues(tx, actor, org, now);
  const [colleague, own] = await Promise.all([findColleague(tx, actor, id), ownSiteIds(tx, actor)]);
  refuse(changeRefusal(actor, colleague, own));
  return colleague;
}

function withPortal(colleague: Colleague, portal: 'no' | 'yes'): string {
  return JSON.stringify({ ...knownChoices(colleague.permissions), portal });
}

/** Row-level security says it again: a row it leaves out is one this admin has no hand in. */
async function write(
  tx: Tx,
  { actor, id }: Deed,
  values: {
    readonly permissions?: string;
    readonly access_ends_on?: Temporal.PlainDate | null;
    readonly invited_at?: Temporal.Instant;
    readonly updated_at?: Temporal.Instant;
  },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('contacts')
    .set(values)
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', actor.customerId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new NotFound();
}

async function tell(
  tx: Tx,
  { actor, id, now }: Deed,
  event: EventName,
  data: Readonly<Record<string, string>> = {},
): Promise<void> {
  await record(tx, actor, event, { now, customerId: actor.customerId, subject: { kind: 'contact', id }, data });
}
