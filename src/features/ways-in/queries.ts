import type { ContactActor, StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { ownLogin } from '../logins/index.ts';
import { passkeysOf, passkeysOfOwner } from '../passkeys/index.ts';
import type { KnownDevice, OpenSession, OwnWaysIn, ShownTry, TriesAsked, TryOfContact, WaysIn } from './ways.ts';

/** Nobody looks through more at once; what is over is ended all together. */
const SHOWN = 20;

/** The same for a contact itself and for the office: the role of the transaction decides what it may read. */
interface Whose {
  readonly orgId: string;
  readonly contactId: string;
}

/** Sessions that a person has used and that may still be open, the last used first. */
function sessionsOf(tx: Tx, { orgId, contactId }: Whose, now: Temporal.Instant): Promise<readonly OpenSession[]> {
  return tx
    .selectFrom('sessions')
    .select(['id', 'device', 'began_by', 'created_at', 'last_seen_at'])
    .where('org_id', '=', orgId)
    .where('contact_id', '=', contactId)
    .where('kind', '=', 'portal')
    .where('human_at', 'is not', null)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .limit(SHOWN)
    .execute();
}

function devicesOf(tx: Tx, { orgId, contactId }: Whose): Promise<readonly KnownDevice[]> {
  return tx
    .selectFrom('known_devices')
    .select(['id', 'label', 'proved_at'])
    .where('org_id', '=', orgId)
    .where('contact_id', '=', contactId)
    .orderBy('proved_at', 'desc')
    .orderBy('id')
    .limit(SHOWN)
    .execute();
}

function triesOf(tx: Tx, { orgId, contactId }: Whose): Promise<readonly ShownTry[]> {
  return tx
    .selectFrom('contact_tries')
    .select(['id', 'way', 'outcome', 'device', 'network', 'tried_at'])
    .where('org_id', '=', orgId)
    .where('contact_id', '=', contactId)
    .orderBy('tried_at', 'desc')
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute();
}

/** For a contact's page in the office. */
export async function contactWaysIn(
  tx: Tx,
  actor: StaffActor,
  contactId: string,
  now: Temporal.Instant,
): Promise<WaysIn> {
  const whose = { orgId: actor.orgId, contactId };
  const [sessions, devices, passkeys, tries] = await Promise.all([
    sessionsOf(tx, whose, now),
    devicesOf(tx, whose),
    passkeysOfOwner(tx, { kind: 'contact', orgId: actor.orgId, id: contactId }),
    triesOf(tx, whose),
  ]);
  return { sessions, devices, passkeys, tries };
}

/** For the contact itself, in one round trip. */
export async function ownWaysIn(tx: Tx, actor: ContactActor, now: Temporal.Instant): Promise<OwnWaysIn> {
  const [sessions, devices, passkeys, tries, login, pin] = await Promise.all([
    sessionsOf(tx, actor, now),
    devicesOf(tx, actor),
    passkeysOf(tx, actor),
    triesOf(tx, actor),
    ownLogin(tx, actor),
    tx
      .selectFrom('contact_pins')
      .select(['set_at', 'fails'])
      .where('org_id', '=', actor.orgId)
      .where('contact_id', '=', actor.contactId)
      .executeTakeFirst(),
  ]);
  return { sessions, devices, passkeys, tries, login, pin: pin ?? null };
}

export const TRIES_A_PAGE = 50;

/** Tries of all contacts, newest first: one more than a page, which says whether there is another. */
export function triesPage(tx: Tx, actor: StaffActor, asked: TriesAsked): Promise<readonly TryOfContact[]> {
  return tx
    .selectFrom('contact_tries as t')
    .innerJoin('contacts as p', (on) => on.onRef('p.org_id', '=', 't.org_id').onRef('p.id', '=', 't.contact_id'))
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 't.org_id').onRef('c.id', '=', 't.customer_id'))
    .select(['t.id', 't.way', 't.outcome', 't.device', 't.network', 't.tried_at', 't.contact_id'])
    .select(['p.first_name', 'p.last_name', 'c.name as customer_name', 'c.number as customer_number'])
    .where('t.org_id', '=', actor.orgId)
    .$if(asked.customer !== '', (query) => query.where('c.number', '=', asked.customer))
    .$if(asked.outcome !== '', (query) => query.where('t.outcome', '=', asked.outcome))
    .$if(asked.after !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('t.tried_at', '<', asked.after?.at ?? null),
          eb.and([eb('t.tried_at', '=', asked.after?.at ?? null), eb('t.id', '<', asked.after?.id ?? null)]),
        ]),
      ),
    )
    .orderBy('t.tried_at', 'desc')
    .orderBy('t.id', 'desc')
    .limit(TRIES_A_PAGE + 1)
    .execute();
}
