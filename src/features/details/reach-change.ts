import { system, type ContactActor } from '../../kernel/actor.ts';
import { Invalid } from '../../kernel/errors.ts';
import { sameText, sixDigits } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { endPortalSessions, type OrgRow } from '../sessions/index.ts';
import { maskedEmail, maskedPhone } from '../fresh-proof/index.ts';
import { withinLimit, type Limit } from '../limits/index.ts';
import { record } from '../audit/index.ts';
import { queueNotice } from '../letters/index.ts';
import type { Recipient } from '../deliveries/index.ts';
import { writeChanges } from '../detail-history/index.ts';

export type Channel = 'email' | 'sms';

/** So long a new address waits to be confirmed. */
export const WAIT_HOURS = 24;
export const CODE_TRIES = 5;

/** Messages to addresses that nobody has confirmed yet are few. */
const PER_DAY: Limit = { name: 'reach-change', most: 5, seconds: 86_400 };

interface NewReach {
  /** Of the form: sent twice, it asks once. */
  readonly id: string;
  readonly channel: Channel;
  readonly address: string;
}

/**
 * Writes to the new address, for its reader to confirm, and to the present one, which counts until then. A change that
 * waited already is given up for this one. Whether the address is anybody else's makes no difference.
 * @throws Invalid when it is the present one, or after too many in a day
 */
export async function askForReachChange(
  services: Services,
  org: OrgRow,
  actor: ContactActor,
  { id, channel, address }: NewReach,
): Promise<void> {
  const now = services.now();
  const sender = system(org.id, actor.name);
  await services.db.inScope(sender, async (tx) => {
    const contact = await lockPerson(tx, org.id, actor.contactId);
    if (!contact || (await isAsked(tx, org.id, id))) return;
    const before = channel === 'email' ? contact.email : contact.phone;
    if (before === address) throw new Invalid([{ field: 'address', key: `details.same-${channel}` }]);
    const within = await withinLimit(tx, services.keys, { limit: PER_DAY, of: contact.id, orgId: org.id, now });
    if (!within) throw new Invalid([{ field: 'address', key: 'details.too-many' }]);
    await giveUpWaiting(tx, org.id, contact.id, channel, now);
    const own = { org_id: org.id, customer_id: contact.customer_id, contact_id: contact.id };
    const change = await tx
      .insertInto('reach_changes')
      .values({
        ...own,
        id,
        channel,
        old_address: before,
        new_address: address,
        created_at: now,
        expires_at: now.add({ hours: WAIT_HOURS }),
      })
      .returning(['id', 'expires_at'])
      .executeTakeFirstOrThrow();
    const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ') || null;
    const about = { customerId: contact.customer_id, contactId: contact.id, name };
    await queueNotice(tx, sender, org, { kind: 'new_address', change }, { ...about, channel, address }, now);
    const told = presentReach(contact, channel);
    const masked = channel === 'email' ? maskedEmail(address) : maskedPhone(address);
    if (told !== null) {
      const notice = { kind: 'old_address', change, of: channel, masked } as const;
      await queueNotice(tx, sender, org, notice, { ...about, ...told }, now);
    }
    await recordChange(tx, actor, contact, 'contact.change_asked', channel, now);
  });
}

type Person = NonNullable<Awaited<ReturnType<typeof lockPerson>>>;

/** A person of a customer in use, locked. */
async function lockPerson(tx: Tx, orgId: string, contactId: string) {
  return tx
    .selectFrom('contacts as p')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'p.org_id').onRef('c.id', '=', 'p.customer_id'))
    .select(['p.id', 'p.customer_id', 'p.first_name', 'p.last_name', 'p.email', 'p.phone'])
    .where('p.org_id', '=', orgId)
    .where('p.id', '=', contactId)
    .where('p.archived_at', 'is', null)
    .where('c.archived_at', 'is', null)
    .forUpdate('p')
    .executeTakeFirst();
}

async function isAsked(tx: Tx, orgId: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('reach_changes')
    .select('id')
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

async function giveUpWaiting(tx: Tx, orgId: string, contactId: string, channel: Channel, now: Temporal.Instant) {
  await tx
    .updateTable('reach_changes')
    .set({ cancelled_at: now })
    .where('org_id', '=', orgId)
    .where('contact_id', '=', contactId)
    .where('channel', '=', channel)
    .where('confirmed_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .execute();
}

/** Where the person is reached now: the address that is to change, else the other one. */
function presentReach({ email, phone }: Person, changing: Channel): Pick<Recipient, 'channel' | 'address'> | null {
  const mail = email === null ? null : ({ channel: 'email', address: email } as const);
  const text = phone === null ? null : ({ channel: 'sms', address: phone } as const);
  return changing === 'email' ? (mail ?? text) : (text ?? mail);
}

export function recordChange(
  tx: Tx,
  actor: Parameters<typeof record>[1],
  { id, customer_id }: Pick<Person, 'id' | 'customer_id'>,
  event: `contact.${string}`,
  channel: string,
  now: Temporal.Instant,
): Promise<void> {
  const data = { fields: channel === 'email' ? 'email' : 'phone' };
  return record(tx, actor, event, { now, customerId: customer_id, subject: { kind: 'contact', id }, data });
}

interface OfOrg {
  readonly orgId: string;
  readonly id: string;
}

/** Makes the new address the person's own. False when it was confirmed, given up or overtaken in the meantime. */
export async function confirmReachChange(services: Services, { orgId, id }: OfOrg): Promise<boolean> {
  const now = services.now();
  return services.db.inScope(system(orgId, 'details'), async (tx) => {
    const change = await findChange(tx, orgId, id);
    const person = change && (await lockPerson(tx, orgId, change.contact_id));
    if (!change || !person) return false;
    const before = change.channel === 'email' ? person.email : person.phone;
    // The office may have changed it since: then that is the newest word.
    if (before !== change.old_address) return false;
    const done = await tx
      .updateTable('reach_changes')
      .set({ confirmed_at: now })
      .where('org_id', '=', orgId)
      .where('id', '=', id)
      .where('confirmed_at', 'is', null)
      .where('cancelled_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    if (done.numUpdatedRows !== 1n) return false;
    const field = change.channel === 'email' ? 'email' : 'phone';
    await tx
      .updateTable('contacts')
      .set({ [field]: change.new_address, updated_at: now })
      .where('org_id', '=', orgId)
      .where('id', '=', person.id)
      .execute();
    const name = [person.first_name, person.last_name].filter(Boolean).join(' ') || change.new_address;
    const actor = { kind: 'contact', orgId, contactId: person.id, name } as const;
    const of = { customerId: person.customer_id, contactId: person.id };
    await writeChanges(tx, actor, of, [{ field, before, after: change.new_address }], now);
    await recordChange(tx, actor, person, 'contact.changed', change.channel, now);
    return true;
  });
}

function findChange(tx: Tx, orgId: string, id: string) {
  return tx
    .selectFrom('reach_changes')
    .select(['contact_id', 'customer_id', 'channel', 'old_address', 'new_address'])
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The same by the PIN that went to the new number. The try counts first, so five are five however many come at once. */
export async function confirmByCode(services: Services, actor: ContactActor, code: string): Promise<boolean> {
  const now = services.now();
  const tried = await services.db.inScope(system(actor.orgId, 'details'), (tx) =>
    tx
      .updateTable('reach_changes')
      .set((eb) => ({ tries: eb('tries', '+', 1) }))
      .where('org_id', '=', actor.orgId)
      .where('contact_id', '=', actor.contactId)
      .where('channel', '=', 'sms')
      .where('confirmed_at', 'is', null)
      .where('cancelled_at', 'is', null)
      .where('expires_at', '>', now)
      .where('tries', '<', CODE_TRIES)
      .returning('id')
      .executeTakeFirst(),
  );
  if (!tried || !sameText(code, reachCode(services, tried.id))) return false;
  return confirmReachChange(services, { orgId: actor.orgId, id: tried.id });
}

export function reachCode({ keys }: Pick<Services, 'keys'>, id: string): string {
  return sixDigits(keys, 'reach-code', id, 1);
}

/** By the link that went to the present address: nothing changes, and whoever is signed in as this person is out. */
export async function stopReachChange(services: Services, { orgId, id }: OfOrg): Promise<boolean> {
  const now = services.now();
  return services.db.inScope(system(orgId, 'details'), async (tx) => {
    const change = await findChange(tx, orgId, id);
    if (!change || !(await cancelOpen(tx, orgId, id, now))) return false;
    await endPortalSessions(tx, orgId, { contactId: change.contact_id }, now);
    const person = { id: change.contact_id, customer_id: change.customer_id };
    await recordChange(tx, system(orgId, 'details'), person, 'contact.change_stopped', change.channel, now);
    return true;
  });
}

/** Gives up a change that still waits. False when it doesn't. Also run by staff. */
export async function cancelOpen(tx: Tx, orgId: string, id: string, now: Temporal.Instant): Promise<boolean> {
  const done = await tx
    .updateTable('reach_changes')
    .set({ cancelled_at: now })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** A person gives up a change of its own. False when there is none such. */
export async function cancelOwn(services: Services, actor: ContactActor, id: string): Promise<boolean> {
  const now = services.now();
  return services.db.inScope(system(actor.orgId, actor.name), async (tx) => {
    const change = await findChange(tx, actor.orgId, id);
    if (change?.contact_id !== actor.contactId) return false;
    if (await cancelOpen(tx, actor.orgId, id, now)) {
      const person = { id: actor.contactId, customer_id: actor.customerId };
      await recordChange(tx, actor, person, 'contact.change_cancelled', change.channel, now);
    }
    return true;
  });
}
